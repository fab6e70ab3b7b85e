error-not-a-link = kAuth non può usare questo contenuto. Scansioni di nuovo il codice QR sulla pagina del fornitore oppure incolli il link per intero.
error-link-invalid = Questo link è danneggiato o incompleto. Torni alla pagina che lo mostrava e scansioni di nuovo il codice.
error-link-expired = Questo link è scaduto. Richieda un nuovo codice sulla pagina che lo mostrava.
error-link-used = Questo link è già stato usato. Richieda un nuovo codice sulla pagina che lo mostrava.
error-link-unknown = Il fornitore non conosce questo link. Richieda un nuovo codice sulla sua pagina.
error-link-void = Un altro telefono ha provato a usare lo stesso link, che perciò è stato annullato su entrambi. Richieda un nuovo codice e non lo lasci vedere a nessun altro.
error-link-refused = Il collegamento è stato annullato sulla pagina. Se non era voluto, richieda lì un nuovo codice.
error-link-limit = Questo account è già collegato a tanti telefoni quanti ne consente il fornitore. Ne rimuova uno sulla pagina del fornitore, poi riprovi.
error-import-encrypted = Questo file è protetto da una password. Nell’altra app esporti di nuovo senza password, scelga qui quel file e poi lo elimini.
error-import-unknown = Qui kAuth non può leggere né un’immagine né gli account di un’altra app. Scelga un’immagine PNG, JPEG o WebP, oppure esporti di nuovo gli account senza password.
error-import-empty = In questa esportazione non ci sono account con codici. Verifichi nell’altra app che siano stati esportati.
error-picture-unreadable = Impossibile aprire questa immagine. Scelga un’immagine PNG, JPEG o WebP di dimensioni normali.
error-picture-without-code = In questa immagine non c’è alcun codice QR. Ne scelga una in cui il codice intero sia nitido e dritto.
error-host-invalid = Questo non è l’indirizzo di un fornitore. Lo inserisca come appare sul suo sito, per esempio login.example.com.

error-otp-invalid = Con questi dati non si possono generare codici corretti. Li confronti uno per uno con quelli mostrati dal fornitore.

error-plain-http = La connessione a questo indirizzo non sarebbe cifrata, perciò kAuth non la usa. Chieda al fornitore un indirizzo che inizi con https.
error-server-key-mismatch = Il server non ha potuto dimostrare di essere quello indicato nel link. Non prosegua e richieda un nuovo codice sul sito del fornitore stesso.
error-certificate = Il certificato del server non è quello giusto: qualcuno potrebbe essere in ascolto. Provi un’altra rete; se continua così, avvisi il fornitore.
error-foreign-key = Esiste già un collegamento con un fornitore a questo indirizzo, ma questo link porta un’altra chiave. Non prosegua e chieda al fornitore se ha cambiato server.
error-update-needed = Serve una versione più recente di kAuth. Aggiorni l’app, poi riprovi.

error-offline = Non c’è connessione. Controlli la rete e riprovi; i suoi codici funzionano anche senza.
error-timed-out = Il fornitore non ha risposto in tempo. Riprovi tra un momento.
error-bad-answer = La risposta del fornitore non è comprensibile. Riprovi più tardi; se continua così, avvisi il fornitore.
error-provider-down = Il fornitore ha un problema. Riprovi tra qualche minuto; i suoi codici continuano a funzionare.
error-too-many = Troppi tentativi in poco tempo. Attenda un momento, poi riprovi.
error-provider-refused = Il fornitore ha rifiutato. Nulla è stato eliminato; riprovi oppure colleghi di nuovo questo telefono sulla pagina del fornitore.
error-link-again = Le chiavi di questo telefono per questo account sono perse. Colleghi di nuovo il telefono sulla pagina del fornitore.
error-link-gone = Il fornitore ha terminato questo collegamento. Colleghi di nuovo il telefono se vuole continuare a usarlo.
error-sign-in-mismatch = La pagina di accesso ha restituito qualcosa che non appartiene a questo accesso. Ricominci in kAuth.
error-sign-in-denied = L’accesso è stato interrotto sulla pagina. Ricominci se non era voluto.

error-digits-invalid = Il numero di cifre non è quello giusto. Inserisca esattamente le cifre mostrate dal browser.
error-digits-wrong = Non sono le cifre mostrate dal browser. Le guardi e le confronti prima di inserirle di nuovo.
error-request-over = Questa richiesta è terminata. Se vuole ancora accedere, ricominci nel browser.
error-request-answered = A questa richiesta è già stata data una risposta. Non c’è altro da fare.
error-request-unknown = Questa richiesta non esiste più. Se sta aspettando in un browser, ne richieda lì una nuova.
error-signature-declined = La risposta non è stata confermata con il dito, il volto o la frase segreta, perciò non è stato inviato nulla. Risponda di nuovo per confermarla.

error-locked = kAuth è bloccato. Lo sblocchi prima di continuare.
error-wrong-passphrase = La frase segreta non è quella giusta. Controlli le maiuscole e la lingua della tastiera, poi riprovi.
error-passphrase-invalid = Questa frase segreta è troppo corta o troppo lunga. Usi almeno 8 caratteri; più parole sono facili da ricordare.
error-passphrases-differ = Le due frasi segrete non coincidono. Inserisca quella nuova due volte.
error-account-unknown = Questo account non è più su questo telefono. Torni all’elenco.
error-text-invalid = Questo testo è troppo lungo o contiene caratteri che non si possono mostrare. Lo accorci o lo inserisca di nuovo.
error-nothing-to-do = Qui non c’è nulla a cui applicare questa azione. Torni indietro e guardi lo stato attuale.
error-vault-newer = I dati sono stati salvati da una versione più recente di kAuth. Aggiorni l’app per aprirli; nulla è stato modificato.
error-vault-damaged = I dati salvati sono danneggiati e sono stati lasciati così come sono. Ripristini una copia, oppure li sposti e colleghi di nuovo i suoi account.
error-vault-key = I dati salvati appartengono a un altro dispositivo o a un’altra chiave. Li apra dove sono stati creati oppure colleghi di nuovo qui i suoi account.
error-vault-full = Su questo dispositivo non c’è più spazio. Ne liberi un po’ e riprovi; nulla è andato perso.
error-vault-in-use = I dati salvati sono in uso da parte di { $process }. Lo chiuda prima, poi riprovi.
error-vault-failed = Impossibile leggere o scrivere i dati salvati. Riavvii kAuth; se continua così, riavvii il dispositivo.
error-key-store = L’archivio delle chiavi di questo dispositivo non ha funzionato. Verifichi che sia impostato un blocco schermo, riavvii il dispositivo e riprovi.
error-stopped = kAuth si sta chiudendo. Lo riapra e ripeta l’operazione.

error-retry-in = Potrà riprovare tra { $duration }.

## Dimostrare la propria identità
error-reviewers-mismatch = I suoi documenti verrebbero letti da persone diverse da quelle indicate nel link. Non è stato inviato nulla. Richieda un nuovo codice sul sito del fornitore stesso.
error-check-void = Un altro telefono ha usato lo stesso codice, che perciò è stato annullato su entrambi. Richieda un nuovo codice e non lo lasci vedere a nessun altro.
error-check-over = Questo codice è già stato usato o è scaduto. Ne richieda uno nuovo sulla pagina del fornitore.
error-check-under-way = Su questo telefono è già in corso una verifica dell’identità. Prima la concluda o la ritiri.
error-number-invalid = Questo non è un numero di cellulare. Lo scriva con il prefisso internazionale, per esempio +41 79 123 45 67.
error-number-refused = A questo numero non si può inviare alcun messaggio. Usi un altro numero di cellulare.
error-code-invalid = Il codice dell’SMS ha sei cifre. Le inserisca tutte.
error-location-invalid = Non è stato possibile determinare la sua posizione. Riprovi oppure, dove è possibile, continui senza.
error-location-required = Senza la sua posizione questo fornitore non può proseguire. Può ancora indicarla, oppure ritirare la verifica.
