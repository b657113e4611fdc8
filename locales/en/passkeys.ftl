# Passkeys as a second factor.
passkeys-title = Passkeys
passkeys-note = A security key, your telephone or this computer, instead of a code. Each is bound to this address, so a copied page gets nothing from it.
passkeys-ends = All your other sessions end when you add or remove one.
passkeys-need-name = Passkeys need an address with a name, and this installation is reached by a number. Whoever runs it can set public_url.
passkeys-need-scripts = Adding a passkey needs JavaScript.
passkeys-empty = You have no passkeys.
passkey-added-at = Added
passkey-last-used = Last used
passkey-never = never
passkey-add = Add a passkey
passkey-remove = Remove
passkey-added-done = The passkey is added.
passkey-removed-done = The passkey is removed.
field-passkey-name = Name of the passkey
hint-passkey-name = How you tell it from others: the blue key, my telephone.
field-passkey = Passkey
passkey-use = Use a passkey
passkey-use-note = With a security key, your telephone or this computer.
passkey-failed = The device gave no answer that we can use. Try again, or take another way.
passkey-wrong = Passkey: this answer is wrong, too old, or was used already. Try again.
passkey-known = Passkey: this device is known already. Use it, or add another one.
passkey-too-many = Passkey: you have { $max } already; remove one that you do not use any more.
error-passkeys-need-name = Passkeys need an address with a name, and this installation is reached by a number.
second-factor-passkeys-stay = Your passkeys stay: you sign in with your password and one of them. All your other sessions end.
second-factor-app-remove = Remove the app
second-factor-by-passkey = When you sign in, you also use one of your passkeys.

journal-staff-passkey-added = { $actor } added a passkey
journal-staff-passkey-removed = { $actor } removed a passkey
journal-staff-passkey-went-back = A passkey of { $name } was refused: it counts fewer uses than before, so there may be a copy of it

mail-staff-passkey-added = Passkey added
mail-staff-passkey-removed = Passkey removed
mail-staff-app-removed = Authenticator app removed, passkeys stay
mail-value-passkey = the name of the passkey
