# Anträge übernehmen, wer sie gerade ansieht, weiter zum nächsten, und einzelne Tasten.
claim-nobody = Niemand bearbeitet diesen Antrag.
claim-mine = Sie bearbeiten diesen Antrag seit
claim-theirs = { $name } bearbeitet diesen Antrag seit
claim-no-lock = Sie können ihn trotzdem bearbeiten und entscheiden.
claim-claim = Übernehmen
claim-take-over = Trotzdem übernehmen
claim-release = Freigeben
claim-next = Nächsten übernehmen
claim-meanwhile = { $name } bearbeitet diesen Antrag seit { $since }. Es hat sich nichts geändert. Sie können ihn trotzdem übernehmen.
request-claimed = Der Antrag gehört jetzt Ihnen, bis Sie ihn entscheiden, freigeben oder 30 Minuten lang nichts daran tun.
request-released = Der Antrag ist wieder frei.
requests-none-free = In dieser Liste ist kein offener Antrag frei.
request-list-done = Das war der letzte offene Antrag dieser Liste.
request-looking = { $count ->
    [one] { $names } sieht sich diesen Antrag gerade auch an.
   *[other] { $names } sehen sich diesen Antrag gerade auch an.
}
request-looking-label = Gerade angesehen von:
request-place = Platz in der Liste
request-position = { $position } von { $total }
request-previous = Voriger
request-next = Nächster

keys = Tasten
keys-next = Nächster Antrag der Liste
keys-previous = Voriger Antrag der Liste
keys-approve = Zur Schaltfläche, die genehmigt
keys-reject = Die Seite öffnen, die ablehnt
keys-amount = Den Betrag ändern
keys-comment = Einen Kommentar schreiben
keys-help = Diese Tasten zeigen
keys-mark-next = Den nächsten Antrag markieren
keys-mark-previous = Den vorigen Antrag markieren
keys-open = Den markierten Antrag öffnen
keys-switch-off = Die Tasten in Ihrem Konto abschalten
keys-close = Schließen
field-shortcuts = Einzelne Tasten
hint-shortcuts = Buchstaben wie A und J tun etwas auf Seiten, auf denen Sie entscheiden. Strg, Alt und die Befehlstaste braucht es dafür nie.

field-assignee = Bearbeitet von
journal-request-claimed = { $actor } hat den Antrag { $name } übernommen
journal-request-taken-over = { $actor } hat den Antrag { $name } von jemandem übernommen
journal-request-released = { $actor } hat den Antrag { $name } freigegeben
