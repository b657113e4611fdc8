# Ein neues Passwort für alle, die ihres verloren haben, und Passwörter, die nicht mehr angenommen werden.
lost-password-offer = Passwort vergessen?
lost-password-title = Passwort vergessen?
lost-password-note = Geben Sie die Adresse ein, mit der Sie sich anmelden. Wir senden dorthin einen Link, mit dem Sie ein neues Passwort setzen. Er funktioniert einmal und 30 Minuten lang.
lost-password-submit = Link senden
lost-password-back = Zurück zur Anmeldung
lost-password-sent-title = Sehen Sie in Ihre E-Mails
lost-password-sent-note = Wenn sich hier jemand mit dieser Adresse anmeldet, ist ein Link dorthin unterwegs. Er funktioniert einmal und 30 Minuten lang; nur der neueste funktioniert.
lost-password-sent-nothing = Nichts gekommen? Sehen Sie im Spam-Ordner nach, warten Sie einige Minuten, oder fragen Sie noch einmal. Wenn Sie bisher nur eingeladen sind oder Ihr Konto deaktiviert ist, kann Ihnen nur die Administration helfen.
lost-password-again = Noch einmal fragen
lost-password-set-title = Neues Passwort setzen
lost-password-set-note = Für { $email }. Alle Sitzungen enden, und Sie melden sich mit dem neuen Passwort an. Ihr zweiter Faktor bleibt, wie er ist.
lost-password-set-submit = Passwort setzen
lost-password-set-done = Ihr neues Passwort ist gesetzt. Melden Sie sich jetzt damit an.

staff-password-link = Link für ein neues Passwort senden
staff-password-link-note = Für jemanden, der das eigene vergessen hat. Der Link geht an die eigene Adresse der Person und funktioniert 30 Minuten lang; niemand sonst sieht ihn, und ihr zweiter Faktor bleibt.
staff-password-link-done = Der Link ist unterwegs.

blocked-code-by-mail = Anmeldecodes per E-Mail
blocked-lost-password = Links zu einem neuen Passwort, für eine Adresse
blocked-lost-passwords = Links zu neuen Passwörtern, aus einem Netz
blocked-in-a-row = Ein Passwort, nach 100 falschen hintereinander
blocked-until-reset = bis es ein anderes Passwort gibt

mail-staff-password-link = Link zu einem neuen Passwort
mail-staff-password-closed = Passwort wird nicht mehr angenommen

journal-staff-password-link-asked = { $actor } hat einen Link zu einem neuen Passwort für { $name } verlangt
journal-staff-password-link-sent = { $actor } hat { $name } einen Link zu einem neuen Passwort gesendet
journal-staff-password-reset = { $actor } hat mit einem Link ein neues Passwort gesetzt
journal-staff-password-closed = Nach 100 falschen hintereinander wird das Passwort von { $name } nicht mehr angenommen
