# Audits of requests, the settings of the audit, changed comments, and the colour of a customer.
nav-audit = Audit limits
request-audit = Audit
request-audit-note = Compares the balance of each account with the sum of all its done transactions.
request-audit-do = Audit now
request-audit-none = Nobody has audited this request yet.
request-audit-older = Earlier audits
request-audited = The audit has been carried out and kept.
request-audit-no-account = This request involves no account, so there is nothing to audit.
request-audit-ok = All OK
request-audit-ok-small = All OK: no difference is beyond the limits
request-audit-unseen-ok = The account { $number }, of a customer whom you do not see: its balance is explained.
request-audit-unseen-differs = The account { $number }, of a customer whom you do not see: its balance is not explained by its transactions.
request-audit-discrepancies = { $count ->
    [one] One discrepancy
   *[other] { $count } discrepancies
}
request-audit-more = { $number }: the balance is { $by } more than the transactions explain.
request-audit-less = { $number }: the balance is { $by } less than the transactions explain.
request-audit-incoming = Incoming
request-audit-outgoing = Outgoing
request-audit-sum = Sum of the transactions
request-audit-balance = Balance
request-audit-difference = Difference
request-audit-holds = On hold, not in the sum
request-audit-no-holds = None
request-audit-held = { $count ->
    [one] One: { $sum }
   *[other] { $count }: { $sum }
}
request-audit-rule-all = Every difference counted.
request-audit-rule-absolute = Differences of more than { $absolute } counted.
request-audit-rule-share = Differences of more than { $share } ‰ of the balance counted.
request-audit-rule-both = Differences of more than { $absolute } and more than { $share } ‰ of the balance counted.
request-audit-warning = Look at the latest audit before you approve:

audit-settings-note = How large a difference between a balance and its transactions must be before an audit reports it.
audit-settings-rule = A difference counts when it is beyond both limits. With 0 and 0 every difference counts. Audits of the past stay as they were.
audit-settings-saved = The limits have been saved. They hold from the next audit on.
audit-settings-saved-last = Saved last
audit-settings-defaults = These are the defaults: nobody has changed them yet.
audit-settings-conflict = Somebody saved other limits after you opened the page. Stored now is what stands here; what you typed is still in the form. Saving again puts it in place of theirs.
field-audit-absolute = Absolute limit
hint-audit-absolute = An amount in the currency of the account, whichever that is. Differences up to and including it do not count. A point begins the decimals; commas may group thousands, as in 1,500.25.
field-audit-per-mille = Limit in per mille of the balance
hint-audit-per-mille = From 0 to 1000, with at most two decimals. Differences up to and including that part do not count.
field-audit-result = Result
field-audit-difference = Difference
audit-result-ok = All OK
audit-result-discrepancy = Discrepancy

request-comment-edit = Change
request-comment-edit-title = Change your comment
request-comment-edit-note = Only you can change it. Its earlier texts stay in the history of the request.
request-comment-changed = The comment has been changed.
request-comment-conflict = This comment was changed in another window after you opened this one. Its text is now the one below; what you typed is still in the form. Saving again puts it in place of that one.
error-comment-foreign = Only its author can change a comment.

request-color-is-own = Lists show this request’s own colour.
request-color-is-customers = Lists show the customer’s colour, because this request has none of its own.
request-color-is-none = Neither this request nor its customer has a colour.
customer-color-offered = Colour of all requests of this customer
customer-color-note = This colour marks every request of the customer that has none of its own.
customer-colored = The customer’s colour has been saved.
field-request-color = Colour of the requests
field-request-status = Status of the request

journal-request-audited = { $actor } audited the request { $name }
journal-request-comment-edited = { $actor } changed a comment on the request { $name }
journal-customer-colored = { $actor } changed the colour of the requests of { $name }
journal-settings-updated = { $actor } changed the settings “{ $name }”
