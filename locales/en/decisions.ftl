# Deciding a request: approving, rejecting, and the letter about it.
reject-back = Request { $number }
request-approved = The request has been approved. { $value } is told by mail.
request-rejected = The request has been rejected. { $value } is told by mail.
request-unreadable = What is asked for was written by another version of Countersign and cannot be read.

decide-title = Decision
decide-approve = Approve
decide-reject = Reject…
decide-waits = This request waits for a decision.
decide-final = An approval is final, and the customer is told at once.
decide-short = The request would take more than is available:
decide-comment-hint = Only staff see this; at most 2,000 characters.
decide-not-done = Nothing was decided
decide-was-approved = { $by } has approved this request already, on { $at }.
decide-was-rejected = { $by } has rejected this request already, on { $at }.
decide-stale = The request is not the one you had before you any more: { $changes }. Look at it again before you decide. What you typed is kept.
decide-other-letter = Nothing has been decided: somebody has changed the words of this letter meanwhile. Read it again before you send it.
reject-theirs = { $name } has claimed this request.
reject-theirs-advice = Ask before you decide it; you still can.
decide-refused = { $why } Nothing has changed, and the request stays open.
decide-approved-by = Approved by { $by }
decide-rejected-by = Rejected by { $by }
decide-letter = What the customer was told
decide-mail = Letter to the customer:

reject-title = Reject request { $number }
reject-no-resolutions = There is no active resolution to reject with. An administrator has to make one first.
reject-letter = What the customer will receive
reject-letter-language = In the customer’s language: { $language }.
reject-sum = Solve this to confirm:
reject-sum-wrong = Verification code: this is not the answer. Here is a new problem.
reject-sum-late = Verification code: the problem had been answered already, or its five minutes were over. Here is a new one.
reject-paused = There were five wrong answers in a row. You can go on at { $at }: what you have filled in stays here.
reject-again = Try again
reject-final = A rejection is final, and the customer is told at once.
reject-send = Reject and tell the customer

field-decision-comment = Internal comment
field-verification-code = Verification code
field-resolution = Resolution
field-resolution-type = Resolution type
field-refusal = Refused because

journal-request-approved = { $actor } approved the request { $name }
journal-request-rejected = { $actor } rejected the request { $name }
journal-request-not-approved = { $actor } could not approve the request { $name }

mail-request-approved = Request approved
mail-request-rejected = Request rejected

letter-what-with-amount = { $what }, { $amount }
letter-what-unknown = your request
letter-what-account = opening an account
letter-what-address = change of your address
letter-what-archive = closing an account
letter-what-client-type = change of your customer type
letter-what-deposit = deposit
letter-what-document = acceptance of your documents
letter-what-external = a matter on our platform
letter-what-investment = investment
letter-what-partner = becoming a partner
letter-what-profile = change of your profile
letter-what-transfer = transfer
letter-what-verification = higher verification level
letter-what-withdrawal = withdrawal
