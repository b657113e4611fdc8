# The journal as a page, and who came from an address.
nav-audit-log = Journal
audit-note = Who did what, looked at what, or was refused. Nobody can change or delete an entry.
audit-addresses = Sign-ins by address
audit-filter-actor = Who
audit-filter-action = What
audit-filter-outcome = How it ended
audit-filter-from = From
audit-filter-to = Until
audit-filter-ip = Address
audit-filter-subject = On what
audit-filter-customer = Customer number
audit-filter-request-id = Request ID
audit-ip-hint = An address, or a network such as 10.0.0.0/8.
audit-ip-unknown = This is neither an internet address nor a network such as 10.0.0.0/8.
audit-subject-hint = Kind and number, such as request:12 or staff:3.
audit-subject-unknown = “On what” is a kind and a number, such as customer:7. The kinds are customer, request, account, mail, staff, group, monitor, reason, mail-template, resolution-type and resolution.
audit-customer-hint = Also finds their requests, accounts and mails.
audit-actor-commands = Commands on the server
audit-actor-nobody = Not signed in
audit-outcome-done = Done
audit-outcome-refused = Refused
audit-empty-filtered = No entry matches. Remove a filter.
audit-session = Session
audit-open = Open
audit-about = Everything about it
audit-by = Everything by them
audit-addresses-note = Every sign-in of staff and every session of customers that came from an address or a network.
audit-addresses-staff = Staff
audit-addresses-customers = Customers
audit-addresses-none = Nobody came from there.
audit-addresses-more = See all of them in the journal
audit-addresses-journal = See them in the journal
audit-customer = Customer

permission-journal-export = Export the journal

field-permission = Missing permission
field-refused-for = Why
refused-for-token = The form was too old or not theirs
refused-for-origin = The form was sent from another website

journal-request-sum-failed = { $actor } gave a wrong answer to the problem for rejecting the request { $name }
journal-access-refused = { $actor } was refused { $name }
journal-form-refused = { $actor } sent a form that was refused: { $name }
journal-journal-exported = { $actor } exported the journal
