# Passkeys als zweiter Faktor.
passkeys-title = Passkeys
passkeys-note = Ein Sicherheitsschlüssel, Ihr Telefon oder dieser Computer statt eines Codes. Jeder ist an diese Adresse gebunden, eine nachgemachte Seite bekommt von ihm also nichts.
passkeys-ends = Alle Ihre anderen Sitzungen enden, wenn Sie einen hinzufügen oder entfernen.
passkeys-need-name = Passkeys brauchen eine Adresse mit einem Namen, und diese Installation ist unter einer Nummer zu erreichen. Wer sie betreibt, kann public_url setzen.
passkeys-need-scripts = Um einen Passkey hinzuzufügen, braucht es JavaScript.
passkeys-empty = Sie haben keine Passkeys.
passkey-added-at = Hinzugefügt
passkey-last-used = Zuletzt benutzt
passkey-never = nie
passkey-add = Passkey hinzufügen
passkey-remove = Entfernen
passkey-added-done = Der Passkey ist hinzugefügt.
passkey-removed-done = Der Passkey ist entfernt.
field-passkey-name = Name des Passkeys
hint-passkey-name = Woran Sie ihn von anderen unterscheiden: der blaue Schlüssel, mein Telefon.
field-passkey = Passkey
passkey-use = Passkey benutzen
passkey-use-note = Mit einem Sicherheitsschlüssel, Ihrem Telefon oder diesem Computer.
passkey-failed = Das Gerät hat nichts geantwortet, womit wir etwas anfangen können. Versuchen Sie es noch einmal oder nehmen Sie einen anderen Weg.
passkey-wrong = Passkey: Diese Antwort ist falsch, zu alt oder schon benutzt. Versuchen Sie es noch einmal.
passkey-known = Passkey: Dieses Gerät ist schon bekannt. Benutzen Sie es, oder fügen Sie ein anderes hinzu.
passkey-too-many = Passkey: Sie haben schon { $max }; entfernen Sie einen, den Sie nicht mehr benutzen.
error-passkeys-need-name = Passkeys brauchen eine Adresse mit einem Namen, und diese Installation ist unter einer Nummer zu erreichen.
second-factor-passkeys-stay = Ihre Passkeys bleiben: Sie melden sich mit Ihrem Passwort und einem von ihnen an. Alle Ihre anderen Sitzungen enden.
second-factor-app-remove = App entfernen
second-factor-by-passkey = Beim Anmelden benutzen Sie außerdem einen Ihrer Passkeys.

journal-staff-passkey-added = { $actor } hat einen Passkey hinzugefügt
journal-staff-passkey-removed = { $actor } hat einen Passkey entfernt
journal-staff-passkey-went-back = Ein Passkey von { $name } wurde abgelehnt: Er zählt weniger Benutzungen als zuvor, es gibt ihn also vielleicht zweimal

mail-staff-passkey-added = Passkey hinzugefügt
mail-staff-passkey-removed = Passkey entfernt
mail-staff-app-removed = Authenticator-App entfernt, Passkeys bleiben
mail-value-passkey = der Name des Passkeys
