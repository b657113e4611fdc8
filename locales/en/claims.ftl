# Claiming requests, who is looking at them, going on to the next one, and single keys.
claim-nobody = Nobody has claimed this request.
claim-mine = You have had this request since
claim-theirs = { $name } has had this request since
claim-no-lock = You can still work on it and decide it.
claim-claim = Claim
claim-take-over = Take over
claim-release = Release
claim-next = Claim the next one
claim-meanwhile = { $name } has this request, since { $since }. Nothing has changed. You can take it over.
request-claimed = The request is yours now. It stays so until you decide it, release it, or do nothing about it for 30 minutes.
request-released = The request is free again.
requests-none-free = No open request of this list is free.
request-list-done = That was the last open request of this list.
request-looking = { $count ->
    [one] { $names } is looking at this request, too.
   *[other] { $names } are looking at this request, too.
}
request-looking-label = Looking at it now:
request-place = Place in the list
request-position = { $position } of { $total }
request-previous = Previous
request-next = Next

keys = Keys
keys-next = Next request of the list
keys-previous = Previous request of the list
keys-approve = Go to the button that approves
keys-reject = Open the page that rejects
keys-amount = Edit the amount
keys-comment = Write a comment
keys-help = Show these keys
keys-mark-next = Mark the next request
keys-mark-previous = Mark the previous request
keys-open = Open the marked request
keys-switch-off = Switch the keys off in your account
keys-close = Close
field-shortcuts = Single keys
hint-shortcuts = Letters such as A and J do something on pages where you decide. Ctrl, Alt and the command key are never needed.

field-assignee = Assignee
journal-request-claimed = { $actor } claimed the request { $name }
journal-request-taken-over = { $actor } took the request { $name } over
journal-request-released = { $actor } released the request { $name }
