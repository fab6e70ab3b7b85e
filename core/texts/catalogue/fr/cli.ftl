cli-about = Une application d’authentification dans le terminal : approuver des connexions et lire des codes à usage unique.
cli-help-commands = Commandes
cli-help-arguments = Arguments
cli-help-options = Options
cli-help-everywhere = Options valables partout
cli-help-usage = Utilisation
cli-help-after =
    Les secrets sont demandés et jamais pris sur la ligne de commande, où d’autres utilisateurs de cette machine pourraient les lire.
    La seule exception est une adresse otpauth:// ; avec -, elle est lue sur l’entrée standard.
    Une phrase secrète est lue dans le terminal, ou dans le fichier que nomme KAUTH_PASSPHRASE_FILE.
    Codes de sortie : 0 fait, 1 refusé ou échoué, 2 non compris.
cli-help-help = Afficher cette aide
cli-help-data = Dossier des données de l’app
cli-help-json = Écrire du JSON, un objet par ligne
cli-help-language = Langue des textes : en, de, fr, it, es
cli-help-device-name = Comment les fournisseurs nomment cet appareil ; à défaut, le nom de l’ordinateur

cli-help-phone = Ouvrir l’app en plein écran
cli-help-add = Ajouter des comptes : un lien, une adresse otpauth://, une image avec un code QR ou le fichier d’une autre application d’authentification
cli-help-add-source = Un lien, une adresse otpauth://, le chemin d’une image ou d’un fichier, ou - pour l’entrée standard
cli-help-add-yes = Accepter le fournisseur affiché sans être interrogé
cli-help-recovery-file = Écrire les codes de récupération dans ce nouveau fichier, lisible par vous seul
cli-help-sign-in = Associer cet appareil en se connectant chez un fournisseur dans le navigateur
cli-help-sign-in-host = L’adresse du fournisseur
cli-help-no-browser = Afficher l’adresse à ouvrir, sans lancer de navigateur
cli-help-list = Afficher tous les comptes avec leurs codes
cli-help-code = Afficher un seul code
cli-help-code-account = Le compte : son identifiant, ou une partie de son nom qu’il est seul à avoir
cli-help-code-uri = Produire le code à partir de cette adresse otpauth://, sans ouvrir les données
cli-help-code-at = Le moment pour lequel vaut le code, en secondes depuis 1970
cli-help-inbox = Afficher les demandes en attente
cli-help-approve = Répondre oui à une demande
cli-help-deny = Répondre non à une demande
cli-help-report = Signaler une demande : ce n’était pas moi
cli-help-request = L’identifiant de la demande ; nécessaire s’il y en a plusieurs
cli-help-digits = Les chiffres affichés dans le navigateur
cli-help-approve-yes = Répondre sans être interrogé à nouveau
cli-help-history = Afficher les demandes passées
cli-help-rename = Renommer un compte sur cet appareil
cli-help-rename-name = Le nouveau nom ; vide pour revenir à celui du fournisseur
cli-help-note = Écrire une note pour un compte
cli-help-note-text = La note
cli-help-recovery-codes = Afficher les codes de récupération d’un compte, si cet appareil les a
cli-help-remove = Supprimer un compte de cet appareil
cli-help-remove-yes = Supprimer sans être interrogé
cli-help-lock = Verrouiller l’app par une phrase secrète, demandée à chaque ouverture
cli-help-unlock = Retirer la phrase secrète de l’app
cli-help-passphrase = Changer la phrase secrète
cli-help-version = Afficher la version

cli-usage-nothing = Dites ce qu’il faut faire : kauth --help donne la liste des commandes.
cli-usage-command = Cette commande n’existe pas : kauth --help en donne la liste.
cli-usage-option = L’option { $option } n’existe pas ici : ajoutez --help pour voir lesquelles existent.
cli-usage-argument = Il y a un argument de trop : ajoutez --help pour voir ce qui va où.
cli-usage-missing = { $argument } manque : ajoutez --help pour voir ce qui va où.
cli-usage-value = { $argument } ne peut pas avoir cette valeur : ajoutez --help pour voir ce qui va où.
cli-usage-together = { $argument } ne va pas avec le reste : ajoutez --help pour voir ce qui va où.
cli-usage-encoding = Un argument n’est pas un texte lisible.
cli-usage-terminal = Il faut pour cela un terminal en plein écran.
cli-usage-prompt = Une question doit être posée, mais il n’y a pas de terminal pour cela.
cli-usage-which-request =
    { $count ->
        [1] Une demande attend : indiquez son identifiant.
       *[other] { $count } demandes attendent : indiquez l’identifiant de l’une d’elles.
    }
cli-usage-which-account =
    { $count ->
        [1] Un compte correspond : indiquez son identifiant.
       *[other] { $count } comptes correspondent : précisez le nom, ou indiquez l’identifiant.
    }

cli-failed-no-account = Aucun compte ne correspond.
cli-failed-no-request = Aucune demande n’attend.
cli-failed-read = Impossible de lire { $path }.
cli-failed-write = Impossible d’écrire { $path } : choisissez un fichier qui n’existe pas encore, dans l’un de vos dossiers.
cli-failed-data-dir = Il n’y a pas d’endroit pour les données de l’app : indiquez un dossier avec --data.
cli-failed-listen = Aucun port de cette machine n’a pu être ouvert pour la réponse du navigateur.
cli-failed-refused = Rien n’a été changé.
cli-failed-passphrase-file = Impossible de lire le fichier que nomme KAUTH_PASSPHRASE_FILE.
cli-failed-terminal = Impossible d’utiliser le terminal.

cli-ask-yes-no = { $question } [y/N]
cli-ask-agree = Continuer avec { $host } ?
cli-ask-approve = Répondre oui ?
cli-ask-remove = Le supprimer ?
cli-ask-sign = Approuver avec la clé de cet appareil ?
cli-ask-sign-passphrase = Phrase secrète, pour approuver avec la clé de cet appareil
cli-ask-passphrase = Phrase secrète
cli-ask-current-passphrase = Phrase secrète actuelle
cli-ask-new-passphrase = Nouvelle phrase secrète
cli-ask-repeat-passphrase = Nouvelle phrase secrète, encore une fois
cli-ask-saved = Les avez-vous enregistrés ?
cli-said-waiting = En attente de la saisie du code sur la page…
cli-said-linked = Associé.
cli-said-added = Ajouté.
cli-said-answered = Réponse donnée.
cli-said-removed = Supprimé.
cli-said-renamed = Fait.
cli-said-locked = Verrouillé : la phrase secrète sera demandée à chaque ouverture de l’app.
cli-said-locked-already = L’app est déjà verrouillée par une phrase secrète.
cli-said-unlocked = La phrase secrète est retirée.
cli-said-passphrase-changed = La phrase secrète est changée.
cli-said-no-account = Il n’y a pas encore de compte.
cli-said-no-request = Aucune demande n’attend.
cli-said-open-browser = Connectez-vous à cette adresse :
cli-said-go-on = Continuez à cette adresse :
cli-said-saved = Enregistré dans { $path }
cli-said-ends = encore { $time }
cli-browser-done-title = Vous pouvez fermer cette page
cli-browser-done-text = La suite se passe dans le terminal.

cli-phone-help = Touches
cli-phone-help-move = Haut, Bas, Tab : choisir
cli-phone-help-enter = Entrée : ouvrir ou appuyer
cli-phone-help-back = Échap : retour
cli-phone-help-scroll = Page préc., Page suiv. : faire défiler
cli-phone-help-paste = Coller un lien ou une adresse dans la liste : l’ajoute
cli-phone-help-keys = Une touche entre crochets active le bouton qui suit
cli-phone-help-quit = Ctrl-C : quitter
cli-phone-hint-help = F1 Aide
cli-phone-hint-back = Échap Retour
cli-phone-hint-quit = ^C Quitter
cli-phone-more = suite
cli-phone-named = { $label } :
cli-phone-on = activé
cli-phone-off = désactivé
cli-phone-path-field = Chemin de l’image ou du fichier
cli-phone-save-field = Enregistrer sous
cli-phone-saved = Enregistré dans { $path }
cli-phone-printed = Envoyé à l’imprimante.
cli-phone-copied = Copié, si ce terminal laisse les programmes copier. Sinon, sélectionnez le texte à la souris.
cli-phone-copy-title = Copiez ceci
cli-phone-copy-text = Ce terminal ne laisse pas les programmes copier. Sélectionnez le texte à la souris.
cli-phone-browser-title = Connectez-vous dans le navigateur
cli-phone-browser-go-on-title = Continuez dans le navigateur
cli-phone-browser-text = Un navigateur devrait s’ouvrir de lui-même. Sinon, ouvrez cette adresse :
cli-phone-sign-title = Approuver avec la clé de cet appareil
cli-phone-wrong-passphrase = Ce n’est pas la phrase secrète.
cli-phone-too-small = Veuillez agrandir la fenêtre.

cli-location-field = Latitude, longitude (par exemple 46.20, 6.14)
cli-location-decline = Appuyez seulement sur Entrée pour continuer sans votre position.
cli-picture-field = Fichier de la photo
cli-help-check = Prouver votre identité à un fournisseur, avec un document et un selfie
cli-help-check-source = Le lien, ou une image de son code QR ; sans lui, la vérification en cours continue
cli-help-check-phone = Votre numéro de mobile avec l’indicatif du pays
cli-help-check-code = Le code du SMS ; demandé s’il manque
cli-help-check-document = Le document photographié
cli-help-check-front = Image du recto, ou de la page du passeport avec la photo
cli-help-check-back = Image du verso
cli-help-check-selfie = Image de vous avec le document
cli-help-check-location = Où vous êtes : latitude, longitude
cli-help-check-no-location = Ne pas dire où vous êtes
cli-help-check-anyway = Envoyer des images difficiles à lire, signalées comme telles
cli-help-check-yes = Accepter et envoyer sans question
