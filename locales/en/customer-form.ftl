# The customer form: reasons, conflicts, duplicates, uploads.
field-verification-reason = Reason for verifying by hand
hint-verification-reason = Needed when you switch a step on without a review or switch one off, or set a progress that does not follow. Given for nothing else, it also keeps a step verified whose data you correct; a new file always needs a re-check. Only staff see this; it stays in the history.
progress-follows = Follows from the flags: { $value } %
progress-by-hand = Set by hand: { $reason }
flag-by-hand = { $step }: switched on by hand by { $who },

problem-flag-needs-reason = { $field }: no review stands behind this. Review it on the Verification tab, or say below why you switch it on.
problem-flag-off-needs-reason = { $field }: say below why you switch it off.
problem-progress-needs-reason = { $field }: { $follows } % follows from the flags. Leave the field empty, or say below why it is different.
problem-blocked = { $field }: this customer is blocked. Unblock the customer first.

customer-merged = Your changes have been saved, together with what was changed meanwhile by { $value }.
customer-recheck = No longer verified, because what was checked has been changed or replaced: { $value }. It needs a re-check.
customer-sessions-ended = The customer can no longer sign in. Sessions ended: { $value }

conflict-advice = Somebody else changed the same fields while you were typing. What you typed is still in the form below; what they changed elsewhere is in it, too.
conflict-advice-all = Somebody else saved while you were typing, and this form no longer knows what it was made from. What you typed is still below; these fields differ from what is saved.
conflict-how = Choose for each field whose value stays. Where you choose theirs, it stays whatever the form below says.
conflict-base = Before
conflict-by = Changed by
conflict-apply = Apply mine on top
conflict-a-file = A file
conflict-file-again = (choose it again to replace theirs)

duplicates-title = Possible duplicates
duplicates-note = These customers look like the same person:
duplicates-none = Nobody looks like the same person.
duplicates-nothing-saved = Nothing has been saved yet.
duplicates-check = Check for duplicates
duplicate-phone = same phone number
duplicate-document-number = same document number
duplicate-name = similar name and same date of birth

upload-sending = Sending: { "{percent}" } %
upload-checking = Everything has been sent. The files are being checked…
upload-cancel = Cancel the upload
upload-cancelled = The upload was cancelled. Nothing has been saved; what you typed is still here.
upload-failed = The connection broke. Nothing has been saved; what you typed is still here. Please save again.
