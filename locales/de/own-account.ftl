# Das eigene Konto: Adresse, Anmeldungen, und was per E-Mail über die eigene Sicherheit gesagt wird.
account-tabs = Seiten Ihres Kontos
account-tab-profile = Profil und Sitzungen
account-tab-sign-ins = Anmeldungen

own-email-change = Ändern
own-email-title = Ihre E-Mail-Adresse
own-email-note = Wir senden einen Link an die neue Adresse. Wenn Sie ihn dort öffnen, melden Sie sich künftig mit der neuen Adresse an, und alle Ihre anderen Sitzungen enden. Ihre bisherige Adresse erfährt es sofort.
own-email-submit = Link senden
own-email-same = E-Mail: Das ist schon Ihre Adresse
own-email-asked = Ein Link ist unterwegs an { $value }. Bis Sie ihn öffnen, ändert sich nichts.
own-email-waiting = Wartet auf Bestätigung
own-email-until = Der Link funktioniert bis
own-email-cancel = Zurücknehmen
own-email-cancelled = Ihre Adresse bleibt, wie sie ist.
own-email-confirm-title = Neue Adresse bestätigen
own-email-confirm-note = Alle Ihre anderen Sitzungen enden.
own-email-confirm = Diese Adresse verwenden
own-email-changed = Ihre neue Adresse gilt jetzt.

sign-ins-note = Jede Anmeldung bei Ihrem Konto und jeder Versuch, das Neueste zuerst. Wenn Sie etwas nicht wiedererkennen, ändern Sie Ihr Passwort.
sign-ins-what = Was geschah
sign-ins-when = Wann ({ $zone })
sign-ins-in = Angemeldet
sign-ins-out = Abgemeldet
sign-ins-failed = Anmeldung fehlgeschlagen
sign-ins-second-step-failed = Richtiges Passwort, aber am zweiten Schritt gescheitert
sign-ins-closed = Nach vielen Fehlversuchen eine Weile geschlossen

field-device = Gerät
field-new-email = Neue E-Mail-Adresse

mail-staff-new-device = Anmeldung von einem neuen Gerät
mail-staff-password-changed = Eigenes Passwort geändert
mail-staff-email-confirm = Bestätigung einer neuen Adresse
mail-staff-email-asked = Neue Adresse verlangt
mail-staff-email-changed = Adresse geändert
mail-staff-groups-changed = Gruppen geändert
mail-staff-many-failures = Viele fehlgeschlagene Anmeldungen
mail-staff-token-created = API-Token erzeugt
mail-value-when = wann es geschah, in der Zeitzone der Person
mail-value-device = Browser und System, von denen es kam
mail-value-ip = die Adresse, von der es kam
mail-value-groups = die Gruppen, zu denen jemand jetzt gehört
mail-value-token = der Name des API-Tokens

journal-staff-email-change-asked = { $actor } verlangte eine andere Adresse für { $name }
journal-staff-email-change-cancelled = { $actor } nahm die neue Adresse von { $name } zurück
journal-staff-email-changed = { $actor } bestätigte eine neue Adresse für { $name }
