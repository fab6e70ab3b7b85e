# Dimostrare chi si è (kCheck), pagina per pagina.

check-agree-title = Dimostrare la sua identità a questo fornitore?
check-agree-text = Prosegua solo se ha iniziato lei stesso su una pagina di questo indirizzo, o ne ha ricevuto l’e-mail. Poi vedrà che cosa vuole sapere; nulla viene inviato prima del suo consenso.
check-agree-known = Questo telefono è collegato con questo fornitore.
check-consent-title = Ecco a che cosa acconsente
check-consent-agree = Acconsento
check-only-if-you = Solo se ha iniziato lei stesso. Chi glielo chiede al telefono o in una chat vuole i suoi documenti.
check-unknown-provider = Questo telefono non è collegato con questo fornitore. Verifichi che l’indirizzo sia quello giusto.
check-why = Motivo
check-account = Account
check-sent = Che cosa viene inviato
check-sent-pictures = Il suo numero di cellulare, foto del suo documento e di lei
check-sent-location = Il suo numero di cellulare, la sua posizione, foto del suo documento e di lei
check-sent-location-optional = Il suo numero di cellulare, se vuole la sua posizione, foto del suo documento e di lei
check-readers = Chi lo legge
check-readers-text = { $count ->
    [1] Una persona addetta alla verifica presso il fornitore. Viene cifrato per lei su questo telefono.
   *[other] { $count } persone addette alla verifica presso il fornitore. Viene cifrato per loro su questo telefono.
}
check-kept = Conservazione
check-kept-text = Fino alla decisione, mai oltre il { $time }
check-trigger-forgotten-password = La password è stata dimenticata
check-trigger-forgotten-login = L’indirizzo di accesso è stato dimenticato o non esiste più
check-trigger-two-step-off = L’accesso in due passaggi va disattivato
check-trigger-unlock = L’account è bloccato
check-trigger-first-payout = Il primo pagamento
check-trigger-suspect-order = Un ordine va esaminato meglio

check-number-title = Il suo numero di cellulare
check-number-text = Riceve un codice per SMS, che mostra che il numero è suo. Lo scriva con il prefisso internazionale.
check-number-field = Numero di cellulare
check-number-send = Inviami un codice
check-code-title = Il codice dell’SMS
check-code-text = È stato inviato al { $number }. Può volerci un minuto.
check-code-failed = Troppi codici sbagliati. Ritiri questa verifica e ricominci sulla pagina del fornitore.
check-code-wrong = { $tries ->
    [0] Non era il codice dell’SMS, e non restano tentativi.
    [one] Questo non è il codice dell’SMS. Resta { $tries } tentativo.
   *[other] Questo non è il codice dell’SMS. Restano { $tries } tentativi.
}
check-code-field = Codice
check-code-again = Inviare un altro codice
check-code-other-number = Usare un altro numero

check-location-title = La sua posizione
check-location-text = La sua posizione aiuta a vedere che è davvero lei. Viene inviata una volta, cifrata, e cancellata con tutto il resto.
check-location-required = Senza, questo fornitore non può proseguire.
check-location-share = Indicare la mia posizione
check-location-decline = Proseguire senza

check-document-title = Quale documento?
check-document-text = Lo tenga a portata di mano. Deve essere valido.
check-identity-card = Carta d’identità
check-identity-card-text = Fronte e retro
check-passport = Passaporto
check-passport-text = La pagina con la foto
check-picture-front = Fronte della carta
check-picture-back = Retro della carta
check-picture-photo-page = Pagina con la foto
check-picture-selfie = Lei con il documento
check-picture-card-text = Posi la carta su una superficie scura, con buona luce, tutti e quattro gli angoli nell’inquadratura.
check-picture-page-text = Apra il passaporto alla pagina con la foto e lo posi in piano, tutta la pagina nell’inquadratura.
check-picture-selfie-text = Tenga il documento accanto al viso, con la foto verso la fotocamera. Entrambi devono essere nell’inquadratura.
check-picture-take = Scattare la foto
check-picture-choose = Scegliere una foto
check-picture-anyway = Inviare comunque
check-camera-refused = La fotocamera non è consentita. Può comunque scegliere delle foto; la fotocamera si consente nelle impostazioni del sistema.
hint-no-document = Mostri tutto il documento.
hint-too-far = Si avvicini.
hint-too-near = Si allontani un po’.
hint-too-dark = È troppo scuro. Cerchi più luce.
hint-too-bright = È troppo chiaro. Si giri dalla parte opposta alla luce.
hint-blurred = È sfocato. Stia fermo e lasci mettere a fuoco.
hint-glare = C’è un riflesso. Inclini un po’ il documento.
hint-cut-off = Manca un angolo. Mostri tutto il documento.
hint-tilted = Tenga il telefono parallelo al documento.
hint-wrong-side = Sembra l’altro lato. Giri il documento.
hint-no-face = Non si vede il suo viso. Guardi nella fotocamera.
hint-no-portrait = Non si vede la foto del documento.
hint-hold-still = Stia fermo…
sight-complaint = Da un po’ non riesce. { $hint } Può anche scattare la foto da sé.

check-review-title = Riguardi tutto ancora una volta
check-review-text = Può rifare ogni foto. Dopo l’invio solo chi verifica può chiederne un’altra.
check-review-flagged = Segnalata: forse difficile da leggere
check-review-retake = Rifare
check-review-location-given = Viene inviata
check-review-location-declined = Non viene inviata
check-review-lines = Righe del documento
check-review-read = Lette su questo telefono
check-review-not-read = Non leggibili; le legge chi verifica
check-review-wifi-only = Attendere il Wi-Fi
check-review-send = Inviare
check-sending-title = Invio in corso…
check-sending-text = Può lasciare l’app. L’invio prosegue appena possibile.
check-sending-begins = Preparazione…
check-sending-progress = { $done } di { $total } MB
check-sending-progress-left = { $done } di { $total } MB, ancora { $left } circa
check-sending-waits-wifi = In attesa del Wi-Fi.
check-sending-waits-network = Nessuna connessione. Riprenderà da solo.
check-sending-now = Inviare subito comunque
check-withdraw = Ritirare

check-banner = { $host }: { $status }
check-banner-action = Mostrare
check-title-open = Non ancora inviato
check-title-submitted = Ricevuto
check-title-in-review = In esame
check-title-retake = Rifaccia una foto, per favore
check-title-accepted = Accettato
check-title-refused = Non accettato
check-title-expired = Il tempo è scaduto
check-title-withdrawn = Ritirato
check-title-replaced = Sostituito
check-title-unreadable = Nessuno ha potuto leggerlo
check-title-stopped = Fermato
check-text-open = La sua verifica non è conclusa.
check-text-submitted = Il fornitore ha tutto. Può chiudere l’app e guardare più tardi.
check-text-in-review = Qualcuno presso il fornitore guarda le sue foto.
check-text-retake = Questo serve ancora una volta. Tutto il resto rimane com’è.
check-text-accepted = Ha dimostrato la sua identità. Prosegua qui, su questo telefono.
check-text-finished = Ha dimostrato la sua identità, ed è tutto concluso.
check-text-refused = Il fornitore non ha potuto confermare la sua identità. Chieda all’assistenza che cosa può fare.
check-text-refused-because = Il fornitore non ha potuto confermare la sua identità: { $reason } Chieda all’assistenza che cosa può fare.
check-text-expired = Non è stata decisa in tempo. Richieda un nuovo codice sulla pagina del fornitore.
check-text-withdrawn = Non ne viene conservato nulla.
check-text-replaced = Una verifica più recente dello stesso account ha preso il suo posto.
check-text-unreadable = Le persone che avrebbero potuto leggerlo non ci sono più. Richieda un nuovo codice sulla pagina del fornitore.
check-text-stopped = Qualcuno avvisato agli indirizzi dell’account l’ha fermata. Se non è stato lei, si rivolga all’assistenza del fornitore.
check-status-usual = Di solito ci vuole { $time } in orario d’ufficio.
check-status-deleted-at = Tutto viene cancellato al più tardi il { $time }.
check-status-deleted = Le sue foto sono cancellate su questo telefono e presso il fornitore.
check-status-retake = Farla ora
check-status-finish = Proseguire
check-status-finish-waits = Può proseguire tra { $time }. Fino ad allora può essere fermata dagli indirizzi dell’account.
check-status-close = Fine
check-reason-blurred = È sfocata.
check-reason-glare = Un riflesso nasconde qualcosa.
check-reason-too-dark = È troppo scura.
check-reason-cut-off = Ne manca una parte.
check-reason-wrong-side = È un altro lato o un altro documento.
check-reason-expired-document = Il documento non è più valido.
check-reason-face-hidden = Il suo viso non si riconosce.
check-reason-document-hidden = Il documento non si vede.
check-reason-no-match = Non corrisponde a quanto è noto.
check-reason-doubtful = Il documento non sembra in ordine.
check-reason-other = Non si è potuta usare.
