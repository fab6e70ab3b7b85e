error-not-a-link = kAuth ne peut rien faire de ceci. Scannez à nouveau le code QR sur la page du fournisseur, ou collez le lien en entier.
error-link-invalid = Ce lien est abîmé ou incomplet. Revenez à la page qui l’a affiché et scannez le code à nouveau.
error-link-expired = Ce lien a expiré. Demandez un nouveau code sur la page qui l’a affiché.
error-link-used = Ce lien a déjà été utilisé. Demandez un nouveau code sur la page qui l’a affiché.
error-link-unknown = Le fournisseur ne connaît pas ce lien. Demandez un nouveau code sur sa page.
error-link-void = Un autre téléphone a essayé d’utiliser le même lien ; il a donc été annulé sur les deux. Demandez un nouveau code et ne le laissez voir à personne d’autre.
error-link-refused = L’association a été annulée sur la page. Si ce n’était pas voulu, demandez-y un nouveau code.
error-link-limit = Ce compte est déjà associé à autant de téléphones que le fournisseur l’autorise. Retirez-en un sur la page du fournisseur, puis réessayez.
error-import-encrypted = Ce fichier est verrouillé par un mot de passe. Exportez à nouveau dans l’autre application sans mot de passe, choisissez ce fichier ici, puis supprimez-le.
error-import-unknown = kAuth ne peut lire ici ni image ni comptes d’une autre application. Choisissez une image PNG, JPEG ou WebP, ou exportez à nouveau les comptes sans mot de passe.
error-import-empty = Il n’y a aucun compte avec des codes dans cet export. Vérifiez dans l’autre application qu’ils ont été exportés.
error-picture-unreadable = Cette image ne peut pas être ouverte. Choisissez une image PNG, JPEG ou WebP de taille raisonnable.
error-picture-without-code = Il n’y a pas de code QR dans cette image. Choisissez-en une où le code entier est net et droit.
error-host-invalid = Ce n’est pas l’adresse d’un fournisseur. Saisissez-la comme sur son site, par exemple login.example.com.

error-otp-invalid = Ces indications ne permettent pas de produire des codes corrects. Comparez chacune avec ce qu’affiche le fournisseur.

error-plain-http = La connexion à cette adresse ne serait pas chiffrée ; kAuth ne l’utilise donc pas. Demandez au fournisseur une adresse qui commence par https.
error-server-key-mismatch = Le serveur n’a pas pu prouver qu’il est bien celui que nomme le lien. N’allez pas plus loin et demandez un nouveau code sur le site même du fournisseur.
error-certificate = Le certificat du serveur n’est pas le bon ; il se peut que quelqu’un vous espionne. Essayez un autre réseau ; si cela persiste, prévenez le fournisseur.
error-foreign-key = Vous êtes déjà associé à un fournisseur à cette adresse, mais ce lien apporte une autre clé. N’allez pas plus loin et demandez au fournisseur s’il a changé de serveur.
error-update-needed = Il faut pour cela une version plus récente de kAuth. Mettez l’app à jour, puis réessayez.

error-offline = Il n’y a pas de connexion. Vérifiez le réseau et réessayez ; vos codes fonctionnent sans lui.
error-timed-out = Le fournisseur n’a pas répondu à temps. Réessayez dans un instant.
error-bad-answer = La réponse du fournisseur n’a pas pu être comprise. Réessayez plus tard ; si cela persiste, prévenez le fournisseur.
error-provider-down = Le fournisseur a lui-même un problème. Réessayez dans quelques minutes ; vos codes fonctionnent toujours.
error-too-many = C’était trop souvent en peu de temps. Attendez un moment, puis réessayez.
error-provider-refused = Le fournisseur a refusé. Rien n’a été supprimé ; réessayez, ou associez à nouveau ce téléphone sur la page du fournisseur.
error-link-again = Les clés de ce téléphone pour ce compte sont perdues. Associez à nouveau le téléphone sur la page du fournisseur.
error-link-gone = Le fournisseur a mis fin à cette association. Associez à nouveau le téléphone si vous voulez continuer à l’utiliser.
error-sign-in-mismatch = La page de connexion a renvoyé quelque chose qui n’appartient pas à cette connexion. Recommencez dans kAuth.
error-sign-in-denied = La connexion a été interrompue sur la page. Recommencez si ce n’était pas voulu.

error-digits-invalid = Ce n’est pas le bon nombre de chiffres. Saisissez exactement les chiffres qu’affiche le navigateur.
error-digits-wrong = Ce ne sont pas les chiffres qu’affiche le navigateur. Regardez-les et comparez avant de les saisir à nouveau.
error-request-over = Cette demande est terminée. Si vous voulez toujours vous connecter, recommencez dans le navigateur.
error-request-answered = Cette demande a déjà reçu une réponse. Il n’y a plus rien à faire.
error-request-unknown = Cette demande n’existe plus. Si vous attendez dans un navigateur, demandez-en une nouvelle.
error-signature-declined = Votre réponse n’a pas été confirmée par votre doigt, votre visage ou votre phrase secrète ; rien n’a donc été envoyé. Répondez à nouveau pour la confirmer.

error-locked = kAuth est verrouillé. Déverrouillez-le d’abord.
error-wrong-passphrase = Ce n’est pas la bonne phrase secrète. Vérifiez les majuscules et la langue du clavier, puis réessayez.
error-passphrase-invalid = Cette phrase secrète est trop courte ou trop longue. Utilisez au moins 8 caractères ; plusieurs mots se retiennent facilement.
error-passphrases-differ = Les deux phrases secrètes ne sont pas identiques. Saisissez la nouvelle deux fois.
error-account-unknown = Ce compte n’est plus sur ce téléphone. Revenez à la liste.
error-text-invalid = Ce texte est trop long ou contient des caractères qui ne peuvent pas être affichés. Raccourcissez-le ou saisissez-le à nouveau.
error-nothing-to-do = Il n’y a rien ici à quoi cela puisse s’appliquer. Revenez en arrière et regardez l’état actuel.
error-vault-newer = Les données ont été enregistrées par une version plus récente de kAuth. Mettez l’app à jour pour les ouvrir ; rien n’a été modifié.
error-vault-damaged = Les données enregistrées sont abîmées et ont été laissées telles quelles. Restaurez une copie, ou déplacez-les et associez à nouveau vos comptes.
error-vault-key = Les données enregistrées appartiennent à un autre appareil ou à une autre clé. Ouvrez-les là où elles ont été créées, ou associez à nouveau vos comptes ici.
error-vault-full = Il n’y a plus d’espace libre sur cet appareil. Libérez-en et réessayez ; rien n’a été perdu.
error-vault-in-use = Les données enregistrées sont utilisées par { $process }. Fermez-le d’abord, puis réessayez.
error-vault-failed = Les données enregistrées n’ont pas pu être lues ou écrites. Redémarrez kAuth ; si cela persiste, redémarrez l’appareil.
error-key-store = Le stockage des clés de cet appareil n’a pas fonctionné. Vérifiez qu’un verrouillage de l’écran est configuré, redémarrez l’appareil et réessayez.
error-stopped = kAuth est en train de se fermer. Ouvrez-le à nouveau et recommencez.

error-retry-in = Vous pourrez réessayer dans { $duration }.

## Prouver son identité
error-reviewers-mismatch = D’autres personnes que celles nommées dans le lien liraient vos documents. Rien n’a été envoyé. Demandez un nouveau code sur le site même du fournisseur.
error-check-void = Un autre téléphone a utilisé le même code ; il a donc été annulé sur les deux. Demandez un nouveau code et ne le laissez voir à personne d’autre.
error-check-over = Ce code a déjà été utilisé ou a expiré. Demandez-en un nouveau sur la page du fournisseur.
error-check-under-way = Une vérification d’identité est déjà en cours sur ce téléphone. Terminez-la ou retirez-la d’abord.
error-number-invalid = Ce n’est pas un numéro de mobile. Saisissez-le avec l’indicatif du pays, par exemple +41 79 123 45 67.
error-number-refused = Aucun message ne peut être envoyé à ce numéro. Utilisez un autre numéro de mobile.
error-code-invalid = Le code du SMS a six chiffres. Saisissez-les tous.
error-location-invalid = Votre position n’a pas pu être déterminée. Réessayez ou, si c’est possible, continuez sans elle.
error-location-required = Ce fournisseur ne peut pas continuer sans votre position. Vous pouvez encore l’indiquer, ou retirer la vérification.
