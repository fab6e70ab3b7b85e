# The list of accounts, one account's page, the lock screen and the start.
lock-title = kAuth è bloccato
lock-text = Inserisca la frase segreta per vedere i codici e approvare le richieste.
lock-waiting = { $count ->
    [one] Una richiesta è in attesa. Può rifiutare anche senza sbloccare.
   *[other] { $count } richieste sono in attesa. Può rifiutare anche senza sbloccare.
 }
start-title = Accedere in sicurezza con questo telefono
start-text = kAuth chiede conferma quando qualcuno accede al suo account e crea codici quando non c’è rete. Aggiunga il primo account per iniziare.
accounts-title = Account
accounts-nothing-found = Nessun account corrisponde a «{ $search }».
accounts-refreshed = Aggiornato, { $time }
accounts-not-refreshed = { $host } non raggiungibile, { $time }
account-weak = Questa chiave è corta. I codici funzionano, ma chieda una chiave nuova al sito.
account-code-hint = { $seconds ->
    [one] Valido ancora per un secondo
   *[other] Valido ancora per { $seconds } secondi
 }
account-counter-hint = Ogni codice vale una volta. Ne crei uno nuovo quando serve.
account-no-code-hint = Questo account non ha codici su questo telefono.
account-spoken = { $issuer }, { $name }
account-link-again = Collega di nuovo questo telefono
account-unfinished = Il collegamento non è terminato in tempo. Rimuova questo account e lo colleghi di nuovo.
account-linked-since = Collegato il { $date }
account-linked-text = { $provider } interpella questo telefono quando qualcuno accede e accetta i suoi codici senza rete.
account-own-certificate = Certificato proprio, non verificato pubblicamente
account-recovery-left = { $count ->
    [one] Resta un codice di recupero
   *[other] Restano { $count } codici di recupero
 }
account-recovery-none = Nessun codice di recupero rimasto
account-recovery-warning = Crei una nuova serie sulla pagina del fornitore prima che finiscano.
remove-title = Rimuovere { $name }?
remove-text-linked = { $provider } saprà che questo telefono non approva più gli accessi a questo account.
remove-warning-linked = I codici su questo telefono smettono di funzionare. L’accesso in due passaggi resta attivo presso { $provider }: servirà un altro telefono collegato o un codice di recupero.
remove-text-codes = L’account in sé non cambia: vengono rimossi solo i codici su questo telefono.
remove-warning-codes = Se il sito chiede ancora i codici, potrebbe non riuscire più a entrare. Disattivi prima l’accesso in due passaggi o tenga un’altra via.
remove-confirm = Rimuovi da questo telefono
