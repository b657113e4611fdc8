# Das Kontobuch, und warum ein genehmigter Antrag nicht ausgeführt werden konnte.

journal-account-opened = { $actor } hat das Konto { $name } eröffnet
journal-account-archived = { $actor } hat das Konto { $name } archiviert
field-account-number = Konto
field-account-product = Produkt
field-account-kind = Art des Kontos
field-account-currency = Währung des Kontos
field-account-balance = Kontostand
field-account-to-number = Empfängerkonto
field-account-to-balance = Stand des Empfängerkontos
field-account-to-credited = Gutgeschrieben
field-transaction = Transaktion
field-verification-level = Verifizierungsstufe
field-level-reason = Grund für die Stufe
field-level-raised-by = Stufe erhöht von
field-partner-since = Partner seit

effect-not-enough = Auf dem Konto { $number } sind { $balance } { $currency }, der Antrag braucht { $needed } { $currency }.
effect-amount-missing = Der Antrag nennt keinen Betrag über null.
effect-amount-too-large = Mit diesem Betrag wäre der Kontostand größer, als er sich genau festhalten lässt.
effect-already-done = Auf dem Konto { $number } sind für diesen Antrag schon { $amount } { $currency } gebucht. Das ist nicht, was er verlangt.
effect-under-way = Für diesen Antrag sind auf dem Konto { $number } { $amount } { $currency } unterwegs. Das muss zuerst abgeschlossen oder zurückgenommen sein.
effect-amount-too-small = Zu diesem Kurs ist der Betrag nichts wert.
effect-account-missing = Der Antrag sagt nicht, um welches Konto es geht.
effect-account-unknown = Ein Konto, um das es in dem Antrag geht, gibt es nicht.
effect-account-foreign = Das Konto { $number } gehört einem anderen Kunden.
effect-account-archived = Das Konto { $number } ist archiviert.
effect-account-not-empty = Auf dem Konto { $number } sind { $balance } { $currency }. Nur ein Konto mit dem Stand null kann archiviert werden.
effect-account-on-hold = Nicht abgeschlossene Transaktionen auf dem Konto { $number }: { $count }. Sie müssen abgeschlossen sein, bevor es archiviert werden kann.
effect-same-account = Das Geld ginge vom Konto { $number } an dasselbe Konto.
effect-wrong-currency = Das Konto { $number } wird in { $has } geführt, der Antrag lautet auf { $asked }.
effect-rate-missing = Der Antrag sagt nicht, wie viel { $to } ein { $from } wert ist.
effect-play-money = { $number } ist ein Demokonto: Sein Geld ist nicht echt und bleibt auf Demokonten.
effect-no-investment = { $number } ist kein Anlagekonto.
effect-customer-blocked = { $name } ist gesperrt: Bis jemand die Sperre aufhebt, verlässt kein Geld die Konten.
effect-product = „{ $value }“ kann kein Produkt eines Kontos sein: Es braucht 1 bis 100 Zeichen.
effect-address = „{ $value }“ kann keine Adresse sein: Sie braucht 1 bis 500 Zeichen.
effect-company-missing = Ein Firmenkunde braucht den Namen einer Firma, und weder der Antrag noch das Profil nennt einen.
effect-company = „{ $value }“ kann kein Firmenname sein: höchstens 150 Zeichen.
effect-first-name = „{ $value }“ kann kein Vorname sein: Er braucht 1 bis 100 Zeichen.
effect-last-name = „{ $value }“ kann kein Nachname sein: höchstens 100 Zeichen.
effect-email = „{ $value }“ ist keine E-Mail-Adresse.
effect-email-taken = Ein anderer Kunde hat die E-Mail-Adresse { $email }.
effect-phone = „{ $value }“ ist keine gültige Telefonnummer mit Landesvorwahl.
effect-customer = Das Kundenformular würde dies nicht annehmen: „{ $value }“.
effect-profile-empty = Der Antrag sagt nicht, was geändert werden soll.
effect-level-not-raised = Der Kunde hat die Verifizierungsstufe { $current }. Der Antrag nennt { $level }, und eine Stufe wird immer nur erhöht.
effect-documents-none = Der Antrag nennt kein Dokument.
effect-documents-many = Der Antrag nennt { $count } Dokumente. Mehr als { $most } lassen sich nicht zusammen prüfen.
effect-document-missing = Der Antrag lässt { $file } aus, das zur selben Prüfung gehört. Geprüft werden muss alles zusammen.
effect-documents-not-yours = Wer dies genehmigt, akzeptiert Ausweisdokumente. Das ist Sache derer, die die Verifizierung prüfen.
effect-step-decided = { $step ->
    [document] Über das Ausweisdokument wurde bei der Prüfung anders entschieden. Wer die Verifizierung prüft, muss sie zuerst wieder öffnen.
    [selfie] Über das Selfie wurde bei der Prüfung anders entschieden. Wer die Verifizierung prüft, muss sie zuerst wieder öffnen.
   *[other] Über den Adressnachweis wurde bei der Prüfung anders entschieden. Wer die Verifizierung prüft, muss sie zuerst wieder öffnen.
}
effect-masked = Sie sehen diese Person verdeckt und damit nicht alles, was beantragt ist. Decken Sie sie zuerst auf.
effect-receiver-unfit = Das Konto { $number } kann diese Überweisung nicht aufnehmen.
effect-document-foreign = Das Dokument { $id } gibt es nicht, oder es gehört einem anderen Kunden.
effect-document-replaced = Eine neuere Datei ist an die Stelle von { $file } getreten.
effect-document-proves-nothing = { $file } ist ein Bild des Profils und belegt nichts.
