# Die Glocke, der Export von Anträgen und was außerhalb der eigenen Tags liegt.
request-account-hidden = Dieses Konto gehört einem Kunden außerhalb der Tags, die Sie sehen dürfen. Sie sehen nur seine Nummer.
permission-requests-export = Anträge exportieren
journal-request-exported = { $actor } hat Anträge exportiert

bell-waiting = { $count ->
    [0] Kein Antrag wartet auf eine Entscheidung
    [one] Ein Antrag wartet auf eine Entscheidung
    [100] Mehr als 99 Anträge warten auf eine Entscheidung
   *[other] { $count } Anträge warten auf eine Entscheidung
}
error-bell-busy = Es gibt zu viele offene Verbindungen. Die Seite geht auch ohne; laden Sie sie neu, um Neues zu sehen.
notifications-title = Wartende Anträge
notifications-latest = Die neuesten Anträge
notifications-all = Alle offenen Anträge
home-requests = Anträge, die auf eine Entscheidung warten
home-requests-oldest = Wartezeit des ältesten Antrags:
home-to-requests = Zur Liste
