cli-about = Un’app di autenticazione nel terminale: approvare gli accessi e leggere i codici monouso.
cli-help-commands = Comandi
cli-help-arguments = Argomenti
cli-help-options = Opzioni
cli-help-everywhere = Opzioni valide ovunque
cli-help-usage = Uso
cli-help-after =
    I segreti vengono chiesti e mai presi dalla riga di comando, dove altri utenti di questa macchina potrebbero leggerli.
    L’unica eccezione è un indirizzo otpauth://; con - viene letto dall’input standard.
    Una frase segreta viene letta dal terminale, o dal file indicato da KAUTH_PASSPHRASE_FILE.
    Codici di uscita: 0 fatto, 1 rifiutato o non riuscito, 2 non compreso.
cli-help-help = Mostra questo aiuto
cli-help-data = Cartella dei dati dell’app
cli-help-json = Scrive JSON, un oggetto per riga
cli-help-language = Lingua dei testi: en, de, fr, it, es
cli-help-device-name = Come i fornitori chiamano questo dispositivo; se manca, il nome del computer

cli-help-phone = Apre l’app a tutto schermo
cli-help-add = Aggiunge account: un link, un indirizzo otpauth://, un’immagine con un codice QR o il file di un’altra app di autenticazione
cli-help-add-source = Un link, un indirizzo otpauth://, il percorso di un’immagine o di un file, o - per l’input standard
cli-help-add-yes = Accetta il fornitore mostrato senza chiedere
cli-help-recovery-file = Scrive i codici di recupero in questo nuovo file, che solo lei può leggere
cli-help-sign-in = Collega questo dispositivo accedendo presso un fornitore nel browser
cli-help-sign-in-host = L’indirizzo del fornitore
cli-help-no-browser = Mostra l’indirizzo da aprire e non avvia alcun browser
cli-help-list = Mostra tutti gli account con i loro codici
cli-help-code = Mostra un solo codice
cli-help-code-account = L’account: il suo identificativo, o una parte del nome che solo lui ha
cli-help-code-uri = Genera il codice da questo indirizzo otpauth://, senza aprire i dati
cli-help-code-at = Il momento per cui vale il codice, in secondi dal 1970
cli-help-inbox = Mostra le richieste in attesa
cli-help-approve = Risponde sì a una richiesta
cli-help-deny = Risponde no a una richiesta
cli-help-report = Segnala una richiesta: non ero io
cli-help-request = L’identificativo della richiesta; serve se ce n’è più di una
cli-help-digits = Le cifre mostrate nel browser
cli-help-approve-yes = Risponde senza chiedere di nuovo
cli-help-history = Mostra le richieste passate
cli-help-rename = Rinomina un account su questo dispositivo
cli-help-rename-name = Il nuovo nome; vuoto per tornare a quello del fornitore
cli-help-note = Scrive una nota per un account
cli-help-note-text = La nota
cli-help-recovery-codes = Mostra i codici di recupero di un account, se questo dispositivo li ha
cli-help-remove = Rimuove un account da questo dispositivo
cli-help-remove-yes = Rimuove senza chiedere
cli-help-lock = Blocca l’app con una frase segreta, chiesta a ogni apertura
cli-help-unlock = Toglie la frase segreta dall’app
cli-help-passphrase = Cambia la frase segreta
cli-help-version = Mostra la versione

cli-usage-nothing = Indichi che cosa fare: kauth --help elenca i comandi.
cli-usage-command = Questo comando non esiste: kauth --help li elenca.
cli-usage-option = L’opzione { $option } qui non esiste: aggiunga --help per vedere quali ci sono.
cli-usage-argument = C’è un argomento di troppo: aggiunga --help per vedere che cosa va dove.
cli-usage-missing = Manca { $argument }: aggiunga --help per vedere che cosa va dove.
cli-usage-value = { $argument } non può avere questo valore: aggiunga --help per vedere che cosa va dove.
cli-usage-together = { $argument } non va insieme al resto: aggiunga --help per vedere che cosa va dove.
cli-usage-encoding = Un argomento non è un testo leggibile.
cli-usage-terminal = Serve un terminale a tutto schermo.
cli-usage-prompt = C’è una domanda da porre, ma manca un terminale in cui porla.
cli-usage-which-request =
    { $count ->
        [one] Una richiesta è in attesa: ne indichi l’identificativo.
       *[other] { $count } richieste sono in attesa: indichi l’identificativo di una.
    }
cli-usage-which-account =
    { $count ->
        [one] Un account corrisponde: ne indichi l’identificativo.
       *[other] { $count } account corrispondono: precisi il nome o indichi l’identificativo.
    }

cli-failed-no-account = Nessun account corrisponde.
cli-failed-no-request = Nessuna richiesta in attesa.
cli-failed-read = Impossibile leggere { $path }.
cli-failed-write = Impossibile scrivere { $path }: scelga un file che non esiste ancora, in una sua cartella.
cli-failed-data-dir = Non c’è un posto per i dati dell’app: indichi una cartella con --data.
cli-failed-listen = Impossibile aprire una porta di questa macchina per la risposta del browser.
cli-failed-refused = Nulla è stato cambiato.
cli-failed-passphrase-file = Impossibile leggere il file indicato da KAUTH_PASSPHRASE_FILE.
cli-failed-terminal = Impossibile usare il terminale.

cli-ask-yes-no = { $question } [y/N]
cli-ask-agree = Continuare con { $host }?
cli-ask-approve = Rispondere sì?
cli-ask-remove = Rimuoverlo?
cli-ask-sign = Approvare con la chiave di questo dispositivo?
cli-ask-sign-passphrase = Frase segreta, per approvare con la chiave di questo dispositivo
cli-ask-passphrase = Frase segreta
cli-ask-current-passphrase = Frase segreta attuale
cli-ask-new-passphrase = Nuova frase segreta
cli-ask-repeat-passphrase = Di nuovo la nuova frase segreta
cli-ask-saved = Li ha salvati?
cli-said-waiting = In attesa che il codice venga inserito nella pagina…
cli-said-linked = Collegato.
cli-said-added = Aggiunto.
cli-said-answered = Risposta data.
cli-said-removed = Rimosso.
cli-said-renamed = Fatto.
cli-said-locked = Bloccata: la frase segreta verrà chiesta a ogni apertura dell’app.
cli-said-locked-already = L’app è già bloccata da una frase segreta.
cli-said-unlocked = La frase segreta è stata tolta.
cli-said-passphrase-changed = La frase segreta è cambiata.
cli-said-no-account = Non c’è ancora alcun account.
cli-said-no-request = Nessuna richiesta in attesa.
cli-said-open-browser = Acceda a questo indirizzo:
cli-said-go-on = Prosegua a questo indirizzo:
cli-said-saved = Salvato in { $path }
cli-said-ends = ancora { $time }
cli-browser-done-title = Può chiudere questa pagina
cli-browser-done-text = Si continua nel terminale.

cli-phone-help = Tasti
cli-phone-help-move = Su, Giù, Tab: scegliere
cli-phone-help-enter = Invio: aprire o premere
cli-phone-help-back = Esc: indietro
cli-phone-help-scroll = Pag su, Pag giù: scorrere
cli-phone-help-paste = Incollare un link o un indirizzo nell’elenco: lo aggiunge
cli-phone-help-keys = Un tasto tra parentesi preme il pulsante che segue
cli-phone-help-quit = Ctrl-C: uscire
cli-phone-hint-help = F1 Aiuto
cli-phone-hint-back = Esc Indietro
cli-phone-hint-quit = ^C Esci
cli-phone-more = altro
cli-phone-named = { $label }:
cli-phone-on = attivo
cli-phone-off = disattivato
cli-phone-path-field = Percorso dell’immagine o del file
cli-phone-save-field = Salva come
cli-phone-saved = Salvato in { $path }
cli-phone-printed = Inviato alla stampante.
cli-phone-copied = Copiato, se questo terminale lascia copiare i programmi. Altrimenti selezioni il testo con il mouse.
cli-phone-copy-title = Copi questo testo
cli-phone-copy-text = Questo terminale non lascia copiare i programmi. Selezioni il testo con il mouse.
cli-phone-browser-title = Acceda nel browser
cli-phone-browser-go-on-title = Continui nel browser
cli-phone-browser-text = Un browser dovrebbe aprirsi da solo. Altrimenti apra questo indirizzo:
cli-phone-sign-title = Approvare con la chiave di questo dispositivo
cli-phone-wrong-passphrase = Non è la frase segreta giusta.
cli-phone-too-small = Ingrandisca la finestra.

cli-location-field = Latitudine, longitudine (per esempio 46.20, 6.14)
cli-location-decline = Prema solo Invio per proseguire senza la sua posizione.
cli-picture-field = File della foto
cli-help-check = Dimostrare la sua identità a un fornitore, con un documento e un selfie
cli-help-check-source = Il link, o un’immagine del suo codice QR; senza, prosegue la verifica in corso
cli-help-check-phone = Il suo numero di cellulare con il prefisso internazionale
cli-help-check-code = Il codice dell’SMS; viene chiesto se manca
cli-help-check-document = Quale documento viene fotografato
cli-help-check-front = Immagine del fronte, o della pagina del passaporto con la foto
cli-help-check-back = Immagine del retro
cli-help-check-selfie = Immagine di lei con il documento
cli-help-check-location = Dove si trova: latitudine, longitudine
cli-help-check-no-location = Non dire dove si trova
cli-help-check-anyway = Inviare immagini difficili da leggere, segnalate come tali
cli-help-check-yes = Acconsentire e inviare senza domande
