web-field-name = Nome
web-field-login = Indirizzo e-mail
web-field-login-hint = Serve per accedere.
web-field-number = Numero di cellulare
web-field-number-hint = Con il prefisso del Paese, per esempio +41 79 123 45 67.
web-field-recovery-address = Secondo indirizzo e-mail
web-field-recovery-address-hint = Per gli avvisi, e se il primo non funzionasse più.
web-field-password = Password
web-field-new-password = Nuova password
web-field-new-password-hint = Almeno 10 caratteri. Più parole valgono più di pochi segni speciali; non ci sono altre regole.
web-field-mail-code = Codice di sei cifre
web-field-code = Codice dell’app
web-field-code-hint = Aprire kAuth e toccare l’account: sei cifre, nuove ogni 30 secondi. Funziona anche senza rete.
web-field-recovery-code = Codice di recupero
web-field-recovery-code-hint = Uno dei dieci che ha salvato. Ciascuno vale una volta; spazi e trattini non contano.
web-error-name = Inserire un nome.
web-error-login = Questo non è un indirizzo e-mail. Esempio: anna@example.org.
web-error-number = Questo non è un numero con prefisso del Paese.
web-error-recovery-same = Scegliere un indirizzo diverso da quello di accesso.
web-error-password-short = Questa password è troppo corta: servono almeno { $least } caratteri.
web-error-password-long = Questa password è troppo lunga: al massimo { $most } caratteri.
web-error-password-common = Questa password si indovina presto. Sceglierne un’altra, per esempio alcune parole senza legame tra loro.
web-error-credentials = Indirizzo e-mail o password non corretti.
web-error-password = La password non è corretta.
web-error-wait = Troppi tentativi. Attendere { $time } e riprovare.
web-error-locked = Questa via è bloccata dopo troppi tentativi. Usarne un’altra, o cambiare la password da un browser già usato.
web-error-code = Questo codice non è corretto o è già stato usato. Attendere il prossimo e inserirlo.
web-error-recovery-code = Questo codice di recupero non è corretto o è già stato usato.
web-error-mail-code = Questo codice non è corretto. Controllare l’e-mail più recente.
web-error-mail-code-over = Questo codice è scaduto o è stato inserito male troppe volte. Ricominciare.
web-error-confirm = Spuntare prima la casella.
web-seconds = { $count ->
    [one] 1 secondo
   *[other] { $count } secondi
    }
web-minutes = { $count ->
    [one] 1 minuto
   *[other] { $count } minuti
    }
