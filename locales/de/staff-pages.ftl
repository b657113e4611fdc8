# Mitarbeitende, ihre Gruppen und Einladungen, und was erlaubte Schlagwörter bedeuten.
problem-tags-of-others = { $field }: Sie können nur { $own } hinzufügen und entfernen; alle anderen Schlagwörter bleiben, wie sie sind
problem-out-of-sight = { $field }: Behalten Sie eines von { $own }, sonst könnten Sie diesen Kunden nicht mehr sehen
