# One's own account: address, sign-ins, and what is told by mail about one's security.
account-tabs = Pages of your account
account-tab-profile = Profile and sessions
account-tab-sign-ins = Sign-ins

own-email-change = Change
own-email-title = Your e-mail address
own-email-note = We send a link to the new address. When you open it there, you sign in with the new address, and all your other sessions end. Your old address is told at once.
own-email-submit = Send link
own-email-same = E-mail: this is your address already
own-email-asked = A link is on its way to { $value }. Until you open it, nothing changes.
own-email-waiting = Waits to be confirmed
own-email-until = The link works until
own-email-cancel = Take back
own-email-cancelled = Your address stays as it is.
own-email-confirm-title = Confirm your new address
own-email-confirm-note = All your other sessions end.
own-email-confirm = Use this address
own-email-changed = Your new address is in force.

sign-ins-note = Every time somebody signed in to your account or tried to, newest first. If you do not recognise something, change your password.
sign-ins-what = What happened
sign-ins-when = When ({ $zone })
sign-ins-in = Signed in
sign-ins-out = Signed out
sign-ins-failed = Failed to sign in
sign-ins-second-step-failed = Right password, but failed at the second step
sign-ins-closed = Closed for a while after many failures

field-device = Device
field-new-email = New e-mail address

mail-staff-new-device = Sign-in from a new device
mail-staff-password-changed = Own password changed
mail-staff-email-confirm = Confirmation of a new address
mail-staff-email-asked = New address asked for
mail-staff-email-changed = Address changed
mail-staff-groups-changed = Groups changed
mail-staff-many-failures = Many failed sign-ins
mail-staff-token-created = API token created
mail-value-when = when it happened, in the reader’s time zone
mail-value-device = the browser and the system it came from
mail-value-ip = the address it came from
mail-value-groups = the groups somebody is in now
mail-value-token = the name of the API token

journal-staff-email-change-asked = { $actor } asked for another address for { $name }
journal-staff-email-change-cancelled = { $actor } took back the new address of { $name }
journal-staff-email-changed = { $actor } confirmed a new address for { $name }
