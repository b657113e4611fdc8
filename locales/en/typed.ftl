# What was typed into a list’s filters and is not understood.
typed-no-date = { $filter }: enter a date like 2026-12-31.
typed-no-amount = { $filter }: enter an amount of zero or more, like 1500.25.
typed-no-percent = { $filter }: enter a whole number from 0 to 100.
typed-no-number = { $filter }: enter a number like 12.
typed-too-long = { $filter }: this is too long to be one.
