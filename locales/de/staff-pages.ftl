# Mitarbeitende, ihre Gruppen und Einladungen, und was erlaubte Schlagwörter bedeuten.
problem-tags-of-others = { $field }: Sie können nur { $own } hinzufügen und entfernen; alle anderen Schlagwörter bleiben, wie sie sind
problem-out-of-sight = { $field }: Behalten Sie eines von { $own }, sonst könnten Sie diesen Kunden nicht mehr sehen

nav-staff = Mitarbeitende
staff-note = Alle, die sich hier anmelden: was sie dürfen und wessen Kunden sie sehen.
staff-search = Name oder E-Mail
staff-groups = Gruppen
staff-invite = Jemanden einladen
staff-invite-note = Sie bekommen eine E-Mail mit einem Link, der einmal und 72 Stunden lang funktioniert. Damit setzen sie ihr eigenes Passwort; niemand sonst sieht es je.
staff-invite-submit = Einladung senden
staff-edit = Bearbeiten
staff-empty = Niemand passt. Entfernen Sie einen Filter oder suchen Sie nach etwas Kürzerem.
staff-last-sign-in = Letzte Anmeldung
staff-never = nie
staff-created = Angelegt
staff-all-customers = alle Kunden
staff-facts = Angaben
staff-no-groups = keine; sie dürfen noch nichts
staff-groups-hint = Jemand darf, was irgendeine seiner Gruppen erlaubt. Es gilt ab dem nächsten Klick.
staff-tags-hint = Mehrere durch Kommas trennen. Mit Schlagwörtern sehen sie nur Kunden, die eines davon tragen, und neue Kunden, die sie anlegen, bekommen alle. Ohne sehen sie alle Kunden.
staff-access = Zugang
staff-own = Das sind Sie: Über Gruppen, Schlagwörter und Sperren entscheidet jemand anderes.
staff-invite-again = Neue Einladung senden
staff-invite-again-note = Der zuvor gesendete Link funktioniert dann nicht mehr.
staff-end-sessions = Alle Sitzungen beenden
staff-end-sessions-note = Sie müssen sich überall neu anmelden.
staff-disable = Sperren
staff-disable-note = Sie werden sofort abgemeldet und können sich nicht wieder anmelden.
staff-enable = Freigeben
staff-enable-note = Sie können sich wieder mit ihrem Passwort anmelden.
staff-invited-done = Die Einladung ist unterwegs.
staff-invited-again = Eine neue Einladung ist unterwegs.
staff-updated-done = Die Änderungen sind gespeichert.
staff-disabled-done = Die Anmeldung ist nicht mehr möglich.
staff-enabled-done = Die Anmeldung ist wieder möglich.

standing-active = Aktiv
standing-invited = Eingeladen
standing-disabled = Gesperrt
filter-group = Gruppe
field-allowed-tags = Erlaubte Schlagwörter
field-permissions = Rechte
field-description = Beschreibung

groups-note = Eine Gruppe ist eine benannte Menge von Rechten. Die mitgelieferten bleiben, wie sie sind; kopieren Sie eine, um sie zu ändern.
group-new = Neue Gruppe
group-copy = Kopieren
group-copy-name = Kopie von { $name }
group-members = Mitglieder
group-no-members = Niemand ist in dieser Gruppe.
group-all-members = Alle Mitglieder
group-built-in = Diese Gruppe ist mitgeliefert und bleibt, wie sie ist. Kopieren Sie sie für eine eigene.
group-delete = Gruppe löschen
group-delete-note = Niemand ist in dieser Gruppe: Sie kann gelöscht werden.
group-created-done = Die Gruppe ist angelegt.
group-updated-done = Die Gruppe ist gespeichert.
group-deleted-done = Die Gruppe ist gelöscht.
group-administrators = Darf alles.
group-compliance = Verwaltet Kunden und prüft ihre Dokumente.
group-support = Bearbeitet Anträge.
group-auditor = Sieht alles und ändert nichts.

permissions-hint = Jedes Kästchen ist etwas, das Mitglieder dieser Gruppe dürfen.
permissions-caption = Rechte: in jeder Zeile ein Bereich, in den Spalten, was dort erlaubt ist
pick-all = Alle
pick-none = Keine
pick-view = Nur sehen
column-area = Bereich
verb-view = Sehen
verb-create = Anlegen
verb-update = Ändern
verb-delete = Löschen
verb-special = Besonderes
area-customers = Kunden
area-customer-sessions = Kundensitzungen
area-verification = Verifizierung
area-requests = Anträge
area-monitors = Vergleichsportale
area-staff = Mitarbeitende
area-journal = Journal
area-mails = E-Mails
area-settings = Einstellungen

invitation-title = Passwort setzen
invitation-note = Sie melden sich als { $email } an.
invitation-submit = Passwort setzen
invitation-accepted = Ihr Passwort ist gesetzt. Melden Sie sich jetzt damit an.
invitation-subject = Ihr Zugang zu Countersign
invitation-letter = Guten Tag { $name },

    { $by } hat für Sie einen Zugang zu Countersign angelegt. Öffnen Sie diesen Link, um Ihr Passwort zu setzen; er funktioniert einmal und 72 Stunden lang:
invitation-letter-end = Danach melden Sie sich mit { $email } an. Wenn Sie diese E-Mail nicht erwartet haben, tun Sie nichts und sagen Sie denen Bescheid, die Countersign bei Ihnen betreiben.
mail-staff-invitation = Einladung von Mitarbeitenden

problem-beyond-your-tags = { $field }: Wählen Sie unter { $own }; niemand lässt andere mehr sehen, als er selbst sieht
problem-not-your-own = { $field }: Darüber muss bei Ihnen jemand anderes entscheiden
problem-last-administrator = { $field }: Dies ist die letzte aktive Administration; machen Sie zuerst jemand anderen dazu
problem-name-taken = { $field }: Eine andere Gruppe heißt schon so

error-last-administrator = Dies ist die letzte aktive Administration. Machen Sie zuerst jemand anderen dazu.
error-not-yourself = Sie können sich nicht selbst sperren. Das muss jemand anderes tun.
error-staff-moved-on = Jemand anderes war schneller: Die Seite zeigt, wie es jetzt ist.
error-group-built-in = Diese Gruppe ist mitgeliefert und bleibt, wie sie ist.
error-group-has-members = Jemand ist in dieser Gruppe. Nehmen Sie zuerst ihre Mitglieder heraus.

journal-staff-invited = { $actor } hat { $name } eine Einladung gesendet
journal-staff-invitation-accepted = { $actor } hat die Einladung angenommen
journal-staff-updated = { $actor } hat den Zugang von { $name } geändert
journal-staff-enabled = { $actor } hat den Zugang von { $name } freigegeben
journal-group-created = { $actor } hat die Gruppe { $name } angelegt
journal-group-updated = { $actor } hat die Gruppe { $name } geändert
journal-group-deleted = { $actor } hat die Gruppe { $name } gelöscht
