# Exchange monitors.
monitors-note = Sites that compare exchange rates and send customers.
monitors-empty = There are no exchange monitors yet.
monitor-new = New exchange monitor
monitor-edit = Edit
monitor-created = The exchange monitor has been created.
monitor-updated = The exchange monitor has been saved.
monitor-inactive = { $name } (inactive)
field-alias = Alias
field-url = Web address
field-active = Active
hint-alias = Used in addresses and feeds. Made from the name when left empty.
hint-active = Only what is active can be chosen; where it has been chosen already, it stays.
conflict-advice-plain = Somebody else saved while you were typing: see below what they changed. What you typed is still in the form; save it again if it is right.
