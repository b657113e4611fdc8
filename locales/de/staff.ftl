# Anmelden, das erste Administrationskonto, das eigene Konto, und was Mitarbeitende dürfen.
sign-in-title = Anmelden
sign-in-submit = Anmelden
sign-in-wrong = Die E-Mail-Adresse oder das Passwort ist falsch.
sign-in-unsent = Sie waren nicht mehr angemeldet. Was Sie gesendet haben, wurde nicht ausgeführt: Melden Sie sich an und wiederholen Sie es.
sign-in-help = Nach mehreren Fehlversuchen müssen Sie bis zum nächsten warten, höchstens 15 Minuten. Wenn Sie keinen Zugang haben, hilft Ihnen die Administration.

setup-title = Erstes Administrationskonto anlegen
setup-note = Dieser Link gilt nur einmal. Das Konto, das Sie hier anlegen, darf alles und kann weitere anlegen.
setup-submit = Anlegen und anmelden

field-password = Passwort
field-password-again = Passwort wiederholen
field-current = Aktuelles Passwort
field-new = Neues Passwort
field-again = Neues Passwort wiederholen
field-theme = Darstellung
field-groups = Gruppen
field-sessions = Sitzungen

password-advice = Mindestens 15 Zeichen; gut sind vier oder mehr Wörter. Leerzeichen und alle Buchstaben aller Sprachen sind erlaubt, und Sie dürfen das Passwort einfügen.
hint-new = { password-advice }
password-too-short = Passwort: Verwenden Sie mindestens 15 Zeichen
password-too-long = Passwort: Verwenden Sie höchstens 1.024 Byte
password-guessable = Passwort: Dieses ist leicht zu erraten; ergänzen Sie Wörter, die weder mit Ihnen noch miteinander zu tun haben
password-mismatch = Die beiden Passwörter stimmen nicht überein
password-wrong = Das aktuelle Passwort ist falsch
password-same = Das neue Passwort ist das, das Sie schon haben

account-preferences = Ihr Name, und wie die Seiten für Sie aussehen
account-save = Speichern
account-saved = Ihre Einstellungen wurden gespeichert.
account-password = Passwort
account-password-note = Wenn Sie es ändern, enden alle Ihre anderen Sitzungen.
account-change-password = Passwort ändern
account-password-changed = Ihr Passwort wurde geändert und Ihre anderen Sitzungen wurden beendet.
account-sessions = Ihre Sitzungen
account-sessions-note = Wo Sie angemeldet sind. Beenden Sie, was Sie nicht kennen, und ändern Sie Ihr Passwort.
account-this-session = Diese Sitzung
account-end-session = Beenden
account-session-ended = Die Sitzung wurde beendet.
account-end-others = Alle anderen beenden
account-sessions-ended = Alle Ihre anderen Sitzungen wurden beendet.
account-no-groups = keine; wenden Sie sich an die Administration
account-device = { $browser } unter { $system }
account-device-unknown = Unbekanntes Gerät

column-device = Gerät
column-ip = IP-Adresse
column-signed-in = Angemeldet ({ $zone })
column-last-seen = Zuletzt aktiv ({ $zone })

theme-system = Wie das System
theme-light = Hell
theme-dark = Dunkel

permission-customers-view = Kunden ansehen
permission-customers-create = Kunden anlegen
permission-customers-update = Kunden ändern
permission-customers-block = Kunden sperren und entsperren
permission-customers-reveal = Verdeckte Kundendaten aufdecken
permission-customers-export = Kunden exportieren
permission-customer-sessions-view = Kundensitzungen sehen
permission-customer-sessions-end = Kundensitzungen beenden
permission-verification-view = Dokumente und Verifizierung ansehen
permission-verification-review = Dokumente prüfen
permission-requests-view = Anträge ansehen
permission-requests-update = Anträge bearbeiten
permission-requests-approve = Anträge genehmigen
permission-requests-reject = Anträge ablehnen
permission-monitors-view = Vergleichsportale ansehen
permission-monitors-update = Vergleichsportale ändern
permission-staff-view = Mitarbeitende ansehen
permission-staff-update = Mitarbeitende verwalten
permission-journal-view = Protokoll ansehen
permission-mails-view = Mails sehen
permission-mails-resend = Mails erneut senden
permission-settings-update = Einstellungen ändern
