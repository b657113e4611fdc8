# What may be spent of an account.
effect-not-available = Of the { $balance } { $currency } on the account { $number }, { $held } { $currency } are on hold. { $available } { $currency } are available, and the request needs { $needed } { $currency }.
request-held = On hold for debits
request-available = Available
