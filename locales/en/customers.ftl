# Customers: list, form, profile.
customer-new = New customer
customer-edit = Edit customer
customer-created = The customer has been created.
customer-updated = The changes have been saved.
customer-number = Customer { $id }
customer-tabs = Parts of the profile
customer-choose-again = A browser does not keep chosen files. Please choose these again before saving:
tab-overview = Overview
tab-verification = Verification
tab-history = History
frame-breadcrumbs = Where you are

section-person = Person
section-contact = Contact
section-terms = Account and terms
section-verification = Verification
section-files = Files

field-name = Name
field-first-name = First name
field-last-name = Last name
field-company = Company
field-customer-type = Customer type
field-email = E-mail
field-phone = Phone
field-telegram-chat-id = Telegram chat id
field-address = Address
field-gender = Gender
field-birth-date = Date of birth
field-country = Country
field-timezone = Time zone
field-language = Language
field-newsletter = Newsletter
field-newsletter-source = How did the customer agree?
field-status = Status
field-tags = Tags
field-discount = Discount in %
field-affiliate-profit-share = Affiliate profit share in %
field-exchange-monitor = Exchange monitor
field-document-number = Document number
field-verified-email = E-mail verified
field-verified-phone = Phone verified
field-verified-document = Document verified
field-verified-selfie = Selfie verified
field-verified-address = Address verified
field-verification-progress = Verification progress in %
field-created-at = Registered
field-updated-at = Last changed
field-sha256 = SHA-256

hint-first-name = As on the identity document.
hint-company = For corporate customers.
hint-phone = With country code, like +49 30 901820.
hint-birth-date = Leave empty if unknown. Customers must be of age.
hint-newsletter = Only if the customer agreed. Who recorded it, when and how, is kept.
hint-newsletter-source = For example: ticked the box when registering. Only staff see this.
hint-status = Inactive blocks access.
hint-tags = Separate several with commas. Only staff see them.
hint-discount = Whole number from 0 to 100.
hint-affiliate-profit-share = 0 to 100, at most two decimals.
hint-exchange-monitor = The site this customer came from. Only active ones can be chosen.
hint-verification-progress = Leave empty to take what follows from the flags.
hint-telegram-chat-id = The number, not the name.
hint-q = Name, e-mail, phone or document number (three characters or more), or the customer’s number.

verification-note = Steps are verified by a review on the Verification tab. Switched on or off here, a step needs a reason.

customer-type-individual = Individual
customer-type-corporate = Corporate
gender-male = Male
gender-female = Female
gender-other = Other
status-active = Active
status-inactive = Inactive
language-en = English
language-de = German
language-ar = Arabic

step-email = E-mail
step-phone = Phone
step-document = Document
step-selfie = Selfie
step-address = Address
step-verified = verified
step-not-verified = not verified

column-name = Name
column-email = E-mail
column-created-at = Registered
column-verification-progress = Progress
column-actions = Actions

filter-q = Search
filter-status = Status
filter-country = Country
filter-gender = Gender
filter-customer-type = Customer type
filter-tag = Tag
filter-exchange-monitor = Exchange monitor
filter-verified-email = E-mail verified
filter-verified-phone = Phone verified
filter-verified-document = Document verified
filter-verified-selfie = Selfie verified
filter-verified-address = Address verified
filter-progress-min = Progress from %
filter-progress-max = Progress to %
filter-created-from = Registered from
filter-created-to = Registered to
filter-any = Any

list-count = Found: { $count }
list-search = Find customers
list-search-button = Search
list-filters = Filters
list-apply = Apply filters
list-clear = Clear all filters
list-active-filters = Filters that are on
list-remove-filter = (remove this filter)
list-per-page = Lines per page
list-pages = Pages of the list
list-previous = Previous page
list-next = Next page
list-empty = There are no customers yet.
list-empty-filtered = No customer matches. Remove a filter, or search for a shorter part of the name.
list-search-too-short = Search for at least three characters in a row, or for a customer’s number.
list-search-too-long = Search for at most { $max } characters.
list-unknown-value = The address contains an unknown filter “{ $parameter }”, or a value it does not know.
list-unknown-choice = The address contains the filter “{ $parameter }” with “{ $value }”, which this list does not know.

files-limit = Each file may have at most { $limit } MB.
files-at-most = at most { $limit } MB
files-too-large = { "{name}" } is larger than { $limit } MB. Choose a smaller file.
files-replace = A new file takes the place of the current one, which stays in the history.
files-join = new ones join the current ones, up to { $most }; once those have been decided about, they take their place
files-current = Now:
files-wrong-type = { "{name}" } cannot be used here. Choose one of: { $types }.
documents-none = Nothing has been uploaded.
documents-earlier = Earlier versions

consent-given = Agreed; recorded by { $who } ({ $how }),
consent-withdrawn = Withdrawn; recorded by { $who } ({ $how }),

conflict-field = Field
conflict-yours = Yours
conflict-theirs = Saved meanwhile

form-save = Save

home-welcome = Hello { $name }
home-zone = Times are shown in { $zone }.
home-find = Find a customer
home-newest = Newest customers
home-all-customers = All customers
home-nothing = Your groups do not give you any work here yet. Ask an administrator.
field-customers = Customers
