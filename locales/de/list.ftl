# The list of customers: its columns, filters and pages.
column-id = Nr.
column-last-activity = Letzte Aktivität
filter-blocked = Gesperrt
filter-waiting = Wartet auf Prüfung
status-blocked = Gesperrt
list-count-exactly = Genau zählen
list-count-too-long = Das genaue Zählen hat zu lange gedauert. Grenzen Sie die Liste ein und versuchen Sie es noch einmal.
list-without = Liste ohne „{ $filter }“ zeigen
list-empty-here = Auf dieser Seite der Liste steht nichts mehr.
list-first = Erste Seite
list-last = Letzte Seite
list-remove-value = Entfernen
hint-q-plain = Name, E-Mail-Adresse oder Telefonnummer (mindestens drei Zeichen) oder die Nummer des Kunden.
