# Prouver qui l’on est (kCheck), page par page.

check-agree-title = Prouver votre identité à ce fournisseur ?
check-agree-text = Ne continuez que si vous avez commencé vous-même sur une page de cette adresse, ou reçu son courriel. Vous verrez ensuite ce qu’il veut savoir ; rien n’est envoyé avant votre accord.
check-agree-known = Ce téléphone est lié à ce fournisseur.
check-consent-title = Voici ce que vous acceptez
check-consent-agree = J’accepte
check-only-if-you = Seulement si vous avez commencé vous-même. Qui vous le demande au téléphone ou dans une discussion veut vos documents.
check-unknown-provider = Ce téléphone n’est pas lié à ce fournisseur. Vérifiez que l’adresse est la bonne.
check-why = Motif
check-account = Compte
check-sent = Ce qui est envoyé
check-sent-pictures = Votre numéro de mobile, des photos de votre document et de vous
check-sent-location = Votre numéro de mobile, votre position, des photos de votre document et de vous
check-sent-location-optional = Votre numéro de mobile, votre position si vous le voulez, des photos de votre document et de vous
check-readers = Qui le lit
check-readers-text = { $count ->
    [1] Une personne chargée de la vérification chez le fournisseur. C’est chiffré pour elle sur ce téléphone.
   *[other] { $count } personnes chargées de la vérification chez le fournisseur. C’est chiffré pour elles sur ce téléphone.
}
check-kept = Conservation
check-kept-text = Jusqu’à la décision, jamais au-delà du { $time }
check-trigger-forgotten-password = Le mot de passe est oublié
check-trigger-forgotten-login = L’adresse de connexion est oubliée ou n’existe plus
check-trigger-two-step-off = La connexion en deux étapes doit être désactivée
check-trigger-unlock = Le compte est bloqué
check-trigger-first-payout = Le premier versement
check-trigger-suspect-order = Une commande doit être examinée de plus près

check-number-title = Votre numéro de mobile
check-number-text = Vous recevez un code par SMS, qui montre que ce numéro est le vôtre. Saisissez-le avec l’indicatif du pays.
check-number-field = Numéro de mobile
check-number-send = Envoyer un code
check-code-title = Le code du SMS
check-code-text = Il a été envoyé au { $number }. Cela peut prendre une minute.
check-code-failed = Trop de codes faux. Retirez cette vérification et recommencez sur la page du fournisseur.
check-code-wrong = { $tries ->
    [0] Ce n’était pas le code du SMS, et il ne reste aucun essai.
    [one] Ce n’est pas le code du SMS. Il reste { $tries } essai.
   *[other] Ce n’est pas le code du SMS. Il reste { $tries } essais.
}
check-code-field = Code
check-code-again = Envoyer un autre code
check-code-other-number = Utiliser un autre numéro

check-location-title = Votre position
check-location-text = Votre position aide à voir que c’est bien vous. Elle est envoyée une fois, chiffrée, et effacée avec tout le reste.
check-location-required = Ce fournisseur ne peut pas continuer sans elle.
check-location-share = Indiquer ma position
check-location-decline = Continuer sans

check-document-title = Quel document ?
check-document-text = Ayez-le sous la main. Il doit être valable.
check-identity-card = Carte d’identité
check-identity-card-text = Recto et verso
check-passport = Passeport
check-passport-text = La page avec la photo
check-picture-front = Recto de la carte
check-picture-back = Verso de la carte
check-picture-photo-page = Page avec la photo
check-picture-selfie = Vous avec le document
check-picture-card-text = Posez la carte sur une surface sombre, bien éclairée, les quatre coins dans le cadre.
check-picture-page-text = Ouvrez le passeport à la page avec la photo et posez-le à plat, toute la page dans le cadre.
check-picture-selfie-text = Tenez le document à côté de votre visage, sa photo vers l’appareil. Les deux doivent être dans le cadre.
check-picture-take = Prendre la photo
check-picture-choose = Choisir une photo
check-picture-anyway = Envoyer quand même
check-camera-refused = L’appareil photo n’est pas autorisé. Vous pouvez toujours choisir des photos ; l’appareil photo s’autorise dans les réglages du système.
hint-no-document = Montrez tout le document.
hint-too-far = Rapprochez-vous.
hint-too-near = Éloignez-vous un peu.
hint-too-dark = Il fait trop sombre. Cherchez plus de lumière.
hint-too-bright = C’est trop clair. Détournez-vous de la lumière.
hint-blurred = C’est flou. Ne bougez plus et laissez l’appareil faire la mise au point.
hint-glare = Il y a un reflet. Inclinez un peu le document.
hint-cut-off = Un coin manque. Montrez tout le document.
hint-tilted = Tenez le téléphone parallèle au document.
hint-wrong-side = On dirait l’autre côté. Retournez le document.
hint-no-face = On ne voit pas votre visage. Regardez l’appareil.
hint-no-portrait = On ne voit pas la photo du document.
hint-hold-still = Ne bougez plus…
sight-complaint = Cela ne fonctionne pas depuis un moment. { $hint } Vous pouvez aussi prendre la photo vous-même.

check-review-title = Vérifiez tout encore une fois
check-review-text = Vous pouvez reprendre chaque photo. Après l’envoi, seule la personne qui vérifie peut en demander une autre.
check-review-flagged = Signalée : peut-être difficile à lire
check-review-retake = Reprendre
check-review-location-given = Est envoyée
check-review-location-declined = N’est pas envoyée
check-review-lines = Lignes du document
check-review-read = Lues sur ce téléphone
check-review-not-read = Illisibles ; la personne qui vérifie les lit
check-review-wifi-only = Attendre le Wi-Fi
check-review-send = Envoyer
check-sending-title = Envoi en cours…
check-sending-text = Vous pouvez quitter l’app. L’envoi continue dès que possible.
check-sending-begins = Préparation…
check-sending-progress = { $done } sur { $total } Mo
check-sending-progress-left = { $done } sur { $total } Mo, encore { $left } environ
check-sending-waits-wifi = En attente du Wi-Fi.
check-sending-waits-network = Pas de connexion. L’envoi reprendra de lui-même.
check-sending-now = Envoyer maintenant quand même
check-withdraw = Retirer

check-banner = { $host } : { $status }
check-banner-action = Afficher
check-title-open = Pas encore envoyé
check-title-submitted = Reçu
check-title-in-review = En cours d’examen
check-title-retake = Veuillez reprendre une photo
check-title-accepted = Accepté
check-title-refused = Pas accepté
check-title-expired = Le délai est écoulé
check-title-withdrawn = Retiré
check-title-replaced = Remplacé
check-title-unreadable = Personne n’a pu le lire
check-title-stopped = Arrêté
check-text-open = Votre vérification n’est pas terminée.
check-text-submitted = Le fournisseur a tout reçu. Vous pouvez fermer l’app et revenir plus tard.
check-text-in-review = Quelqu’un chez le fournisseur regarde vos photos.
check-text-retake = Il en faut encore une. Tout le reste ne change pas.
check-text-accepted = Vous avez prouvé votre identité. Continuez ici, sur ce téléphone.
check-text-finished = Vous avez prouvé votre identité, et c’est terminé.
check-text-refused = Le fournisseur n’a pas pu confirmer votre identité. Demandez à son assistance ce que vous pouvez faire.
check-text-refused-because = Le fournisseur n’a pas pu confirmer votre identité : { $reason } Demandez à son assistance ce que vous pouvez faire.
check-text-expired = La décision n’est pas venue à temps. Demandez un nouveau code sur la page du fournisseur.
check-text-withdrawn = Rien n’en est conservé.
check-text-replaced = Une vérification plus récente du même compte a pris sa place.
check-text-unreadable = Les personnes qui auraient pu le lire ne sont plus là. Demandez un nouveau code sur la page du fournisseur.
check-text-stopped = Une personne avertie aux adresses du compte l’a arrêté. Si ce n’était pas vous, adressez-vous à l’assistance du fournisseur.
check-status-usual = Cela prend en général { $time } aux heures de bureau.
check-status-deleted-at = Tout est effacé au plus tard le { $time }.
check-status-deleted = Vos photos sont effacées sur ce téléphone et chez le fournisseur.
check-status-retake = La prendre maintenant
check-status-finish = Continuer
check-status-finish-waits = Vous pourrez continuer dans { $time }. D’ici là, on peut l’arrêter depuis les adresses du compte.
check-status-close = Terminé
check-reason-blurred = C’est flou.
check-reason-glare = Un reflet cache quelque chose.
check-reason-too-dark = C’est trop sombre.
check-reason-cut-off = Il en manque une partie.
check-reason-wrong-side = C’est un autre côté ou un autre document.
check-reason-expired-document = Le document n’est plus valable.
check-reason-face-hidden = On ne reconnaît pas votre visage.
check-reason-document-hidden = On ne voit pas le document.
check-reason-no-match = Cela ne correspond pas à ce qui est connu.
check-reason-doubtful = Le document ne semble pas en ordre.
check-reason-other = Elle n’a pas pu servir.
