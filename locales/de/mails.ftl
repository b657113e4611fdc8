# Das Verzeichnis der E-Mails: was an wen geschrieben wurde, ob es ankam, und was sonst zu tun ist.
nav-mail-log = E-Mails
mails-note = Was Kunden und Mitarbeitenden geschrieben wurde, das Neueste zuerst, und ob es ankam.
mails-search = E-Mails nach Adresse suchen
mails-search-hint = Eine ganze E-Mail-Adresse oder ihr Anfang, mindestens drei Zeichen.
mails-search-length = Suchen Sie nach dem Anfang einer E-Mail-Adresse: mindestens drei Zeichen und nicht mehr, als eine Adresse hat.
mails-empty = Es wurde noch keine E-Mail geschrieben.
mails-empty-filtered = Keine E-Mail passt. Entfernen Sie einen Filter oder suchen Sie nach einem kürzeren Anfang der Adresse.
mails-dead-count = { $count ->
    [one] Eine E-Mail konnte nicht zugestellt werden
    [100] 100 oder mehr E-Mails konnten nicht zugestellt werden
   *[other] { $count } E-Mails konnten nicht zugestellt werden
}

mail-filter-q = Adresse
mail-filter-state = Stand
mail-filter-kind = Anlass
mail-filter-customer = Kundennummer

mail-subject = Betreff
mail-to = An
mail-kind = Anlass
mail-state = Stand
mail-tries = Versuche
mail-queued-at = Geschrieben
mail-sent-at = Gesendet
mail-next-try = Nächster Versuch
mail-language = Sprache
mail-customer = Kunde
mail-profile = Profil öffnen
mail-message-id = Message-ID beginnt mit
mail-text = Was der Kunde liest
mail-delivery = Zustellung
mail-said = Die Gegenseite sagte:

mail-state-queued = Wartet
mail-state-sent = Gesendet
mail-state-dead = Nicht zugestellt

mail-verification-accepted = Prüfung bestanden
mail-verification-asked-again = Unterlagen erneut angefordert
mail-verification-rejected = Verifizierung abgelehnt

mail-resend = Erneut senden
mail-resend-note = Der Kunde erhält diese E-Mail noch einmal, genau so, wie sie hier steht.
mail-resend-note-moved = Die Person hat inzwischen eine andere Adresse: Die Mail geht diesmal an { $address }.
mail-resent = Die E-Mail wartet darauf, gesendet zu werden.
mail-cancel = Nicht senden
mail-cancel-note = Möglich bis zum ersten Versuch; das sind nur Sekunden.
mail-cancelled = Die E-Mail wird nicht gesendet.
error-mail-moved-on = Die E-Mail wurde inzwischen gesendet, eingereiht oder zurückgenommen. Öffnen Sie sie erneut, um ihren Stand zu sehen.
field-mail = Neue E-Mail

mail-error-unreachable = Der Mailserver war nicht zu erreichen.
mail-error-timed-out = Der Mailserver brach ab oder brauchte zu lange.
mail-error-insecure = Die Verbindung zum Mailserver ließ sich nicht verschlüsseln.
mail-error-sign-in = Der Mailserver nahm Benutzer und Passwort nicht an.
mail-error-deferred = Der Mailserver bat darum, es später erneut zu versuchen.
mail-error-refused = Der Mailserver hat die E-Mail endgültig abgelehnt.
mail-error-unwritable = An diese Adresse lässt sich keine E-Mail senden.
mail-error-storage = Die E-Mail konnte nicht in ihr Verzeichnis geschrieben werden.
mail-error-cancelled = Jemand hat diese E-Mail zurückgenommen, bevor sie hinausging.

mail-advice-server = Es wird einen Tag lang von selbst erneut versucht. Hält das an, führt ein Administrator „countersign doctor“ aus und berichtigt die Mail-Einstellungen.
mail-advice-timed-out = Es wird einen Tag lang von selbst erneut versucht; der Kunde erhält sie womöglich zweimal.
mail-advice-deferred = Es wird einen Tag lang von selbst erneut versucht.
mail-advice-refused = Prüfen Sie die Adresse, berichtigen Sie sie im Profil und senden Sie die Mail dann von hier noch einmal: Sie geht an die neue Adresse.
mail-advice-cancelled = Senden Sie sie erneut, wenn das ein Versehen war.
