# Über einen Antrag entscheiden: genehmigen, ablehnen, und der Brief darüber.
reject-back = Antrag { $number }
request-approved = Der Antrag wurde genehmigt. { $value } erfährt es per Mail.
request-rejected = Der Antrag wurde abgelehnt. { $value } erfährt es per Mail.
request-unreadable = Was beantragt ist, hat eine andere Version von Countersign geschrieben; es ist nicht lesbar.

decide-title = Entscheidung
decide-approve = Genehmigen
decide-reject = Ablehnen…
decide-waits = Dieser Antrag wartet auf eine Entscheidung.
decide-final = Eine Genehmigung ist endgültig, und der Kunde erfährt sie sofort.
decide-short = Der Antrag würde mehr nehmen, als verfügbar ist:
decide-comment-hint = Nur Mitarbeitende sehen dies; höchstens 2.000 Zeichen.
decide-not-done = Es wurde nichts entschieden
decide-was-approved = { $by } hat diesen Antrag bereits am { $at } genehmigt.
decide-was-rejected = { $by } hat diesen Antrag bereits am { $at } abgelehnt.
decide-stale = Der Antrag ist nicht mehr der, den Sie vor sich hatten: { $changes }. Sehen Sie ihn noch einmal an, bevor Sie entscheiden. Ihre Eingaben bleiben erhalten.
decide-other-letter = Es wurde nichts entschieden: Jemand hat den Text dieses Briefes inzwischen geändert. Lesen Sie ihn noch einmal, bevor Sie ihn senden.
reject-theirs = { $name } hat diesen Antrag übernommen.
reject-theirs-advice = Fragen Sie nach, bevor Sie entscheiden; möglich ist es weiterhin.
decide-refused = { $why } Es wurde nichts geändert, und der Antrag bleibt offen.
decide-approved-by = Genehmigt von { $by }
decide-rejected-by = Abgelehnt von { $by }
decide-letter = Was dem Kunden mitgeteilt wurde
decide-mail = Brief an den Kunden:

reject-title = Antrag { $number } ablehnen
reject-no-resolutions = Es gibt keine aktive Begründung, mit der abgelehnt werden könnte. Die Administration muss zuerst eine anlegen.
reject-letter = Was der Kunde erhält
reject-letter-language = In der Sprache des Kunden: { $language }.
reject-sum = Lösen Sie zur Bestätigung:
reject-sum-wrong = Bestätigungscode: Das ist nicht die Lösung. Hier ist eine neue Aufgabe.
reject-sum-late = Bestätigungscode: Die Aufgabe war schon beantwortet oder ihre fünf Minuten waren um. Hier ist eine neue.
reject-paused = Es gab fünf falsche Antworten in Folge. Weiter geht es am { $at }: Was Sie ausgefüllt haben, bleibt hier stehen.
reject-again = Erneut versuchen
reject-final = Eine Ablehnung ist endgültig, und der Kunde erfährt sie sofort.
reject-send = Ablehnen und dem Kunden mitteilen

field-decision-comment = Interner Kommentar
field-verification-code = Bestätigungscode
field-resolution = Begründung
field-resolution-type = Art der Begründung
field-refusal = Abgewiesen, weil

journal-request-approved = { $actor } hat den Antrag { $name } genehmigt
journal-request-rejected = { $actor } hat den Antrag { $name } abgelehnt
journal-request-not-approved = { $actor } konnte den Antrag { $name } nicht genehmigen

mail-request-approved = Antrag genehmigt
mail-request-rejected = Antrag abgelehnt

letter-what-with-amount = { $what }, { $amount }
letter-what-unknown = Ihr Antrag
letter-what-account = Eröffnung eines Kontos
letter-what-address = Änderung Ihrer Adresse
letter-what-archive = Schließung eines Kontos
letter-what-client-type = Änderung Ihrer Kundenart
letter-what-deposit = Einzahlung
letter-what-document = Annahme Ihrer Dokumente
letter-what-external = ein Anliegen auf unserer Plattform
letter-what-investment = Anlage
letter-what-partner = Aufnahme als Partner
letter-what-profile = Änderung Ihres Profils
letter-what-transfer = Überweisung
letter-what-verification = höhere Prüfstufe
letter-what-withdrawal = Auszahlung
