# Staff, their groups and invitations, and what allowed tags mean.
problem-tags-of-others = { $field }: you may add and remove only { $own }; all other tags stay as they are
problem-out-of-sight = { $field }: keep one of { $own }, or you could not see this customer any more

nav-staff = Staff
staff-note = Everybody who signs in here: what they may do, and whose customers they see.
staff-search = Name or e-mail
staff-groups = Groups
staff-invite = Invite somebody
staff-invite-note = They get a mail with a link that works once, for 72 hours. With it they set their own password; nobody else ever sees it.
staff-invite-submit = Send invitation
staff-edit = Edit
staff-empty = Nobody matches. Remove a filter or search for something shorter.
staff-last-sign-in = Last sign-in
staff-never = never
staff-created = Created
staff-all-customers = all customers
staff-facts = About
staff-no-groups = none; they may do nothing yet
staff-groups-hint = What somebody may do is what any of their groups allows. It holds from their next click on.
staff-tags-hint = Separate several by commas. With tags, they see only customers that carry one of them, and new customers they create get all of them. Without, they see all customers.
staff-access = Access
staff-own = This is you: groups, tags and disabling are up to somebody else.
staff-invite-again = Send a new invitation
staff-invite-again-note = The link that was sent before stops working.
staff-end-sessions = End all sessions
staff-end-sessions-note = They have to sign in again, everywhere.
staff-disable = Disable
staff-disable-note = They are signed out at once and cannot sign in again.
staff-enable = Enable
staff-enable-note = They can sign in again with the password they have.
staff-invited-done = The invitation is on its way.
staff-invited-again = A new invitation is on its way.
staff-updated-done = The changes are saved.
staff-disabled-done = They cannot sign in any more.
staff-enabled-done = They can sign in again.

standing-active = Active
standing-invited = Invited
standing-disabled = Disabled
filter-group = Group
field-allowed-tags = Allowed tags
field-permissions = Permissions
field-description = Description

groups-note = A group is a named set of permissions. Those that came with the product stay as they are; copy one to change it.
group-new = New group
group-copy = Copy
group-copy-name = Copy of { $name }
group-members = Members
group-no-members = Nobody is in this group.
group-all-members = All members
group-built-in = This group came with the product and stays as it is. Copy it to make a group of your own.
group-delete = Delete group
group-delete-note = Nobody is in this group: it can be deleted.
group-created-done = The group is created.
group-updated-done = The group is saved.
group-deleted-done = The group is deleted.
group-administrators = May do everything.
group-compliance = Manages customers and reviews their documents.
group-support = Works on requests.
group-auditor = Sees everything and changes nothing.

permissions-hint = Each box is one thing that members of this group may do.
permissions-caption = Permissions: an area in each row, what may be done there in the columns
pick-all = All
pick-none = None
pick-view = Only see
column-area = Area
verb-view = See
verb-create = Create
verb-update = Change
verb-delete = Delete
verb-special = Special
area-customers = Customers
area-customer-sessions = Customer sessions
area-verification = Verification
area-requests = Requests
area-monitors = Exchange monitors
area-staff = Staff
area-journal = Journal
area-mails = Mails
area-settings = Settings

invitation-title = Set your password
invitation-note = You will sign in as { $email }.
invitation-submit = Set password
invitation-accepted = Your password is set. Sign in with it now.
invitation-subject = Your access to Countersign
invitation-letter = Dear { $name },

    { $by } created an access to Countersign for you. Open this link to set your password; it works once, for 72 hours:
invitation-letter-end = Afterwards you sign in with { $email }. If you did not expect this mail, do nothing and tell whoever runs Countersign where you work.
mail-staff-invitation = Invitation of staff

problem-beyond-your-tags = { $field }: choose among { $own }; nobody lets others see more than they see themselves
problem-not-your-own = { $field }: somebody else has to decide this about you
problem-last-administrator = { $field }: this is the last active administrator; make somebody else one first
problem-name-taken = { $field }: another group has this name

error-last-administrator = This is the last active administrator. Make somebody else one first.
error-not-yourself = You cannot disable yourself. Somebody else has to do it.
error-staff-moved-on = Somebody else was first: the page shows how it is now.
error-group-built-in = This group came with the product and stays as it is.
error-group-has-members = Somebody is in this group. Take its members out first.

journal-staff-invited = { $actor } sent { $name } an invitation
journal-staff-invitation-accepted = { $actor } accepted the invitation
journal-staff-updated = { $actor } changed the staff member { $name }
journal-staff-enabled = { $actor } enabled the staff member { $name }
journal-group-created = { $actor } created the group { $name }
journal-group-updated = { $actor } changed the group { $name }
journal-group-deleted = { $actor } deleted the group { $name }
