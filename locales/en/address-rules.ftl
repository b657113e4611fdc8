# From where people may come: rules for everybody, networks of each member, and closed doors.
nav-address-rules = Address rules
address-rules-note = From where people and programs may come at all, and who is closed out after too many tries.
rules-title = Rules for everybody
rules-note = A denied network stays out, whatever else is said. As soon as any network is allowed, only those get in. Networks of a single member are set on their own page.
rules-empty = There are no rules: everybody may come from anywhere.
rule-new = New rule
rule-here = You are at { $ip }.
rule-add = Add rule
rule-added = The rule for { $value } is in force.
rule-ended = The rule has ended.
rule-added-by = Added
rule-kind-allow = Allow
rule-kind-deny = Deny
rule-lasts-ever = For ever
rule-lasts-hour = One hour
rule-lasts-day = One day
rule-lasts-week = One week
rule-lasts-month = 30 days

field-rule-kind = Effect
field-network = Network
hint-network = One address such as 192.0.2.7, or a network such as 10.0.0.0/8 or 2001:db8::/32.
field-rule-reason = Reason
field-lasts = Lasts
field-allowed-networks = Allowed networks
hint-allowed-networks = Separate several by commas. With networks, they get in only from there, with their sessions and their API tokens. Empty for anywhere.
field-outside-networks = From outside of the allowed networks
staff-anywhere = from anywhere

blocked-title = Closed after too many tries
blocked-note = Doors with a time open by themselves. Open one earlier only if you know who it was.
blocked-empty = Nobody is closed out.
blocked-what = What is closed
blocked-whose = Account
blocked-nobody = no account of ours
blocked-failures = Failed tries
blocked-until = Closed until
blocked-open = Open now
blocked-opened = It is open again.
blocked-pair = An account from one network
blocked-device = An account from a known browser
blocked-session = Passwords inside a session
blocked-account = An account from anywhere
blocked-address = A network, for all accounts

problem-not-a-network = { $field }: enter an address such as 192.0.2.7 or a network such as 10.0.0.0/8
problem-too-many-networks = { $field }: at most { $max } fit
problem-locks-you-out = { $field }: this would lock you out; you are at { $own }. What another rule allows counts only until that rule ends
problem-rule-there-already = { $field }: there is this rule already, and it lasts as long
error-rule-locks-you-out = Without this rule you could not come back from where you are. Allow your own network first.

journal-staff-sign-in-reopened = { $actor } opened a door that was closed after too many tries by { $name }
journal-address-rule-added = { $actor } added a rule for the addresses { $name }
journal-address-rule-ended = { $actor } ended the rule for the addresses { $name }
