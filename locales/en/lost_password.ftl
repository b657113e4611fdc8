# A new password for who has lost theirs, and passwords that are not taken any more.
lost-password-offer = Forgotten your password?
lost-password-title = Forgotten your password?
lost-password-note = Type the address you sign in with. We send a link there, with which you set a new password. It works once, for 30 minutes.
lost-password-submit = Send link
lost-password-back = Back to signing in
lost-password-sent-title = Look into your mail
lost-password-sent-note = If somebody signs in here with this address, a link is on its way there. It works once, for 30 minutes; only the newest one works.
lost-password-sent-nothing = Nothing came? Look into the folder for junk, wait a few minutes, or ask once more. If you were only invited so far, or your account is disabled, an administrator has to help you.
lost-password-again = Ask once more
lost-password-set-title = Set a new password
lost-password-set-note = For { $email }. All sessions end, and you sign in with the new password. Your second factor stays as it is.
lost-password-set-submit = Set password
lost-password-set-done = Your new password is set. Sign in with it now.

staff-password-link = Send a link for a new password
staff-password-link-note = For somebody who has forgotten theirs. The link goes to their own address and works for 30 minutes; nobody else sees it, and their second factor stays.
staff-password-link-done = The link is on its way.

blocked-code-by-mail = Sign-in codes by mail
blocked-lost-password = Links to a new password, for one address
blocked-lost-passwords = Links to new passwords, from one network
blocked-in-a-row = A password, after 100 wrong ones in a row
blocked-until-reset = until there is another password

mail-staff-password-link = Link to a new password
mail-staff-password-closed = Password not taken any more

journal-staff-password-link-asked = { $actor } asked for a link to a new password for { $name }
journal-staff-password-link-sent = { $actor } sent { $name } a link to a new password
journal-staff-password-reset = { $actor } set a new password with a link
journal-staff-password-closed = After 100 wrong ones in a row the password of { $name } is not taken any more
