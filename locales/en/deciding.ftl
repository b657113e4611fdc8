# Deciding a request when something got in between.
deciding-over = This request has been decided already
deciding-you-approved = You have approved this request already, on { $at }.
deciding-you-rejected = You have rejected this request already, on { $at }.
deciding-changed-nothing = What you sent has changed nothing.
deciding-stale = Somebody has changed the request since you opened it. Look at it again before you decide. What you typed is kept.
deciding-comment-kept = Your internal comment was not saved, because the request had been decided already. It stands here: add it if it still matters.
deciding-comment-lost = Your internal comment was not saved:
deciding-sum-replaced = Verification code: another page of yours had replaced this problem. Solve the one below; your answer has not been counted.
deciding-letter-only = This text exists in { $written } only. The customer reads { $wanted }.
