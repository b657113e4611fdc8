# Was von einem Konto ausgegeben werden darf.
effect-not-available = Von den { $balance } { $currency } auf dem Konto { $number } werden { $held } { $currency } zurückgehalten. Verfügbar sind { $available } { $currency }, der Antrag braucht { $needed } { $currency }.
request-held = Für Abbuchungen zurückgehalten
request-available = Verfügbar
