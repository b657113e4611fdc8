# Blocking and unblocking a customer.
section-access = Zugang
block-title = Kunden sperren
block-what = Der Kunde kann sich nicht mehr auf der Plattform anmelden, und alle seine Sitzungen enden sofort. Sie können das rückgängig machen, indem Sie die Sperre aufheben; beides bleibt im Verlauf.
block-is-blocked = Dieser Kunde ist gesperrt
block-by = Gesperrt von { $who }
block-done = Der Kunde ist gesperrt. Beendete Sitzungen: { $value }
block-already = { $who } hat diesen Kunden bereits gesperrt: { $at }
block-not-blocked = Dieser Kunde ist nicht mehr gesperrt.
block-stale = Der Kunde wurde geändert, nachdem Sie diese Seite geöffnet hatten. Sehen Sie nach, was jetzt dort steht, und senden Sie das Formular noch einmal, wenn es noch richtig ist.
unblock-title = Sperre aufheben
unblock-what = Der Kunde wird aktiv und kann sich wieder auf der Plattform anmelden. Beendete Sitzungen bleiben beendet.
unblock-done = Die Sperre ist aufgehoben, der Kunde ist wieder aktiv.
field-block-reason = Grund
hint-block-reason = 3 bis 500 Zeichen. Nur Mitarbeiter sehen das.
problem-too-short = { $field }: mindestens { $min } Zeichen
