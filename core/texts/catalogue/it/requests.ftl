# Is this you? The sheet, its notification, how it ended, and the history.
request-title-sign-in = È lei?
request-text-sign-in = Qualcuno accede al suo account con la password giusta. Risponda sì solo se è lei, in questo momento.
request-title-action = Lo autorizza?
request-text-action = Legga tutto ciò che segue. Il suo sì vale esattamente per questo.
request-title-unknown = Una richiesta che questa versione non comprende
request-update-needed = Aggiorni kAuth per rispondere sì. Può rifiutare adesso.
request-unlock = Sblocchi per approvare. Rifiutare è possibile anche così.
request-link-again = La chiave di questo telefono per il sì non c’è più. Lo colleghi di nuovo; rifiutare è possibile.
request-position = { $position } di { $count }
request-digits = Digiti le { $count } cifre mostrate nel browser.
request-wrong-digits = { $tries ->
    [one] Non sono le cifre del browser. Resta un tentativo.
   *[other] Non sono le cifre del browser. Restano { $tries } tentativi.
 }
request-declined = Non è stato confermato. Riprovi o rifiuti.
request-key-store = Questo telefono non ha potuto firmare. Riprovi o rifiuti.
request-provider-refused = { $host } non riconosce questo telefono al momento. Non è stato cancellato nulla. Usi un codice.
request-not-sent = La risposta è salvata e partirà appena c’è rete.
request-sign-reason-sign-in = Approva l’accesso di { $login } su { $site }
request-sign-reason-action = Approva per { $login } su { $site }: { $title }
request-label-site = Sito
request-label-browser = Browser
request-label-system = Sistema
request-label-place = Luogo
request-label-address = Indirizzo IP
request-label-login = Indirizzo di accesso
request-label-time = Ora
request-label-title = Cosa
request-what-sign-in = Accesso
request-what-unknown = Richiesta sconosciuta
notification-title = È lei? { $site }
notification-title-action = Lo autorizza? { $site }
notification-body = { $login }
ended-back-to-browser = Torna al browser
ended-approved-title = Approvata
ended-approved-text = Il browser prosegue da solo.
ended-refused-title = Rifiutata
ended-refused-text = Il browser ha ricevuto il rifiuto.
ended-reported-title = Segnalata
ended-reported-text = Le prossime richieste sono bloccate. Qualcuno conosce la sua password: acceda e ne scelga subito una nuova.
ended-expired-title = Tempo scaduto
ended-expired-text = Nessuno ha risposto in tempo. Se era lei, ripeta la richiesta nel browser.
ended-expired-before-opening-title = Troppo tardi
ended-expired-before-opening-text = Questa richiesta era scaduta prima di essere aperta qui. Se era lei, la ripeta nel browser.
ended-answered-elsewhere-title = Risposta data su un altro dispositivo
ended-answered-elsewhere-text = Un altro suo dispositivo ha già risposto.
ended-answered-elsewhere-by = «{ $device }» ha già risposto.
ended-withdrawn-title = Ritirata
ended-withdrawn-text = Il browser o il fornitore ha ritirato la richiesta.
ended-superseded-title = Sostituita da una richiesta più recente
ended-superseded-text = Risponda a quella più recente.
ended-failed-title = Troppe cifre errate
ended-failed-text = Questa richiesta è terminata. La ripeta nel browser.
ended-lapsed-title = Approvata, ma non usata in tempo
ended-lapsed-text = Il browser non è tornato entro un minuto. Acceda di nuovo da lì.
ended-no-network-title = La risposta non è arrivata
ended-no-network-text = Non c’è stata rete fino alla scadenza. Ripeta la richiesta nel browser o usi lì un codice.
ended-not-accepted-title = Non accettata
ended-not-accepted-text = Il fornitore non ha accettato la risposta. Ripeta la richiesta nel browser o usi lì un codice.
history-title = Cronologia
history-empty = Ancora nessuna richiesta. Qui appariranno le richieste e il loro esito.
requests-waiting = { $count ->
    [one] Una richiesta è in attesa
   *[other] { $count } richieste sono in attesa
 }
