# Requests: the list, a request's page, and what staff do to one.
nav-requests = Requests
requests-tabs = Requests by status
requests-search = Find requests
requests-search-hint = The number of a request, or a part of the customer’s name, e-mail or phone number (three characters or more; nine digits or more without a plus sign).
requests-search-length = Search for the number of a request, or for at least three characters in a row of the customer’s name or e-mail.
requests-email-length = The e-mail of the customer needs at least three characters.
requests-too-wide = More than { $most } customers match. Type more of the name or e-mail.
requests-empty-open = Nothing waits for a decision.
requests-empty = There are no requests with this status.
requests-empty-filtered = No request in this tab matches the filters.
requests-empty-customer = This customer has not asked for anything yet.
request-tab-open = Open
request-tab-all = All
request-number = Request no. { $id }

request-column-number = No.
request-column-title = Request
request-column-type = Type
request-column-customer = Customer
request-column-assignee = Assignee
request-column-age = Age
request-column-created = Created
request-filter-type = Type
request-filter-email = Customer’s e-mail
request-filter-customer = Customer no.
request-filter-assignee = Assignee
request-filter-color = Colour
request-filter-created-from = Created from
request-filter-created-to = Created to
request-filter-amount-min = Amount from
request-filter-amount-max = Amount to
request-filter-amount-hint = As in 1,500.25
requests-amount-in-address = The filter “{ $parameter }” in the address takes plain digits with a point, such as 1500.25: the same in every language. In the form of the filters, amounts are typed as your language writes them.
request-assignee-me = Me
request-assignee-none = Nobody

request-status-new = New
request-status-pending = Pending
request-status-in-progress = In progress
request-status-approved = Approved
request-status-rejected = Rejected
request-type-account = New account
request-type-address = Address
request-type-archive = Archiving
request-type-clienttype = Customer type
request-type-deposit = Deposit
request-type-document = Documents
request-type-external = External
request-type-investment = Investment
request-type-partner = Partnership
request-type-profile = Profile
request-type-transfer = Transfer
request-type-verification = Verification
request-type-withdrawal = Withdrawal
request-title-account = { $kind ->
    [personal] Open a personal account ({ $currency })
    [trade] Open a trade account ({ $currency })
    [demo] Open a demo account ({ $currency })
    [partner] Open a partner account ({ $currency })
    [investment] Open an investment account ({ $currency })
   *[other] Open an account ({ $currency })
}
request-title-address = Change the address
request-title-archive = Archive the account { $value }
request-title-to-individual = Become an individual customer
request-title-to-corporate = Become a corporate customer
request-title-deposit = Deposit of { $value }
request-title-withdrawal = Withdrawal of { $value }
request-title-transfer = Transfer of { $value }
request-title-investment = Investment of { $value }
request-title-document = { $value ->
    [one] Accept a document
   *[other] Accept { $value } documents
}
request-title-verification = Raise the verification to level { $value }
request-title-profile = Change the profile
request-title-partner = Become a partner with { $value } %

color-red = Red
color-orange = Orange
color-amber = Amber
color-green = Green
color-teal = Teal
color-blue = Blue
color-purple = Purple
color-gray = Grey

request-asked = What is asked for
request-today = today:
request-wanted = wanted:
request-first-amount = First asked for: { $amount }
request-change-amount = Change the amount
request-amount-hint = A point begins the decimals; commas may group thousands, as in 1,500.25. What was asked for first stays visible.
request-save-amount = Save the amount
request-amount-zero = Amount: it must be more than zero
request-amount-fixed = The amount of this request cannot be changed.
request-amount-changed = The amount has been changed.
request-resolved = Decided
request-fact-raw = As it was handed in
request-fact-product = Product
request-fact-kind = Kind of account
request-fact-currency = Currency
request-fact-method = Method
request-fact-destination = To
request-fact-to = To the account
request-fact-rate = Exchange rate
request-fact-documents = Documents
request-fact-document = Document
request-fact-level = Level
request-fact-reason = Reason
request-fact-share = Profit share
request-account = Account { $number }
request-account-unknown = An account that does not exist
request-balance = Balance
request-owner = Belongs to
request-archived = Archived
request-transactions = Latest transactions
request-no-transactions = There are no transactions on this account yet.
request-transaction-kind = Transaction
request-transaction-at = Date
account-kind-personal = Personal account
account-kind-trade = Trade account
account-kind-demo = Demo account
account-kind-partner = Partner account
account-kind-investment = Investment account
transaction-kind-deposit = Deposit
transaction-kind-withdrawal = Withdrawal
transaction-kind-transfer = Transfer
transaction-kind-investment = Investment
transaction-kind-correction = Correction
transaction-status-new = New
transaction-status-pending = Pending
transaction-status-hold = On hold
transaction-status-hold-failed = Hold failed
transaction-status-in-progress = In progress
transaction-status-done = Done
transaction-status-partial = Partly done
transaction-status-assistance = Needs assistance
transaction-status-failed = Failed
transaction-status-rejected = Rejected
transaction-status-canceled = Cancelled
transaction-status-refund = Refunded
transaction-status-refund-failed = Refund failed

request-others = Other requests of this customer
request-no-others = There are no other requests.
request-comments = Comments
request-comments-note = Only staff see comments. The customer is not told.
request-no-comments = Nobody has commented yet.
request-comment-new = New comment
request-comment-hint = Only staff see this; at most 2,000 characters.
request-comment-add = Add the comment
request-comment-edited = edited
request-commented = The comment has been added.
request-options = Options
request-color-offered = Colour of this request
request-color-own = Another colour
request-color-hint = Six hexadecimal digits behind a #, such as #1f77b4.
request-color-set = Set this colour
request-color-remove = Remove the colour
request-color-invalid = Colour: enter # and six hexadecimal digits, such as #1f77b4
request-colored = The colour has been saved.
request-resolved-meanwhile = This request has been decided. Its colour and amount stay as they are; comments can still be added.
request-changed-meanwhile = Somebody changed this request after you opened the page. What you see now is the newest state.
field-body = Comment
field-amount = Amount
field-color = Colour

journal-request-commented = { $actor } commented on the request { $name }
journal-request-colored = { $actor } changed the colour of the request { $name }
journal-request-amount-changed = { $actor } changed the amount of the request { $name }
