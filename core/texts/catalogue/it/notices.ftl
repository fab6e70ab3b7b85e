# Banners, passing notices and problem screens.
banner-offline = { $host } non è raggiungibile. I codici funzionano comunque.
banner-offline-several = { $count ->
    [one] Un fornitore non è raggiungibile. I codici funzionano comunque.
   *[other] { $count } fornitori non sono raggiungibili. I codici funzionano comunque.
 }
banner-retry = Riprova
banner-provider-refuses = { $host } non riconosce questo telefono. Non è stato cancellato nulla. Acceda e controlli i telefoni collegati.
banner-clock-behind = { $minutes ->
    [one] L’orologio di questo telefono è indietro di circa un minuto. I codici per { $host } sono corretti.
   *[other] L’orologio di questo telefono è indietro di { $minutes } minuti. I codici per { $host } sono corretti.
 }
banner-clock-ahead = { $minutes ->
    [one] L’orologio di questo telefono è avanti di circa un minuto. I codici per { $host } sono corretti.
   *[other] L’orologio di questo telefono è avanti di { $minutes } minuti. I codici per { $host } sono corretti.
 }
banner-not-backed-up = I codici esistono solo su questo telefono; non c’è ancora un backup. Conservi altrove i codici di recupero.
banner-dismiss = Ho capito
banner-link-again = Questo telefono va collegato di nuovo a { $host }.
banner-link-again-action = Cosa fare
banner-notifications-off = Le notifiche sono disattivate: vede le richieste solo con l’app aperta.
snackbar-copied = Codice copiato
snackbar-recovery-copied = Codici di recupero copiati
snackbar-removed = { $name } rimosso
snackbar-undo = Annulla
snackbar-added = { $name } aggiunto
snackbar-added-already = { $name } era già presente
snackbar-imported = { $count ->
    [one] { $count } account aggiunto
   *[other] { $count } account aggiunti
}
snackbar-passphrase-set = Il blocco è attivo
snackbar-passphrase-removed = Il blocco è disattivato
snackbar-link-removed = L’account { $login } è stato rimosso da { $provider }
snackbar-check-withdrawn = Ritirata. Non ne viene conservato nulla.
problem-title = Non ha funzionato
problem-retry = Riprova
banner-no-screen-lock = Questo dispositivo non ha un blocco schermo: chiunque lo abbia in mano può dire sì. Impostane uno nelle impostazioni di sistema.
snackbar-diagnostics-copied = Copiato. Non contiene segreti né nomi.
undone-open-url = Questo dispositivo non ha potuto aprire la pagina. Attivi un browser e riprovi.
undone-save = Non è stato salvato nulla. Scelga un’altra posizione o copi il testo.
undone-print = Non è stato stampato nulla. Salvi invece una copia.
undone-copy = Non è stato copiato nulla. Riprovi.
undone-open-settings = Non è stato possibile aprire le impostazioni. Le apra manualmente.
banner-battery-saving = Il sistema risparmia batteria: a schermo spento le richieste possono arrivare in ritardo. Lasci lavorare kAuth in background.
banner-recovery-begun = Qualcuno, probabilmente lei, ha chiesto di rientrare in { $login } presso { $host } senza la password. Non era lei? Lo fermi.
banner-recovery-check-begun = Qualcuno, probabilmente lei, vuole rientrare in { $login } presso { $host } mostrando un documento all’assistenza. Non era lei? Lo fermi.
banner-recovery-check-accepted = L’assistenza di { $host } ha accettato una prova d’identità per { $login }. La richiesta può essere conclusa dal { $when }. Non era lei? Lo fermi.
banner-recovery-password-later = È stata scelta una nuova password per { $login } presso { $host }. Vale dal { $when }. Non era lei? Lo fermi.
banner-recovery-done = Qualcuno ha recuperato l’accesso a { $login } presso { $host }, ed è già effettivo. Non era lei? Scriva subito all’assistenza del fornitore.
banner-recovery-stopped = Il rientro in { $login } presso { $host } è stato fermato. Nulla è stato modificato.
notification-recovery-title = Il suo account presso { $site }
banner-recovery-stop = Ferma
banner-recovery-mine = Ero io
