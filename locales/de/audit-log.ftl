# Das Protokoll als Seite, und wer von einer Adresse kam.
nav-audit-log = Protokoll
audit-note = Wer was getan oder angesehen hat oder abgewiesen wurde. Niemand kann einen Eintrag ändern oder löschen.
audit-addresses = Anmeldungen nach Adresse
audit-filter-actor = Wer
audit-filter-action = Was
audit-filter-outcome = Ausgang
audit-filter-from = Von
audit-filter-to = Bis
audit-filter-ip = Adresse
audit-filter-subject = Woran
audit-filter-customer = Kundennummer
audit-filter-request-id = Anfrage-ID
audit-ip-hint = Eine Adresse oder ein Netz wie 10.0.0.0/8.
audit-ip-unknown = Das ist weder eine Internetadresse noch ein Netz wie 10.0.0.0/8.
audit-subject-hint = Art und Nummer, zum Beispiel request:12 oder staff:3.
audit-subject-unknown = „Woran“ besteht aus Art und Nummer, zum Beispiel customer:7. Die Arten sind customer, request, account, mail, staff, group, monitor, reason, mail-template, resolution-type und resolution.
audit-customer-hint = Findet auch deren Anträge, Konten und Mails.
audit-actor-commands = Befehle auf dem Server
audit-actor-nobody = Nicht angemeldet
audit-outcome-done = Geschehen
audit-outcome-refused = Abgewiesen
audit-empty-filtered = Kein Eintrag passt. Entfernen Sie einen Filter.
audit-session = Sitzung
audit-open = Öffnen
audit-about = Alles dazu
audit-by = Alles von dort
audit-addresses-note = Jede Anmeldung von Mitarbeitern und jede Sitzung von Kunden, die von einer Adresse oder aus einem Netz kam.
audit-addresses-staff = Mitarbeiter
audit-addresses-customers = Kunden
audit-addresses-none = Von dort kam niemand.
audit-addresses-more = Alle im Protokoll ansehen
audit-addresses-journal = Im Protokoll ansehen
audit-customer = Kunde

permission-journal-export = Protokoll exportieren

field-permission = Fehlende Berechtigung
field-refused-for = Warum
refused-for-token = Das Formular war zu alt oder nicht das eigene
refused-for-origin = Das Formular kam von einer anderen Website

journal-request-sum-failed = { $actor } hat die Aufgabe zum Ablehnen des Antrags { $name } falsch gelöst
journal-access-refused = { $actor } wurde bei { $name } abgewiesen
journal-form-refused = { $actor } hat ein Formular geschickt, das abgewiesen wurde: { $name }
journal-journal-exported = { $actor } hat das Protokoll exportiert
