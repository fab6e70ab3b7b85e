# Che cosa contiene l’esportazione di un’altra app, prima che ne venga aggiunto qualcosa.
import-title = { $count ->
    [one] { $count } account trovato
   *[other] { $count } account trovati
}
import-from-codes = Nei codici QR di un’altra app di autenticazione. Non è ancora stato aggiunto nulla.
import-from-text = In un file di testo. Non è ancora stato aggiunto nulla.
import-from-file = In un file di { $app }. Non è ancora stato aggiunto nulla.
import-missing = Letti { $read } codici QR su { $of }. Legga anche gli altri, in qualsiasi ordine.
import-scan-another = Scansiona il prossimo
import-another-picture = Un’altra immagine
import-code-again = Questo codice è già stato letto. Mostri il prossimo.
import-group-new = Da aggiungere
import-group-known = Già presenti
import-group-refused = Impossibili da aggiungere
import-nameless = Account senza nome
import-delete-file = Elimini poi il file: chi lo possiede può generare i suoi codici.
import-add = { $count ->
    [one] Aggiungi
   *[other] Aggiungi tutti
}
# Perché un account non viene ripreso; compare sotto il suo nome.
import-reason-kind = I codici del tipo { $kind } non si possono generare qui.
import-reason-unknown-kind = I codici di questo tipo non si possono generare qui.
import-reason-algorithm = Il suo algoritmo non è né SHA1 né SHA256 né SHA512.
import-reason-secret = La sua chiave segreta manca o è danneggiata.
import-reason-counter = Il suo contatore manca o è danneggiato.
import-reason-form = I suoi dati sono danneggiati.
