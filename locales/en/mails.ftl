# The log of mails: what was written to whom, whether it arrived, and what to do if not.
nav-mail-log = Mails
mails-note = What was written to customers and staff, newest first, and whether it arrived.
mails-search = Find mails by address
mails-search-hint = A whole e-mail address or its beginning, three characters or more.
mails-search-length = Search for the beginning of an e-mail address: three characters or more, and no more than an address has.
mails-empty = No mail has been written yet.
mails-empty-filtered = No mail matches. Remove a filter, or search for a shorter beginning of the address.
mails-dead-count = { $count ->
    [one] One mail could not be delivered
    [100] 100 mails or more could not be delivered
   *[other] { $count } mails could not be delivered
}

mail-filter-q = Address
mail-filter-state = State
mail-filter-kind = About
mail-filter-customer = Customer number

mail-subject = Subject
mail-to = To
mail-kind = About
mail-state = State
mail-tries = Tries
mail-queued-at = Written
mail-sent-at = Sent
mail-next-try = Next try
mail-language = Language
mail-customer = Customer
mail-profile = Open the profile
mail-message-id = Message-ID begins
mail-text = What the customer reads
mail-delivery = Delivery
mail-said = The other side said:

mail-state-queued = Waiting
mail-state-sent = Sent
mail-state-dead = Not delivered

mail-verification-accepted = Verification accepted
mail-verification-asked-again = Documents asked for again
mail-verification-rejected = Verification rejected

mail-resend = Send again
mail-resend-note = The customer receives this mail again, exactly as it stands here.
mail-resend-note-moved = The customer has another address by now: it goes to { $address } this time.
mail-resent = The mail is waiting to be sent.
mail-cancel = Do not send
mail-cancel-note = Possible until the first try, which is a matter of seconds.
mail-cancelled = The mail will not be sent.
error-mail-moved-on = The mail has been sent, queued or cancelled meanwhile. Open it again to see where it stands.
field-mail = New mail

mail-error-unreachable = The mail server could not be reached.
mail-error-timed-out = The mail server broke off or took too long.
mail-error-insecure = The connection to the mail server could not be encrypted.
mail-error-sign-in = The mail server did not accept our user and password.
mail-error-deferred = The mail server asked to try again later.
mail-error-refused = The mail server refused the mail for good.
mail-error-unwritable = No mail can be sent to this address.
mail-error-storage = The mail could not be written to its directory.
mail-error-cancelled = Somebody took this mail back before it left.

mail-advice-server = It is tried again by itself for a day. If that goes on, an administrator runs “countersign doctor” and corrects the mail settings.
mail-advice-timed-out = It is tried again by itself for a day; the customer may get it twice.
mail-advice-deferred = It is tried again by itself for a day.
mail-advice-refused = Check the customer’s address and correct it in the profile, then send the mail again from here: it goes to the new address.
mail-advice-cancelled = Send it again if that was a mistake.
