# Verification: the queue, the review, and the letters that customers receive.
nav-pending = Verification pending
filter-step = Step

age-moments = less than a minute
age-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
age-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
age-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}

# The queue.
pending-note = Customers who handed something in that nobody has decided about yet. The longest waiting come first.
pending-start = Start with the oldest
pending-counts = Waiting, by step
pending-counts-everywhere = These figures count every country, the list below only those chosen.
pending-waits = Waits for review
pending-recheck = { $step } (re-check)
pending-missing = Not handed in
pending-none-missing = Nothing is missing
pending-comma = {", "}
pending-age = Waiting for
pending-empty = Nothing is waiting. New files appear here as soon as they are handed in.
pending-empty-filtered = Nothing that matches these filters is waiting. Remove a filter to see the rest.

home-waiting = Waiting for review
home-oldest = The oldest has been waiting for
home-to-queue = Open the queue

# Where a step stands.
step-state-nothing = Nothing handed in yet
step-state-submitted = Handed in
step-state-recheck = Needs a re-check
step-state-accepted = Accepted
step-state-asked-again = Asked again
step-state-rejected = Rejected

# The review.
review-summary = Where verification stands
review-since = since
review-waits = waiting for { $age }
review-by = Decided by { $by }.
review-because = Reason: { $reason }.
review-recheck = Decided before by { $by }; what was looked at has been replaced since.
review-reopened-by = Reopened by { $by }.
review-by-hand-on = Switched on by hand by { $by } because: { $why }
review-by-hand-off = Switched off by hand by { $by } because: { $why }
review-no-reason = no reason was given
review-before-reviews = Accepted before reviews were recorded.
review-data = What the customer says
review-compare = To compare
review-decision = Decision
review-accept-letter = Letter to the customer
review-nothing-to-accept = Nothing was handed in, so there is nothing to accept.
review-accept-on-your-word = Nothing was handed in for this step. Accepted all the same, it needs a comment that says what you rely on.
review-reveal-first = You see this customer masked. Reveal the customer first, then decide.
review-no-reasons = No active reason fits here. Add one under
review-letter = The customer receives this letter:
review-staff-only = Only staff see this.
review-past = { $count ->
    [one] 1 decision so far
   *[other] { $count } decisions so far
}
review-seen = Looked at
review-seen-file = File { $id }
review-told = What the customer was told
review-round = The queue
review-back-to-queue = Back to the queue
review-skip = Next in the queue
review-last = This is the last one in the queue.

field-step = Step
field-review-decision = Decision
field-review-reason = Reason
field-review-comment = Internal comment

decision-accept = Accept
decision-ask-again = Ask again
decision-reject = Reject
decision-reopen = Reopen
decided-accept = { $by } accepted
decided-ask-again = { $by } asked again
decided-reject = { $by } rejected
decided-reopen = { $by } reopened
decided-by-hand-accept = { $by } switched it on by hand
decided-by-hand-ask-again = { $by } asked again by hand
decided-by-hand-reject = { $by } rejected it by hand
decided-by-hand-reopen = { $by } switched it off by hand

review-done-accept = Accepted: { $value }. The customer is told by mail.
review-done-ask-again = Asked again: { $value }. The customer is told by mail.
review-done-reject = Rejected: { $value }. The customer is told by mail.
review-done-reopen = Reopened: { $value }. It waits for a reviewer again.
review-queue-done = Nothing is waiting any more.

review-nothing-handed-in = Nothing was handed in for this step, so it cannot be accepted.
review-nothing-to-reopen = This step has not been decided, so there is nothing to reopen.
review-not-open = This step has already been decided otherwise. Reopen it first, and say why.
review-already = { $step } is already accepted, from before reviews were recorded.
review-already-by = { $step } was already decided in the same way by { $by }.
review-conflict-advice = Nothing of yours was saved. The page now shows how things stand; look again before you decide. What you typed is kept.

review-keys = Keys
review-keys-on = Use single keys on this page
review-key-a = goes to Accept of the first open step
review-key-r = opens Ask again
review-key-x = opens Reject
review-key-n = goes to the next customer in the queue

# Letters to customers, in the customer’s language.
letter-step-email = e-mail address
letter-step-phone = phone number
letter-step-document = identity document
letter-step-selfie = selfie
letter-step-address = proof of address
