# Was in die Filter einer Liste getippt wurde und nicht zu verstehen ist.
typed-no-date = { $filter }: Geben Sie ein Datum wie 2026-12-31 ein.
typed-no-amount = { $filter }: Geben Sie einen Betrag ab null ein, etwa 1500.25.
typed-no-percent = { $filter }: Geben Sie eine ganze Zahl von 0 bis 100 ein.
typed-no-number = { $filter }: Geben Sie eine Nummer wie 12 ein.
typed-too-long = { $filter }: Das ist dafür zu lang.
