# Über einen Antrag entscheiden, wenn etwas dazwischenkam.
deciding-over = Über diesen Antrag ist bereits entschieden
deciding-you-approved = Sie haben diesen Antrag bereits am { $at } genehmigt.
deciding-you-rejected = Sie haben diesen Antrag bereits am { $at } abgelehnt.
deciding-changed-nothing = Was Sie gesendet haben, hat nichts geändert.
deciding-stale = Jemand hat den Antrag geändert, seit Sie ihn geöffnet haben. Sehen Sie ihn noch einmal an, bevor Sie entscheiden. Ihre Eingaben bleiben erhalten.
deciding-comment-kept = Ihr interner Kommentar wurde nicht gespeichert, weil über den Antrag bereits entschieden war. Hier steht er: Fügen Sie ihn hinzu, wenn er noch wichtig ist.
deciding-comment-lost = Ihr interner Kommentar wurde nicht gespeichert:
deciding-sum-replaced = Bestätigungscode: Eine andere Ihrer Seiten hatte diese Aufgabe ersetzt. Lösen Sie die untenstehende; Ihre Antwort wurde nicht gezählt.
deciding-letter-only = Diesen Text gibt es nur auf { $written }. Der Kunde liest { $wanted }.
