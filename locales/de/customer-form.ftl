# Das Kundenformular: Gründe, Konflikte, Dubletten, Hochladen.
field-verification-reason = Grund für die Bestätigung von Hand
hint-verification-reason = Nötig, wenn Sie einen Schritt ohne Prüfung ein- oder ausschalten oder einen Fortschritt setzen, der sich nicht ergibt. Gilt er nur dafür, bleibt damit auch ein Schritt bestätigt, dessen Angaben Sie berichtigen; eine neue Datei wird immer neu geprüft. Nur für das Team; bleibt im Verlauf.
progress-follows = Ergibt sich aus den Schaltern: { $value } %
progress-by-hand = Von Hand gesetzt: { $reason }
flag-by-hand = { $step }: von Hand eingeschaltet von { $who },

problem-flag-needs-reason = { $field }: Dahinter steht keine Prüfung. Prüfen Sie auf der Seite „Verifizierung“, oder nennen Sie unten den Grund.
problem-flag-off-needs-reason = { $field }: Nennen Sie unten den Grund, aus dem Sie ihn ausschalten.
problem-progress-needs-reason = { $field }: Aus den Schaltern ergeben sich { $follows } %. Lassen Sie das Feld leer, oder nennen Sie unten den Grund für die Abweichung.
problem-blocked = { $field }: Dieser Kunde ist gesperrt. Heben Sie zuerst die Sperre auf.

customer-merged = Ihre Änderungen wurden gespeichert, zusammen mit den zwischenzeitlichen Änderungen von { $value }.
customer-recheck = Nicht mehr bestätigt, weil das Geprüfte geändert oder ersetzt wurde: { $value }. Eine erneute Prüfung ist nötig.
customer-sessions-ended = Die Person kann sich nicht mehr anmelden. Beendete Sitzungen: { $value }

conflict-advice = Jemand anderes hat dieselben Felder geändert, während Sie geschrieben haben. Ihre Eingaben stehen noch unten im Formular; was sonst geändert wurde, steht ebenfalls darin.
conflict-advice-all = Jemand anderes hat gespeichert, während Sie geschrieben haben, und dieses Formular weiß nicht mehr, woraus es entstand. Ihre Eingaben stehen noch unten; diese Felder weichen vom Gespeicherten ab.
conflict-how = Wählen Sie für jedes Feld, welcher Wert bleibt. Wo Sie den gespeicherten wählen, bleibt er, gleich was unten im Formular steht.
conflict-base = Vorher
conflict-by = Geändert von
conflict-apply = Meine Änderungen übernehmen
conflict-a-file = Eine Datei
conflict-file-again = (erneut auswählen, um die andere zu ersetzen)

duplicates-title = Mögliche Dubletten
duplicates-note = Diese Kunden sehen nach derselben Person aus:
duplicates-none = Niemand sieht nach derselben Person aus.
duplicates-nothing-saved = Es wurde noch nichts gespeichert.
duplicates-check = Auf Dubletten prüfen
duplicate-phone = gleiche Telefonnummer
duplicate-document-number = gleiche Dokumentnummer
duplicate-name = ähnlicher Name und gleiches Geburtsdatum

upload-sending = Wird gesendet: { "{percent}" } %
upload-checking = Alles ist gesendet. Die Dateien werden geprüft …
upload-cancel = Hochladen abbrechen
upload-cancelled = Das Hochladen wurde abgebrochen. Es wurde nichts gespeichert; Ihre Eingaben sind noch da.
upload-failed = Die Verbindung ist abgebrochen. Es wurde nichts gespeichert; Ihre Eingaben sind noch da. Bitte speichern Sie erneut.
