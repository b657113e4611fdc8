# Woher jemand kommen darf: Regeln für alle, Netze einzelner, und geschlossene Türen.
nav-address-rules = Adressregeln
address-rules-note = Woher Menschen und Programme überhaupt kommen dürfen, und wer nach zu vielen Versuchen ausgeschlossen ist.
rules-title = Regeln für alle
rules-note = Ein verbotenes Netz bleibt draußen, was auch sonst gilt. Sobald ein Netz erlaubt ist, kommen nur noch die erlaubten herein. Die Netze Einzelner stehen auf deren eigener Seite.
rules-empty = Es gibt keine Regeln: Alle dürfen von überall kommen.
rule-new = Neue Regel
rule-here = Sie sind unter { $ip }.
rule-add = Regel hinzufügen
rule-added = Die Regel für { $value } gilt jetzt.
rule-ended = Die Regel wurde beendet.
rule-added-by = Hinzugefügt
rule-kind-allow = Erlauben
rule-kind-deny = Verbieten
rule-lasts-ever = Auf Dauer
rule-lasts-hour = Eine Stunde
rule-lasts-day = Einen Tag
rule-lasts-week = Eine Woche
rule-lasts-month = 30 Tage

field-rule-kind = Wirkung
field-network = Netz
hint-network = Eine Adresse wie 192.0.2.7 oder ein Netz wie 10.0.0.0/8 oder 2001:db8::/32.
field-rule-reason = Grund
field-lasts = Dauer
field-allowed-networks = Erlaubte Netze
hint-allowed-networks = Trennen Sie mehrere durch Kommas. Mit Netzen kommt die Person nur von dort herein, mit Sitzungen und API-Token. Leer: von überall.
field-outside-networks = Von außerhalb der erlaubten Netze
staff-anywhere = von überall

blocked-title = Nach zu vielen Versuchen geschlossen
blocked-note = Wo eine Zeit steht, öffnet es sich von selbst. Öffnen Sie es nur früher, wenn Sie wissen, wer es war.
blocked-empty = Niemand ist ausgeschlossen.
blocked-what = Was geschlossen ist
blocked-whose = Konto
blocked-nobody = kein Konto bei uns
blocked-failures = Fehlversuche
blocked-until = Geschlossen bis
blocked-open = Jetzt öffnen
blocked-opened = Es ist wieder offen.
blocked-pair = Ein Konto, von einem Netz aus
blocked-device = Ein Konto, von einem bekannten Browser aus
blocked-session = Passwörter in einer Sitzung
blocked-account = Ein Konto, von überall
blocked-address = Ein Netz, für alle Konten

problem-not-a-network = { $field }: Geben Sie eine Adresse wie 192.0.2.7 oder ein Netz wie 10.0.0.0/8 ein
problem-too-many-networks = { $field }: höchstens { $max } sind möglich
problem-locks-you-out = { $field }: Damit würden Sie sich aussperren; Sie sind unter { $own }. Was eine andere Regel erlaubt, zählt nur, bis sie endet
problem-rule-there-already = { $field }: Diese Regel gibt es schon, und sie gilt ebenso lange
error-rule-locks-you-out = Ohne diese Regel kämen Sie von dort, wo Sie sind, nicht zurück. Erlauben Sie zuerst Ihr eigenes Netz.

journal-staff-sign-in-reopened = { $actor } öffnete, was nach zu vielen Versuchen von { $name } geschlossen war
journal-address-rule-added = { $actor } fügte eine Regel für die Adressen { $name } hinzu
journal-address-rule-ended = { $actor } beendete die Regel für die Adressen { $name }
