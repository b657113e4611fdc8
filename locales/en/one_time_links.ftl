# Links and codes that work once: pages of those that do not work, and letters that had one.
dead-link-title = This link does not work any more
dead-link-invitation = An invitation works once, for 72 hours, and a new one ends those before. If you have set your password with it, sign in. If not, ask an administrator for a new invitation, and open the newest mail.
dead-link-address = A link to a new address works once, for 24 hours, and a new one ends those before. If you have confirmed the address already, sign in with it. If not, sign in with the address you had, and ask for the change once more.
dead-link-address-again = Ask for the change again
dead-link-password = A link works once, for 30 minutes, and a new one ends those before. Nothing was changed. Ask for a new link, and open the newest mail.
dead-link-password-again = Get a new link
dead-link-sign-in = Sign in

mail-text-staff = What the member reads
mail-resend-note-staff = The member receives this mail again, exactly as it stands here.
mail-member = Member
mail-member-open = Open the member’s page
mail-secret-link = (a link that only the receiver sees)
mail-secret-code = (a code that only the receiver sees)
mail-once-sent = This mail came with a link that works once, so it is not sent again. Send a new one from the member’s page.
mail-once-code = This mail came with a code that works once, so it is not sent again. The member asks for a new one when signing in.
mail-once-address = This mail came with a link that works once, so it is not sent again. The member asks for a new one on the page of their account.
error-mail-once = This mail came with a link or a code that works once, and may be used or too old by now. It is not sent again: a new one is sent from the member’s page, or the member asks for one.
mail-advice-cancelled-once = If that was a mistake, a new one is needed: this mail is not sent again.
mail-advice-refused-staff = Check the member’s address, and correct it on their page. This mail keeps the old one.
mail-advice-timed-out-staff = It is tried again by itself for a day; the member may get it twice.
