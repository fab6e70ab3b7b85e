app-name = kAuth

yes = Oui
no = Non
ok = OK
cancel = Annuler
next = Suivant
back = Retour
close = Fermer
done = Terminé
save = Enregistrer
send = Envoyer
copy = Copier
copied = Copié
print = Imprimer
undo = Annuler
delete = Supprimer
remove = Retirer
rename = Renommer
edit = Modifier
add = Ajouter
search = Rechercher
retry = Réessayer
refresh = Actualiser
later = Plus tard
open = Ouvrir
help = Aide
settings = Réglages
language-label = Langue
learn-more = En savoir plus
show = Afficher
hide = Masquer
on = Activé
off = Désactivé
never = Jamais
unknown = Inconnu
loading = Un instant…

duration-seconds = { $count ->
    [one] { $count } seconde
   *[other] { $count } secondes
}
duration-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
duration-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
duration-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
