# Ce que contient l’export d’une autre application, avant que rien n’en soit ajouté.
import-title = { $count ->
    [one] { $count } compte trouvé
   *[other] { $count } comptes trouvés
}
import-from-codes = Dans des codes QR d’une autre application d’authentification. Rien n’a encore été ajouté.
import-from-text = Dans un fichier texte. Rien n’a encore été ajouté.
import-from-file = Dans un fichier de { $app }. Rien n’a encore été ajouté.
import-missing = { $read } codes QR sur { $of } ont été lus. Lisez aussi les autres, dans l’ordre de votre choix.
import-scan-another = Scanner le suivant
import-another-picture = Une autre image
import-code-again = Ce code a déjà été lu. Montrez le suivant.
import-group-new = À ajouter
import-group-known = Déjà présents
import-group-refused = Impossibles à ajouter
import-nameless = Compte sans nom
import-delete-file = Supprimez ensuite le fichier : quiconque l’a peut produire vos codes.
import-add = { $count ->
    [1] L’ajouter
   *[other] Tout ajouter
}
# Pourquoi un compte n’est pas repris ; s’affiche sous son nom.
import-reason-kind = Les codes du type { $kind } ne peuvent pas être produits ici.
import-reason-unknown-kind = Les codes de ce type ne peuvent pas être produits ici.
import-reason-algorithm = Son algorithme n’est ni SHA1, ni SHA256, ni SHA512.
import-reason-secret = Sa clé secrète manque ou est endommagée.
import-reason-counter = Son compteur manque ou est endommagé.
import-reason-form = Ses données sont endommagées.
