# The list of accounts, one account's page, the lock screen and the start.
lock-title = kAuth est verrouillé
lock-text = Saisissez votre phrase secrète pour voir vos codes et approuver des demandes.
lock-waiting = { $count ->
    [1] Une demande attend. Vous pouvez refuser sans déverrouiller.
   *[other] { $count } demandes attendent. Vous pouvez refuser sans déverrouiller.
 }
start-title = Connectez-vous en sécurité avec ce téléphone
start-text = kAuth vous demande votre accord quand quelqu’un se connecte à votre compte et crée des codes quand il n’y a pas de réseau. Ajoutez votre premier compte pour commencer.
accounts-title = Comptes
accounts-nothing-found = Aucun compte ne correspond à « { $search } ».
accounts-refreshed = À jour, { $time }
accounts-not-refreshed = { $host } injoignable, { $time }
account-weak = Cette clé est courte. Les codes fonctionnent, mais demandez une nouvelle clé au site.
account-code-hint = { $seconds ->
    [one] Valable encore { $seconds } seconde
   *[other] Valable encore { $seconds } secondes
 }
account-counter-hint = Chaque code sert une fois. Créez-en un nouveau quand il le faut.
account-no-code-hint = Ce compte n’a pas de codes sur ce téléphone.
account-spoken = { $issuer }, { $name }
account-link-again = Associez à nouveau ce téléphone
account-unfinished = L’association n’a pas abouti à temps. Supprimez ce compte et associez-le à nouveau.
account-linked-since = Associé le { $date }
account-linked-text = { $provider } interroge ce téléphone quand quelqu’un se connecte, et accepte ses codes sans réseau.
account-own-certificate = Certificat propre au fournisseur, non vérifié publiquement
account-recovery-left = { $count ->
    [one] Il reste { $count } code de récupération
   *[other] Il reste { $count } codes de récupération
 }
account-recovery-none = Plus aucun code de récupération
account-recovery-warning = Créez une nouvelle série sur la page du fournisseur avant d’en manquer.
remove-title = Supprimer { $name } ?
remove-text-linked = { $provider } sera informé que ce téléphone n’approuve plus les connexions de ce compte.
remove-warning-linked = Ses codes sur ce téléphone ne fonctionneront plus. La connexion en deux étapes reste active chez { $provider } : il vous faudra un autre téléphone associé ou un code de récupération.
remove-text-codes = Le compte lui-même ne change pas : seuls ses codes sur ce téléphone sont supprimés.
remove-warning-codes = Si le site demande encore des codes, vous risquez de ne plus pouvoir entrer. Désactivez-y d’abord la connexion en deux étapes ou gardez un autre moyen.
remove-confirm = Supprimer de ce téléphone
