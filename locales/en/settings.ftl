# The page of all settings.
nav-settings = Settings
settings-note = What decisions, letters and checks go by. Every change is in the journal.
settings-empty = There is nothing that you may look at here. Who administers your groups can change that.
