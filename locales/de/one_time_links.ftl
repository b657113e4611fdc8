# Links und Codes, die einmal funktionieren: Seiten zu denen, die es nicht tun, und E-Mails, die einen hatten.
dead-link-title = Dieser Link funktioniert nicht mehr
dead-link-invitation = Eine Einladung funktioniert einmal und 72 Stunden lang, und eine neue beendet alle früheren. Haben Sie damit Ihr Passwort gesetzt, melden Sie sich an. Wenn nicht, bitten Sie die Administration um eine neue Einladung und öffnen Sie die neueste E-Mail.
dead-link-address = Ein Link zu einer neuen Adresse funktioniert einmal und 24 Stunden lang, und ein neuer beendet alle früheren. Haben Sie die Adresse schon bestätigt, melden Sie sich mit ihr an. Wenn nicht, melden Sie sich mit Ihrer bisherigen Adresse an und beantragen Sie die Änderung noch einmal.
dead-link-address-again = Änderung erneut beantragen
dead-link-password = Ein Link funktioniert einmal und 30 Minuten lang, und ein neuer beendet alle früheren. Es wurde nichts geändert. Lassen Sie sich einen neuen Link senden und öffnen Sie die neueste E-Mail.
dead-link-password-again = Neuen Link anfordern
dead-link-sign-in = Anmelden

mail-text-staff = Was das Mitglied liest
mail-resend-note-staff = Das Mitglied erhält diese E-Mail noch einmal, genau so, wie sie hier steht.
mail-member = Mitglied
mail-member-open = Seite des Mitglieds öffnen
mail-secret-link = (ein Link, den nur der Empfänger sieht)
mail-secret-code = (ein Code, den nur der Empfänger sieht)
mail-once-sent = Diese E-Mail kam mit einem Link, der einmal funktioniert; darum wird sie nicht erneut gesendet. Senden Sie von der Seite des Mitglieds aus eine neue.
mail-once-code = Diese E-Mail kam mit einem Code, der einmal funktioniert; darum wird sie nicht erneut gesendet. Das Mitglied fordert beim Anmelden einen neuen an.
mail-once-address = Diese E-Mail kam mit einem Link, der einmal funktioniert; darum wird sie nicht erneut gesendet. Das Mitglied fordert auf der Seite des eigenen Kontos einen neuen an.
error-mail-once = Diese E-Mail kam mit einem Link oder Code, der nur einmal funktioniert und inzwischen benutzt oder zu alt sein kann. Sie wird nicht erneut gesendet: Eine neue wird von der Seite des Mitglieds aus gesendet, oder das Mitglied fordert sie an.
mail-advice-cancelled-once = War das ein Versehen, braucht es eine neue: Diese E-Mail wird nicht erneut gesendet.
mail-advice-refused-staff = Prüfen Sie die Adresse des Mitglieds und berichtigen Sie sie auf seiner Seite. Diese E-Mail behält die alte.
mail-advice-timed-out-staff = Es wird einen Tag lang von selbst erneut versucht; das Mitglied erhält sie womöglich zweimal.
