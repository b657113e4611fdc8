# Prüfung: Warteschlange, Prüfseite und die Briefe an Kunden.
nav-pending = Offene Prüfungen
filter-step = Schritt

age-moments = weniger als eine Minute
age-minutes = { $count ->
    [one] 1 Minute
   *[other] { $count } Minuten
}
age-hours = { $count ->
    [one] 1 Stunde
   *[other] { $count } Stunden
}
age-days = { $count ->
    [one] 1 Tag
   *[other] { $count } Tage
}

# Die Warteschlange.
pending-note = Kunden, die etwas eingereicht haben, worüber noch niemand entschieden hat. Wer am längsten wartet, steht oben.
pending-start = Mit dem Ältesten beginnen
pending-counts = Wartend, nach Schritt
pending-counts-everywhere = Diese Zahlen gelten für alle Länder, die Liste darunter nur für die gewählten.
pending-waits = Wartet auf Prüfung
pending-recheck = { $step } (erneut prüfen)
pending-missing = Nicht eingereicht
pending-none-missing = Es fehlt nichts
pending-comma = {", "}
pending-age = Wartezeit
pending-empty = Es wartet nichts. Neue Dateien erscheinen hier, sobald sie eingereicht sind.
pending-empty-filtered = Zu diesen Filtern wartet nichts. Entfernen Sie einen Filter, um das Übrige zu sehen.

home-waiting = Wartet auf Prüfung
home-oldest = Wartezeit des ältesten Falls:
home-to-queue = Zur Warteschlange

# Stand eines Schritts.
step-state-nothing = Noch nichts eingereicht
step-state-submitted = Eingereicht
step-state-recheck = Erneut zu prüfen
step-state-accepted = Angenommen
step-state-asked-again = Erneut angefordert
step-state-rejected = Abgelehnt

# Die Prüfseite.
review-summary = Stand der Prüfung
review-since = seit
review-waits = Wartezeit: { $age }
review-by = Entschieden von { $by }.
review-because = Grund: { $reason }.
review-recheck = Zuvor entschieden von { $by }; die geprüften Unterlagen wurden seitdem ersetzt.
review-reopened-by = Wieder geöffnet von { $by }.
review-by-hand-on = Von Hand eingeschaltet durch { $by }, weil: { $why }
review-by-hand-off = Von Hand ausgeschaltet durch { $by }, weil: { $why }
review-no-reason = kein Grund angegeben
review-before-reviews = Angenommen, bevor Prüfungen aufgezeichnet wurden.
review-data = Angaben des Kunden
review-compare = Zum Vergleich
review-decision = Entscheidung
review-accept-letter = Brief an den Kunden
review-nothing-to-accept = Es wurde nichts eingereicht, also gibt es nichts anzunehmen.
review-accept-on-your-word = Für diesen Schritt wurde nichts eingereicht. Wer ihn dennoch annimmt, sagt in einem Kommentar, worauf sich das stützt.
review-reveal-first = Sie sehen die Daten dieser Person verdeckt. Decken Sie sie zuerst auf und entscheiden Sie dann.
review-no-reasons = Kein aktiver Grund passt hier. Legen Sie einen an unter
review-letter = Der Kunde erhält diesen Brief:
review-staff-only = Nur Mitarbeitende sehen das.
review-past = { $count ->
    [one] Bisher 1 Entscheidung
   *[other] Bisher { $count } Entscheidungen
}
review-seen = Geprüft
review-seen-file = Datei { $id }
review-told = Was dem Kunden mitgeteilt wurde
review-round = Die Warteschlange
review-back-to-queue = Zurück zur Warteschlange
review-skip = Nächster in der Warteschlange
review-last = Das ist der Letzte in der Warteschlange.

field-step = Schritt
field-review-decision = Entscheidung
field-review-reason = Grund
field-review-comment = Interner Kommentar

decision-accept = Annehmen
decision-ask-again = Erneut anfordern
decision-reject = Ablehnen
decision-reopen = Wieder öffnen
decided-accept = { $by } hat angenommen
decided-ask-again = { $by } hat erneut angefordert
decided-reject = { $by } hat abgelehnt
decided-reopen = { $by } hat wieder geöffnet
decided-by-hand-accept = { $by } hat von Hand eingeschaltet
decided-by-hand-ask-again = { $by } hat von Hand erneut angefordert
decided-by-hand-reject = { $by } hat von Hand abgelehnt
decided-by-hand-reopen = { $by } hat von Hand ausgeschaltet

review-done-accept = Angenommen: { $value }. Der Kunde wird per E-Mail benachrichtigt.
review-done-ask-again = Erneut angefordert: { $value }. Der Kunde wird per E-Mail benachrichtigt.
review-done-reject = Abgelehnt: { $value }. Der Kunde wird per E-Mail benachrichtigt.
review-done-reopen = Wieder geöffnet: { $value }. Der Schritt wartet erneut auf eine Prüfung.
review-queue-done = Es wartet nichts mehr.

review-nothing-handed-in = Für diesen Schritt wurde nichts eingereicht, also kann er nicht angenommen werden.
review-nothing-to-reopen = Über diesen Schritt wurde noch nicht entschieden; es gibt nichts wieder zu öffnen.
review-not-open = Über diesen Schritt wurde bereits anders entschieden. Öffnen Sie ihn zuerst wieder und nennen Sie den Grund.
review-already = { $step }: bereits angenommen, bevor Prüfungen aufgezeichnet wurden.
review-already-by = { $step }: bereits genauso entschieden von { $by }.
review-conflict-advice = Von Ihnen wurde nichts gespeichert. Die Seite zeigt jetzt den neuen Stand; sehen Sie noch einmal hin, bevor Sie entscheiden. Ihre Eingaben sind erhalten.

review-keys = Tasten
review-keys-on = Einzelne Tasten auf dieser Seite verwenden
review-key-a = geht zu „Annehmen“ des ersten offenen Schritts
review-key-r = öffnet „Erneut anfordern“
review-key-x = öffnet „Ablehnen“
review-key-n = geht zum nächsten Kunden der Warteschlange

# Briefe an Kunden, in deren Sprache.
letter-step-email = E-Mail-Adresse
letter-step-phone = Telefonnummer
letter-step-document = Ausweisdokument
letter-step-selfie = Selfie
letter-step-address = Adressnachweis
