# Links and codes that work once: pages of those that do not work, and letters that had one.
dead-link-title = This link does not work any more
dead-link-invitation = An invitation works once, for 72 hours, and a new one ends those before. If you have set your password with it, sign in. If not, ask an administrator for a new invitation, and open the newest mail.
dead-link-address = A link to a new address works once, for 24 hours, and a new one ends those before. If you have confirmed the address already, sign in with it. If not, sign in with the address you had, and ask for the change once more.
dead-link-address-again = Ask for the change again
dead-link-password = A link works once, for 30 minutes, and a new one ends those before. Nothing was changed. Ask for a new link, and open the newest mail.
dead-link-password-again = Get a new link
dead-link-sign-in = Sign in
