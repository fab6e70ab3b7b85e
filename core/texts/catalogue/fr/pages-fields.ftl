web-field-name = Nom
web-field-login = Adresse e-mail
web-field-login-hint = Elle vous sert à vous connecter.
web-field-number = Numéro de mobile
web-field-number-hint = Avec l’indicatif du pays, par exemple +41 79 123 45 67.
web-field-recovery-address = Deuxième adresse e-mail
web-field-recovery-address-hint = Pour les alertes, et si la première ne fonctionne plus.
web-field-password = Mot de passe
web-field-new-password = Nouveau mot de passe
web-field-new-password-hint = Au moins 10 caractères. Plusieurs mots valent mieux que quelques signes spéciaux ; il n’y a pas d’autre règle.
web-field-mail-code = Code à six chiffres
web-field-code = Code de l’app
web-field-code-hint = Ouvrez kAuth et touchez le compte : six chiffres, renouvelés toutes les 30 secondes. Cela marche sans réseau.
web-field-recovery-code = Code de récupération
web-field-recovery-code-hint = L’un des dix que vous avez conservés. Chacun sert une fois ; espaces et tirets sont indifférents.
web-error-name = Saisissez un nom.
web-error-login = Ce n’est pas une adresse e-mail. Exemple : anna@example.org.
web-error-number = Ce n’est pas un numéro avec indicatif du pays.
web-error-recovery-same = Choisissez une autre adresse que celle de connexion.
web-error-password-short = Ce mot de passe est trop court : il faut au moins { $least } caractères.
web-error-password-long = Ce mot de passe est trop long : { $most } caractères au plus.
web-error-password-common = Ce mot de passe serait vite deviné. Choisissez-en un autre, par exemple quelques mots sans rapport entre eux.
web-error-credentials = Adresse e-mail ou mot de passe incorrect.
web-error-password = Le mot de passe est incorrect.
web-error-wait = Trop d’essais. Attendez { $time }, puis réessayez.
web-error-locked = Cette voie est bloquée après trop d’essais. Utilisez-en une autre, ou changez de mot de passe depuis un navigateur déjà utilisé.
web-error-code = Ce code est incorrect ou déjà utilisé. Attendez le suivant et saisissez-le.
web-error-recovery-code = Ce code de récupération est incorrect ou déjà utilisé.
web-error-mail-code = Ce code est incorrect. Consultez l’e-mail le plus récent.
web-error-mail-code-over = Ce code a expiré ou a été mal saisi trop souvent. Recommencez.
web-error-confirm = Cochez d’abord la case.
web-seconds = { $count ->
    [one] { $count } seconde
   *[other] { $count } secondes
    }
web-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
    }
