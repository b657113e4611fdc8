# Dateien hinaus und herein.
error-exports-busy = Es laufen schon zwei Exporte. Nichts wurde exportiert.
field-format = Format
field-filter = Filter
field-file = Datei
field-failed = Abgelehnte Zeilen
