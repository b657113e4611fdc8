# Links und Codes, die einmal funktionieren: Seiten zu denen, die es nicht tun, und E-Mails, die einen hatten.
dead-link-title = Dieser Link funktioniert nicht mehr
dead-link-invitation = Eine Einladung funktioniert einmal und 72 Stunden lang, und eine neue beendet alle früheren. Haben Sie damit Ihr Passwort gesetzt, melden Sie sich an. Wenn nicht, bitten Sie die Administration um eine neue Einladung und öffnen Sie die neueste E-Mail.
dead-link-address = Ein Link zu einer neuen Adresse funktioniert einmal und 24 Stunden lang, und ein neuer beendet alle früheren. Haben Sie die Adresse schon bestätigt, melden Sie sich mit ihr an. Wenn nicht, melden Sie sich mit Ihrer bisherigen Adresse an und beantragen Sie die Änderung noch einmal.
dead-link-address-again = Änderung erneut beantragen
dead-link-password = Ein Link funktioniert einmal und 30 Minuten lang, und ein neuer beendet alle früheren. Es wurde nichts geändert. Lassen Sie sich einen neuen Link senden und öffnen Sie die neueste E-Mail.
dead-link-password-again = Neuen Link anfordern
dead-link-sign-in = Anmelden
