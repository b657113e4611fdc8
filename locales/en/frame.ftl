# The frame of every page, and words that many pages share.
frame-skip = Skip to the content
frame-menu = Menu
frame-navigation = Main navigation
frame-account = Your account
frame-sign-out = Sign out
frame-footer = Every change is recorded with your name.
frame-request = Reference { $id }

nav-home = Home
nav-customers = Customers
nav-exchange-monitors = Exchange monitors

form-problem = There is a problem
form-error-prefix = Error:
form-choose = Choose…
form-required-note = Fields marked with * must be filled in.
form-cancel = Cancel

word-yes = Yes
word-no = No
word-none = Not given
word-empty = empty
word-percent = { $value } %

frame-dismiss = Dismiss this message
form-no-results = Nothing found
