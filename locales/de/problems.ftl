# Was an einer Eingabe nicht stimmen kann. $field ist die Beschriftung des Feldes.
problem-required = { $field }: Bitte ausfüllen
problem-not-chosen = { $field }: Bitte auswählen
problem-unknown-choice = { $field }: Diese Auswahl gibt es nicht
problem-control-characters = { $field }: Steuerzeichen, die sich nicht speichern lassen, wurden entfernt. Sehen Sie nach, was übrig ist, und speichern Sie erneut
problem-too-long = { $field }: höchstens { $max } Zeichen
problem-not-an-email = { $field }: Geben Sie eine Adresse wie name@example.com ein
problem-email-taken = { $field }: Diese Adresse ist bereits vergeben
problem-alias-taken = { $field }: Ein anderes Vergleichsportal hat diesen Kurznamen
problem-not-a-phone = { $field }: Geben Sie eine gültige Nummer mit Ländervorwahl ein, zum Beispiel +49 30 901820
problem-not-whole-between = { $field }: Geben Sie eine ganze Zahl von { $min } bis { $max } ein
problem-not-decimal-between =
    { $decimals ->
        [one] { $field }: Geben Sie eine Zahl von { $min } bis { $max } mit höchstens { $decimals } Nachkommastelle ein
       *[other] { $field }: Geben Sie eine Zahl von { $min } bis { $max } mit höchstens { $decimals } Nachkommastellen ein
    }
problem-not-a-date = { $field }: Geben Sie das Datum als Jahr-Monat-Tag ein, zum Beispiel 1990-12-31
problem-not-in-the-past = { $field }: Dieses Datum liegt nicht in der Vergangenheit
problem-too-young = { $field }: Das Mindestalter ist { $years } Jahre
problem-too-long-ago = { $field }: Dieses Datum liegt zu weit zurück
problem-monitor-unknown = { $field }: Dieses Vergleichsportal gibt es nicht
problem-monitor-inactive = { $field }: Dieses Vergleichsportal ist inaktiv; wählen Sie ein aktives
problem-not-a-chat-id = { $field }: Geben Sie die Nummer ein, die Telegram nennt, nur Ziffern
problem-too-many-tags = { $field }: höchstens { $max } Schlagwörter
problem-not-a-web-address = { $field }: Geben Sie eine Adresse ein, die mit https:// beginnt
problem-not-an-amount = { $field }: bitte nur Ziffern, höchstens { $decimals } nach dem Komma
problem-misplaced-sign = { $field }: Ein Punkt trennt Tausender in Gruppen zu drei Ziffern, ein Komma steht vor den Nachkommastellen, wie in 1.500,25
problem-not-a-currency = { $field }: bitte das Kürzel einer Währung angeben, etwa EUR oder USDT
