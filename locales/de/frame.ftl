# Der Rahmen jeder Seite und Wörter, die viele Seiten gemeinsam haben.
frame-skip = Zum Inhalt springen
frame-menu = Menü
frame-navigation = Hauptnavigation
frame-account = Ihr Konto
frame-sign-out = Abmelden
frame-footer = Jede Änderung wird mit Ihrem Namen protokolliert.
frame-request = Vorgangsnummer { $id }

nav-home = Startseite
nav-customers = Kunden
nav-exchange-monitors = Vergleichsportale

form-problem = Es gibt ein Problem
form-error-prefix = Fehler:
form-choose = Bitte wählen …
form-required-note = Mit * gekennzeichnete Felder müssen ausgefüllt werden.
form-cancel = Abbrechen

word-yes = Ja
word-no = Nein
word-none = Keine Angabe
word-empty = leer
word-percent = { $value } %

frame-dismiss = Diese Meldung schließen
form-no-results = Nichts gefunden
