# Is this you? The sheet, its notification, how it ended, and the history.
request-title-sign-in = Est-ce vous ?
request-text-sign-in = Quelqu’un se connecte à votre compte avec le bon mot de passe. Répondez oui seulement si c’est vous, en ce moment.
request-title-action = Autorisez-vous ceci ?
request-text-action = Lisez tout ce qui suit. Votre oui vaut exactement pour cela.
request-title-unknown = Une demande que cette version ne comprend pas
request-update-needed = Mettez kAuth à jour pour répondre oui. Vous pouvez refuser maintenant.
request-unlock = Déverrouillez pour approuver. Refuser est possible sans cela.
request-link-again = La clé de ce téléphone pour dire oui n’existe plus. Associez-le à nouveau ; refuser est possible.
request-position = { $position } sur { $count }
request-digits = Saisissez les { $count } chiffres affichés dans le navigateur.
request-wrong-digits = { $tries ->
    [one] Ce ne sont pas les chiffres du navigateur. Encore { $tries } essai.
   *[other] Ce ne sont pas les chiffres du navigateur. Encore { $tries } essais.
 }
request-declined = Ce n’était pas confirmé. Réessayez ou refusez.
request-key-store = Ce téléphone n’a pas pu signer. Réessayez ou refusez.
request-provider-refused = { $host } ne reconnaît pas ce téléphone pour le moment. Rien n’a été supprimé. Utilisez plutôt un code.
request-not-sent = Votre réponse est conservée et partira dès qu’il y aura du réseau.
request-sign-reason-sign-in = Approuver la connexion de { $login } sur { $site }
request-sign-reason-action = Approuver pour { $login } sur { $site } : { $title }
request-label-site = Site
request-label-browser = Navigateur
request-label-system = Système
request-label-place = Lieu
request-label-address = Adresse IP
request-label-login = Adresse de connexion
request-label-time = Heure
request-label-title = Quoi
request-what-sign-in = Connexion
request-what-unknown = Demande inconnue
notification-title = Est-ce vous ? { $site }
notification-title-action = Autorisez-vous ceci ? { $site }
notification-body = { $login }
ended-back-to-browser = Retour au navigateur
ended-approved-title = Approuvé
ended-approved-text = Le navigateur continue de lui-même.
ended-refused-title = Refusé
ended-refused-text = Le navigateur a reçu votre refus.
ended-reported-title = Signalé
ended-reported-text = Les demandes suivantes sont bloquées. Quelqu’un connaît votre mot de passe : connectez-vous et changez-le maintenant.
ended-expired-title = Le temps est écoulé
ended-expired-text = Personne n’a répondu à temps. Relancez la demande dans le navigateur si c’était vous.
ended-expired-before-opening-title = Trop tard
ended-expired-before-opening-text = Cette demande avait expiré avant d’être ouverte ici. Relancez-la dans le navigateur si c’était vous.
ended-answered-elsewhere-title = Répondu sur un autre appareil
ended-answered-elsewhere-text = Un autre de vos appareils a déjà répondu.
ended-answered-elsewhere-by = « { $device } » a déjà répondu.
ended-withdrawn-title = Retirée
ended-withdrawn-text = Le navigateur ou le fournisseur a retiré cette demande.
ended-superseded-title = Remplacée par une demande plus récente
ended-superseded-text = Répondez à la plus récente.
ended-failed-title = Trop de chiffres erronés
ended-failed-text = Cette demande est terminée. Relancez-la dans le navigateur.
ended-lapsed-title = Approuvée, mais pas utilisée à temps
ended-lapsed-text = Le navigateur n’est pas revenu en moins d’une minute. Reconnectez-vous-y.
ended-no-network-title = Votre réponse n’est pas arrivée
ended-no-network-text = Il n’y a pas eu de réseau avant la fin du délai. Relancez la demande dans le navigateur ou utilisez-y un code.
ended-not-accepted-title = Non acceptée
ended-not-accepted-text = Le fournisseur n’a pas accepté cette réponse. Relancez la demande dans le navigateur ou utilisez-y un code.
history-title = Historique
history-empty = Aucune demande pour l’instant. Les demandes et leur issue s’afficheront ici.
requests-waiting = { $count ->
    [1] Une demande attend
   *[other] { $count } demandes attendent
 }
