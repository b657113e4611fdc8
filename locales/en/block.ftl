# Blocking and unblocking a customer.
section-access = Access
block-title = Block customer
block-what = The customer can no longer sign in on the platform, and all their sessions end at once. You can undo this by unblocking them; the history keeps both.
block-is-blocked = This customer is blocked
block-by = Blocked by { $who }
block-done = The customer has been blocked. Sessions ended: { $value }
block-already = { $who } has blocked this customer already: { $at }
block-not-blocked = This customer is not blocked any more.
block-stale = The customer was changed after you opened this page. Look at what is there now, and send the form again if it is still right.
unblock-title = Unblock customer
unblock-what = The customer becomes active and can sign in on the platform again. Sessions that were ended stay ended.
unblock-done = The customer has been unblocked and is active again.
field-block-reason = Reason
hint-block-reason = 3 to 500 characters. Only staff see this.
problem-too-short = { $field }: at least { $min } characters
