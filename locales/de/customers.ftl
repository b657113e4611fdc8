# Kunden: Liste, Formular, Profil.
customer-new = Neues Kundenprofil
customer-edit = Kundendaten bearbeiten
customer-created = Das Kundenprofil wurde angelegt.
customer-updated = Die Änderungen wurden gespeichert.
customer-number = Kundennummer { $id }
customer-tabs = Bereiche des Profils
customer-choose-again = Browser behalten ausgewählte Dateien nicht. Bitte wählen Sie diese vor dem Speichern erneut aus:
tab-overview = Übersicht
tab-verification = Verifizierung
tab-history = Verlauf
frame-breadcrumbs = Sie sind hier

section-person = Person
section-contact = Kontakt
section-terms = Konto und Konditionen
section-verification = Verifizierung
section-files = Dateien

field-name = Name
field-first-name = Vorname
field-last-name = Nachname
field-company = Unternehmen
field-customer-type = Kundenart
field-email = E-Mail
field-phone = Telefon
field-telegram-chat-id = Telegram-Chat-ID
field-address = Adresse
field-gender = Geschlecht
field-birth-date = Geburtsdatum
field-country = Land
field-timezone = Zeitzone
field-language = Sprache
field-newsletter = Newsletter
field-newsletter-source = Wie wurde eingewilligt?
field-status = Status
field-tags = Schlagwörter
field-discount = Rabatt in %
field-affiliate-profit-share = Partner-Gewinnanteil in %
field-exchange-monitor = Vergleichsportal
field-document-number = Dokumentnummer
field-verified-email = E-Mail verifiziert
field-verified-phone = Telefon verifiziert
field-verified-document = Dokument verifiziert
field-verified-selfie = Selfie verifiziert
field-verified-address = Adresse verifiziert
field-verification-progress = Verifizierungsfortschritt in %
field-created-at = Registriert
field-updated-at = Zuletzt geändert
field-sha256 = SHA-256

hint-first-name = Wie im Ausweisdokument.
hint-company = Nur bei Unternehmen.
hint-phone = Mit Ländervorwahl, zum Beispiel +49 30 901820.
hint-birth-date = Leer lassen, wenn unbekannt. Nur Volljährige sind zugelassen.
hint-newsletter = Nur mit Einwilligung. Festgehalten wird, von wem, wann und wie sie erfasst wurde.
hint-newsletter-source = Zum Beispiel: Kästchen bei der Registrierung angekreuzt. Nur Mitarbeitende sehen dies.
hint-status = „Inaktiv“ sperrt den Zugang.
hint-tags = Mehrere durch Kommas trennen. Nur Mitarbeitende sehen sie.
hint-discount = Ganze Zahl von 0 bis 100.
hint-affiliate-profit-share = 0 bis 100, höchstens zwei Nachkommastellen.
hint-exchange-monitor = Das Portal, über das der Kontakt zustande kam. Nur aktive stehen zur Auswahl.
hint-verification-progress = Leer lassen, um den Wert zu übernehmen, der sich aus den Schaltern ergibt.
hint-telegram-chat-id = Die Nummer, nicht der Name.
hint-q = Name, E-Mail, Telefon, Dokumentnummer (mindestens drei Zeichen) oder die Kundennummer.

verification-note = Schritte werden durch eine Prüfung auf der Seite „Verifizierung“ bestätigt. Wer hier einen ein- oder ausschaltet, nennt den Grund.

customer-type-individual = Privatperson
customer-type-corporate = Unternehmen
gender-male = Männlich
gender-female = Weiblich
gender-other = Divers
status-active = Aktiv
status-inactive = Inaktiv
language-en = Englisch
language-de = Deutsch
language-ar = Arabisch

step-email = E-Mail
step-phone = Telefon
step-document = Dokument
step-selfie = Selfie
step-address = Adresse
step-verified = verifiziert
step-not-verified = nicht verifiziert

column-name = Name
column-email = E-Mail
column-created-at = Registriert
column-verification-progress = Fortschritt
column-actions = Aktionen

filter-q = Suche
filter-status = Status
filter-country = Land
filter-gender = Geschlecht
filter-customer-type = Kundenart
filter-tag = Schlagwort
filter-exchange-monitor = Vergleichsportal
filter-verified-email = E-Mail verifiziert
filter-verified-phone = Telefon verifiziert
filter-verified-document = Dokument verifiziert
filter-verified-selfie = Selfie verifiziert
filter-verified-address = Adresse verifiziert
filter-progress-min = Fortschritt ab %
filter-progress-max = Fortschritt bis %
filter-created-from = Registriert ab
filter-created-to = Registriert bis
filter-any = Alle

list-count = Anzahl: { $count }
list-search = Kunden suchen
list-search-button = Suchen
list-filters = Filter
list-apply = Filter anwenden
list-clear = Alle Filter entfernen
list-active-filters = Aktive Filter
list-remove-filter = (diesen Filter entfernen)
list-per-page = Zeilen pro Seite
list-pages = Seiten der Liste
list-previous = Vorherige Seite
list-next = Nächste Seite
list-empty = Es gibt noch keine Kunden.
list-empty-filtered = Keine passenden Kunden gefunden. Entfernen Sie einen Filter oder suchen Sie nach einem kürzeren Teil des Namens.
list-search-too-short = Suchen Sie nach mindestens drei aufeinanderfolgenden Zeichen oder nach der Kundennummer.
list-search-too-long = Suchen Sie nach höchstens { $max } Zeichen.
list-unknown-value = Der Filter „{ $parameter }“ in der Adresse oder sein Wert ist unbekannt.
list-unknown-choice = In der Adresse steht der Filter „{ $parameter }“ mit „{ $value }“; das kennt diese Liste nicht.

files-limit = Jede Datei darf höchstens { $limit } MB groß sein.
files-at-most = höchstens { $limit } MB
files-too-large = { "{name}" } ist größer als { $limit } MB. Wählen Sie eine kleinere Datei.
files-replace = Eine neue Datei ersetzt die bisherige; diese bleibt im Verlauf erhalten.
files-join = neue kommen zu den bisherigen hinzu, höchstens { $most }; ist über diese entschieden, treten sie an deren Stelle
files-current = Bisher:
files-wrong-type = { "{name}" } geht hier nicht. Möglich sind: { $types }.
documents-none = Es wurde nichts eingereicht.
documents-earlier = Frühere Versionen

consent-given = Eingewilligt; erfasst von { $who } ({ $how }),
consent-withdrawn = Widerrufen; erfasst von { $who } ({ $how }),

conflict-field = Feld
conflict-yours = Ihre Eingabe
conflict-theirs = Inzwischen gespeichert

form-save = Speichern

home-welcome = Guten Tag, { $name }
home-zone = Alle Zeiten gelten für die Zeitzone { $zone }.
home-find = Kunden finden
home-newest = Neueste Kunden
home-all-customers = Alle Kunden
home-nothing = Mit Ihren Gruppen haben Sie hier noch keine Aufgaben. Wenden Sie sich an die Administration.
field-customers = Kundinnen und Kunden
