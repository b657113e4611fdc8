# The ledger, and why an approved request could not be carried out.

journal-account-opened = { $actor } opened the account { $name }
journal-account-archived = { $actor } archived the account { $name }
field-account-number = Account
field-account-product = Product
field-account-kind = Kind of account
field-account-currency = Currency of the account
field-account-balance = Balance
field-account-to-number = Receiving account
field-account-to-balance = Balance of the receiving account
field-account-to-credited = Credited
field-transaction = Transaction
field-verification-level = Verification level
field-level-reason = Reason for the level
field-level-raised-by = Level raised by
field-partner-since = Partner since

effect-not-enough = There are { $balance } { $currency } on the account { $number }, and the request needs { $needed } { $currency }.
effect-amount-missing = The request does not say an amount above zero.
effect-amount-too-large = With this amount the balance would be larger than can be kept exactly.
effect-already-done = { $amount } { $currency } of this request are done already on the account { $number }, which is not what it asks for.
effect-under-way = { $amount } { $currency } of this request are under way on the account { $number }. They must be finished or taken back first.
effect-amount-too-small = At this rate the amount is worth nothing.
effect-account-missing = The request does not say which account it is about.
effect-account-unknown = An account that the request is about does not exist.
effect-account-foreign = The account { $number } belongs to another customer.
effect-account-archived = The account { $number } is archived.
effect-account-not-empty = There are { $balance } { $currency } on the account { $number }. Only an account with a balance of zero can be archived.
effect-account-on-hold = Transactions that are not finished on the account { $number }: { $count }. They must be finished before it can be archived.
effect-same-account = The money would go from the account { $number } to itself.
effect-wrong-currency = The account { $number } is in { $has }, and the request is in { $asked }.
effect-rate-missing = The request does not say what one { $from } is worth in { $to }.
effect-play-money = { $number } is a demo account: its money is not real and stays among demo accounts.
effect-no-investment = { $number } is not an investment account.
effect-customer-blocked = { $name } is blocked: money does not leave their accounts until somebody unblocks them.
effect-product = “{ $value }” cannot be the product of an account: it takes 1 to 100 characters.
effect-address = “{ $value }” cannot be an address: it takes 1 to 500 characters.
effect-company-missing = A corporate customer needs the name of a company, and neither the request nor the profile has one.
effect-company = “{ $value }” cannot be the name of a company: at most 150 characters.
effect-first-name = “{ $value }” cannot be a first name: it takes 1 to 100 characters.
effect-last-name = “{ $value }” cannot be a last name: at most 100 characters.
effect-email = “{ $value }” is not an e-mail address.
effect-email-taken = Another customer has the e-mail address { $email }.
effect-phone = “{ $value }” is not a valid phone number with country code.
effect-customer = The customer form would not take this: “{ $value }”.
effect-profile-empty = The request does not say what to change.
effect-level-not-raised = The customer has verification level { $current }. The request asks for { $level }, and a level is only ever raised.
effect-documents-none = The request does not name a document.
effect-documents-many = The request names { $count } documents. More than { $most } cannot be looked at together.
effect-document-missing = The request leaves out { $file }, which belongs to the same check. A reviewer must look at all of it.
effect-documents-not-yours = Who approves this accepts identity documents. That is for people who review verification.
effect-step-decided = { $step ->
    [document] A reviewer has decided about the identity document otherwise. Whoever reviews verification must reopen it first.
    [selfie] A reviewer has decided about the selfie otherwise. Whoever reviews verification must reopen it first.
   *[other] A reviewer has decided about the proof of address otherwise. Whoever reviews verification must reopen it first.
}
effect-masked = You see this customer masked, and so not all of what is asked for. Reveal the customer first.
effect-receiver-unfit = The account { $number } cannot receive this transfer.
effect-document-foreign = The document { $id } does not exist, or belongs to another customer.
effect-document-replaced = A newer file has taken the place of { $file }.
effect-document-proves-nothing = { $file } is a picture of the profile and proves nothing.
