# What may be spent of an account.
effect-not-available = من { $balance } { $currency } في الحساب { $number } هناك { $held } { $currency } معلّقة. المتاح { $available } { $currency }، والطلب يحتاج إلى { $needed } { $currency }.
request-held = معلّق لعمليات الخصم
request-available = المتاح
