# Vergleichsportale.
monitors-note = Seiten, die Wechselkurse vergleichen und Kunden vermitteln.
monitors-empty = Es gibt noch keine Vergleichsportale.
monitor-new = Neues Vergleichsportal
monitor-edit = Bearbeiten
monitor-created = Das Vergleichsportal wurde angelegt.
monitor-updated = Das Vergleichsportal wurde gespeichert.
monitor-inactive = { $name } (inaktiv)
field-alias = Kurzname
field-url = Webadresse
field-active = Aktiv
hint-alias = Für Adressen und Datenfeeds. Wird aus dem Namen gebildet, wenn das Feld leer bleibt.
hint-active = Nur Aktives kann gewählt werden; wo es bereits gewählt ist, bleibt es.
conflict-advice-plain = Jemand anderes hat gespeichert, während Sie geschrieben haben: Unten steht, was geändert wurde. Ihre Eingaben stehen noch im Formular; speichern Sie sie erneut, wenn sie stimmen.
