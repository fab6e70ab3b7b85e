app-name = kAuth

yes = Sì
no = No
ok = OK
cancel = Annulla
next = Avanti
back = Indietro
close = Chiudi
done = Fatto
save = Salva
send = Invia
copy = Copia
copied = Copiato
print = Stampa
undo = Annulla
delete = Elimina
remove = Rimuovi
rename = Rinomina
edit = Modifica
add = Aggiungi
search = Cerca
retry = Riprova
refresh = Aggiorna
later = Più tardi
open = Apri
help = Aiuto
settings = Impostazioni
language-label = Lingua
learn-more = Ulteriori informazioni
show = Mostra
hide = Nascondi
on = Attivo
off = Disattivato
never = Mai
unknown = Sconosciuto
loading = Un momento…

duration-seconds = { $count ->
    [one] { $count } secondo
   *[other] { $count } secondi
}
duration-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minuti
}
duration-hours = { $count ->
    [one] { $count } ora
   *[other] { $count } ore
}
duration-days = { $count ->
    [one] { $count } giorno
   *[other] { $count } giorni
}
