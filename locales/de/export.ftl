# Dateien hinaus und herein.
error-exports-busy = Es laufen schon zwei Exporte. Nichts wurde exportiert.
error-rows-title = Diese Liste ist zu lang für eine Datei
error-rows-what = Sie hat mehr Zeilen, als eine Datei haben darf. Nichts wurde exportiert.
error-rows-most = Sie hat mehr als { $most } Zeilen, und mehr darf eine Datei nicht haben. Nichts wurde exportiert.
error-rows-advice = Grenzen Sie die Liste mit Filtern ein, oder lassen Sie sie von denen ganz exportieren, die den Server betreiben.
field-format = Format
field-filter = Filter
field-file = Datei
field-failed = Abgelehnte Zeilen
