# The bell, the export of requests, and what is outside a reader's scope.
request-account-hidden = This account belongs to a customer outside the tags you may see. You see its number only.
permission-requests-export = Export requests
journal-request-exported = { $actor } exported requests

bell-waiting = { $count ->
    [0] No request waits for a decision
    [one] One request waits for a decision
    [100] More than 99 requests wait for a decision
   *[other] { $count } requests wait for a decision
}
error-bell-busy = There are too many live connections. The page works without; reload it to see what is new.
notifications-title = Waiting requests
notifications-latest = The latest requests
notifications-all = All open requests
home-requests = Requests waiting for a decision
home-requests-oldest = The oldest has been waiting for
home-to-requests = Open the list
