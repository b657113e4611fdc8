# Anträge: die Liste, die Seite eines Antrags und die Arbeit daran.
nav-requests = Anträge
requests-tabs = Anträge nach Status
requests-search = Anträge suchen
requests-search-hint = Die Nummer eines Antrags oder ein Teil von Name, E-Mail oder Telefonnummer des Kunden (mindestens drei Zeichen; ohne Pluszeichen mindestens neun Ziffern).
requests-search-length = Suchen Sie nach der Nummer eines Antrags oder nach mindestens drei zusammenhängenden Zeichen aus Name oder E-Mail des Kunden.
requests-email-length = Die E-Mail des Kunden braucht mindestens drei Zeichen.
requests-too-wide = Mehr als { $most } Kunden passen dazu. Geben Sie mehr von Name oder E-Mail ein.
requests-empty-open = Nichts wartet auf eine Entscheidung.
requests-empty = Es gibt keine Anträge mit diesem Status.
requests-empty-filtered = Kein Antrag auf dieser Registerkarte passt zu den Filtern.
requests-empty-customer = Dieser Kunde hat noch nichts beantragt.
request-tab-open = Offen
request-tab-all = Alle
request-number = Antrag Nr. { $id }

request-column-number = Nr.
request-column-title = Antrag
request-column-type = Art
request-column-customer = Kunde
request-column-assignee = Bearbeitet von
request-column-age = Alter
request-column-created = Eingegangen
request-filter-type = Art
request-filter-email = E-Mail des Kunden
request-filter-customer = Kundennummer
request-filter-assignee = Bearbeitet von
request-filter-color = Farbe
request-filter-created-from = Eingegangen ab
request-filter-created-to = Eingegangen bis
request-filter-amount-min = Betrag ab
request-filter-amount-max = Betrag bis
request-filter-amount-hint = Wie in 1.500,25
requests-amount-in-address = Der Filter „{ $parameter }“ in der Adresse nimmt reine Ziffern mit einem Punkt, etwa 1500.25: Das gilt in jeder Sprache. Im Formular der Filter gilt die Schreibweise Ihrer Sprache.
request-assignee-me = Mir
request-assignee-none = Niemandem

request-status-new = Neu
request-status-pending = Wartet
request-status-in-progress = In Bearbeitung
request-status-approved = Genehmigt
request-status-rejected = Abgelehnt
request-type-account = Neues Konto
request-type-address = Adresse
request-type-archive = Archivierung
request-type-clienttype = Kundentyp
request-type-deposit = Einzahlung
request-type-document = Dokumente
request-type-external = Extern
request-type-investment = Anlage
request-type-partner = Partnerschaft
request-type-profile = Profil
request-type-transfer = Überweisung
request-type-verification = Verifizierung
request-type-withdrawal = Auszahlung
request-title-account = { $kind ->
    [personal] Persönliches Konto eröffnen ({ $currency })
    [trade] Handelskonto eröffnen ({ $currency })
    [demo] Demokonto eröffnen ({ $currency })
    [partner] Partnerkonto eröffnen ({ $currency })
    [investment] Anlagekonto eröffnen ({ $currency })
   *[other] Konto eröffnen ({ $currency })
}
request-title-address = Adresse ändern
request-title-archive = Konto { $value } archivieren
request-title-to-individual = Privatkunde werden
request-title-to-corporate = Firmenkunde werden
request-title-deposit = Einzahlung von { $value }
request-title-withdrawal = Auszahlung von { $value }
request-title-transfer = Überweisung von { $value }
request-title-investment = Anlage von { $value }
request-title-document = { $value ->
    [one] Ein Dokument annehmen
   *[other] { $value } Dokumente annehmen
}
request-title-verification = Verifizierung auf Stufe { $value } heben
request-title-profile = Profil ändern
request-title-partner = Partner werden mit { $value } %

color-red = Rot
color-orange = Orange
color-amber = Bernstein
color-green = Grün
color-teal = Petrol
color-blue = Blau
color-purple = Violett
color-gray = Grau

request-asked = Was beantragt ist
request-today = heute:
request-wanted = gewünscht:
request-first-amount = Zuerst beantragt: { $amount }
request-change-amount = Betrag ändern
request-amount-hint = Ein Komma steht vor den Nachkommastellen; Punkte dürfen Tausender trennen, wie in 1.500,25. Was zuerst beantragt war, bleibt sichtbar.
request-save-amount = Betrag speichern
request-amount-zero = Betrag: er muss größer als null sein
request-amount-fixed = Der Betrag dieses Antrags kann nicht geändert werden.
request-amount-changed = Der Betrag wurde geändert.
request-resolved = Entschieden
request-fact-raw = Wie eingereicht
request-fact-product = Produkt
request-fact-kind = Art des Kontos
request-fact-currency = Währung
request-fact-method = Methode
request-fact-destination = An
request-fact-to = Auf das Konto
request-fact-rate = Wechselkurs
request-fact-documents = Dokumente
request-fact-document = Dokument
request-fact-level = Stufe
request-fact-reason = Grund
request-fact-share = Gewinnbeteiligung
request-account = Konto { $number }
request-account-unknown = Ein Konto, das es nicht gibt
request-balance = Kontostand
request-owner = Gehört
request-archived = Archiviert
request-transactions = Letzte Buchungen
request-no-transactions = Auf diesem Konto gibt es noch keine Buchungen.
request-transaction-kind = Buchung
request-transaction-at = Datum
account-kind-personal = Persönliches Konto
account-kind-trade = Handelskonto
account-kind-demo = Demokonto
account-kind-partner = Partnerkonto
account-kind-investment = Anlagekonto
transaction-kind-deposit = Einzahlung
transaction-kind-withdrawal = Auszahlung
transaction-kind-transfer = Überweisung
transaction-kind-investment = Anlage
transaction-kind-correction = Korrektur
transaction-status-new = Neu
transaction-status-pending = Wartet
transaction-status-hold = Vorgemerkt
transaction-status-hold-failed = Vormerkung gescheitert
transaction-status-in-progress = In Bearbeitung
transaction-status-done = Ausgeführt
transaction-status-partial = Teilweise ausgeführt
transaction-status-assistance = Braucht Hilfe
transaction-status-failed = Gescheitert
transaction-status-rejected = Abgelehnt
transaction-status-canceled = Storniert
transaction-status-refund = Erstattet
transaction-status-refund-failed = Erstattung gescheitert

request-others = Andere Anträge dieses Kunden
request-no-others = Es gibt keine anderen Anträge.
request-comments = Kommentare
request-comments-note = Kommentare sehen nur Mitarbeiter. Der Kunde erfährt nichts davon.
request-no-comments = Noch hat niemand kommentiert.
request-comment-new = Neuer Kommentar
request-comment-hint = Das sehen nur Mitarbeiter; höchstens 2.000 Zeichen.
request-comment-add = Kommentar hinzufügen
request-comment-edited = bearbeitet
request-commented = Der Kommentar wurde hinzugefügt.
request-options = Optionen
request-color-offered = Farbe dieses Antrags
request-color-own = Eine andere Farbe
request-color-hint = Sechs Hexadezimalziffern nach einem #, etwa #1f77b4.
request-color-set = Diese Farbe setzen
request-color-remove = Farbe entfernen
request-color-invalid = Farbe: geben Sie # und sechs Hexadezimalziffern ein, etwa #1f77b4
request-colored = Die Farbe wurde gespeichert.
request-resolved-meanwhile = Über diesen Antrag wurde entschieden. Farbe und Betrag bleiben, wie sie sind; Kommentare sind weiter möglich.
request-changed-meanwhile = Jemand hat diesen Antrag geändert, nachdem Sie die Seite geöffnet haben. Sie sehen jetzt den neuesten Stand.
field-body = Kommentar
field-amount = Betrag
field-color = Farbe

journal-request-commented = { $actor } hat den Antrag { $name } kommentiert
journal-request-colored = { $actor } hat die Farbe des Antrags { $name } geändert
journal-request-amount-changed = { $actor } hat den Betrag des Antrags { $name } geändert
