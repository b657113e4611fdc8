# Die Seite aller Einstellungen.
nav-settings = Einstellungen
settings-note = Wonach Entscheidungen, Briefe und Prüfungen sich richten. Jede Änderung steht im Protokoll.
settings-empty = Hier gibt es nichts, was Sie ansehen dürfen. Wer Ihre Gruppen verwaltet, kann das ändern.
