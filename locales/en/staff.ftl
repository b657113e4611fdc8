# Signing in, the first administrator, one's own account, and what staff may do.
sign-in-title = Sign in
sign-in-submit = Sign in
sign-in-wrong = The e-mail address or the password is wrong.
sign-in-unsent = You had been signed out. What you sent was not done: sign in and do it again.
sign-in-help = After several failed tries the next one has to wait, for at most 15 minutes. An administrator can help if you have no access.

setup-title = Create the first administrator
setup-note = This link works once. The account you create here may do everything, and it can create others.
setup-submit = Create and sign in

field-password = Password
field-password-again = Password again
field-current = Current password
field-new = New password
field-again = New password again
field-theme = Appearance
field-groups = Groups
field-sessions = Sessions

password-advice = At least 15 characters; four or more words are good. Spaces and every letter of every language are allowed, and you may paste.
hint-new = { password-advice }
password-too-short = Password: use at least 15 characters
password-too-long = Password: use at most 1,024 bytes
password-guessable = Password: this one is easy to guess; add words that have nothing to do with you or with each other
password-mismatch = The two passwords are not the same
password-wrong = The current password is wrong
password-same = The new password is the one you have

account-preferences = Your name, and how pages look to you
account-save = Save
account-saved = Your settings are saved.
account-password = Password
account-password-note = All your other sessions end when you change it.
account-change-password = Change password
account-password-changed = Your password is changed, and your other sessions have ended.
account-sessions = Your sessions
account-sessions-note = Where you are signed in. End what you do not recognise, and change your password.
account-this-session = This session
account-end-session = End
account-session-ended = The session has ended.
account-end-others = End all others
account-sessions-ended = All your other sessions have ended.
account-no-groups = none; ask an administrator
account-device = { $browser } on { $system }
account-device-unknown = Unknown device

column-device = Device
column-ip = IP address
column-signed-in = Signed in ({ $zone })
column-last-seen = Last seen ({ $zone })

theme-system = Same as the system
theme-light = Light
theme-dark = Dark

permission-customers-view = See customers
permission-customers-create = Create customers
permission-customers-update = Change customers
permission-customers-block = Block and unblock customers
permission-customers-reveal = Reveal a masked customer
permission-customers-export = Export customers
permission-customer-sessions-view = See customer sessions
permission-customer-sessions-end = End customer sessions
permission-verification-view = See documents and verification
permission-verification-review = Review documents
permission-requests-view = See requests
permission-requests-update = Work on requests
permission-requests-approve = Approve requests
permission-requests-reject = Reject requests
permission-monitors-view = See exchange monitors
permission-monitors-update = Change exchange monitors
permission-staff-view = See staff
permission-staff-update = Manage staff
permission-journal-view = See the journal
permission-mails-view = See mails
permission-mails-resend = Send mails again
permission-settings-update = Change settings
