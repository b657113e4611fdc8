# Kontoprüfungen von Anträgen, ihre Einstellungen, geänderte Kommentare und die Farbe eines Kunden.
nav-audit = Grenzen der Kontoprüfung
request-audit = Kontoprüfung
request-audit-note = Vergleicht den Stand jedes Kontos mit der Summe aller ausgeführten Buchungen.
request-audit-do = Jetzt prüfen
request-audit-none = Noch hat niemand die Konten dieses Antrags geprüft.
request-audit-older = Frühere Prüfungen
request-audited = Die Prüfung ist erledigt, ihr Ergebnis wird aufbewahrt.
request-audit-no-account = Dieser Antrag betrifft kein Konto; es gibt nichts zu prüfen.
request-audit-ok = Alles in Ordnung
request-audit-ok-small = Alles in Ordnung: keine Abweichung liegt über den Grenzen
request-audit-unseen-ok = Das Konto { $number } einer Person, die Sie nicht sehen: Der Saldo ist erklärt.
request-audit-unseen-differs = Das Konto { $number } einer Person, die Sie nicht sehen: Seine Transaktionen erklären den Saldo nicht.
request-audit-discrepancies = { $count ->
    [one] Eine Abweichung
   *[other] { $count } Abweichungen
}
request-audit-more = { $number }: Der Kontostand ist um { $by } höher, als die Buchungen erklären.
request-audit-less = { $number }: Der Kontostand ist um { $by } niedriger, als die Buchungen erklären.
request-audit-incoming = Eingänge
request-audit-outgoing = Ausgänge
request-audit-sum = Summe der Buchungen
request-audit-balance = Kontostand
request-audit-difference = Abweichung
request-audit-holds = Vorgemerkt, nicht in der Summe
request-audit-no-holds = Nichts
request-audit-held = { $count ->
    [one] Eine: { $sum }
   *[other] { $count }: { $sum }
}
request-audit-rule-all = Jede Abweichung zählte.
request-audit-rule-absolute = Abweichungen von mehr als { $absolute } zählten.
request-audit-rule-share = Abweichungen von mehr als { $share } ‰ des Kontostands zählten.
request-audit-rule-both = Abweichungen von mehr als { $absolute } und mehr als { $share } ‰ des Kontostands zählten.
request-audit-warning = Sehen Sie sich vor dem Genehmigen die letzte Kontoprüfung an:

audit-settings-note = Wie groß ein Unterschied zwischen Kontostand und Buchungen sein muss, damit eine Kontoprüfung ihn meldet.
audit-settings-rule = Ein Unterschied zählt, wenn er über beiden Grenzen liegt. Mit 0 und 0 zählt jeder. Frühere Prüfungen bleiben, wie sie waren.
audit-settings-saved = Die Grenzen wurden gespeichert. Sie gelten ab der nächsten Prüfung.
audit-settings-saved-last = Zuletzt gespeichert
audit-settings-defaults = Das sind die Voreinstellungen: Noch hat sie niemand geändert.
audit-settings-conflict = Jemand hat andere Grenzen gespeichert, nachdem Sie die Seite geöffnet haben. Hier steht, was jetzt gilt; was Sie eingegeben haben, steht noch im Formular. Erneutes Speichern setzt es an dessen Stelle.
field-audit-absolute = Absolute Grenze
hint-audit-absolute = Ein Betrag in der Währung des Kontos, welche das auch ist. Unterschiede bis einschließlich dieses Betrags zählen nicht. Ein Komma steht vor den Nachkommastellen; Punkte dürfen Tausender trennen, wie in 1.500,25.
field-audit-per-mille = Grenze in Promille des Kontostands
hint-audit-per-mille = Von 0 bis 1000, mit höchstens zwei Nachkommastellen. Unterschiede bis einschließlich dieses Teils zählen nicht.
field-audit-result = Ergebnis
field-audit-difference = Abweichung
audit-result-ok = Alles in Ordnung
audit-result-discrepancy = Abweichung

request-comment-edit = Ändern
request-comment-edit-title = Eigenen Kommentar ändern
request-comment-edit-note = Nur Sie können ihn ändern. Frühere Fassungen bleiben im Verlauf des Antrags.
request-comment-changed = Der Kommentar wurde geändert.
request-comment-conflict = Dieser Kommentar wurde in einem anderen Fenster geändert, nachdem Sie dieses geöffnet haben. Unten steht, was er jetzt sagt; was Sie eingegeben haben, steht noch im Formular. Erneutes Speichern setzt es an dessen Stelle.
error-comment-foreign = Nur wer einen Kommentar geschrieben hat, kann ihn ändern.

request-color-is-own = Listen zeigen die eigene Farbe dieses Antrags.
request-color-is-customers = Listen zeigen die Farbe des Kunden, weil dieser Antrag keine eigene hat.
request-color-is-none = Weder dieser Antrag noch sein Kunde hat eine Farbe.
customer-color-offered = Farbe aller Anträge dieses Kunden
customer-color-note = Diese Farbe markiert jeden Antrag des Kunden, der keine eigene hat.
customer-colored = Die Farbe des Kunden wurde gespeichert.
field-request-color = Farbe der Anträge
field-request-status = Status des Antrags

journal-request-audited = { $actor } hat die Konten des Antrags { $name } geprüft
journal-request-comment-edited = { $actor } hat einen Kommentar zum Antrag { $name } geändert
journal-customer-colored = { $actor } hat die Farbe der Anträge von { $name } geändert
journal-settings-updated = { $actor } hat die Einstellungen „{ $name }“ geändert
