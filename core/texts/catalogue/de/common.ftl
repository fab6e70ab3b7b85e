app-name = kAuth

yes = Ja
no = Nein
ok = OK
cancel = Abbrechen
next = Weiter
back = Zurück
close = Schließen
done = Fertig
save = Speichern
send = Senden
copy = Kopieren
copied = Kopiert
print = Drucken
undo = Rückgängig
delete = Löschen
remove = Entfernen
rename = Umbenennen
edit = Bearbeiten
add = Hinzufügen
search = Suchen
retry = Noch einmal versuchen
refresh = Aktualisieren
later = Später
open = Öffnen
help = Hilfe
settings = Einstellungen
language-label = Sprache
learn-more = Mehr erfahren
show = Anzeigen
hide = Verbergen
on = Ein
off = Aus
never = Nie
unknown = Unbekannt
loading = Einen Moment …

duration-seconds = { $count ->
    [one] { $count } Sekunde
   *[other] { $count } Sekunden
}
duration-minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}
duration-hours = { $count ->
    [one] { $count } Stunde
   *[other] { $count } Stunden
}
duration-days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
