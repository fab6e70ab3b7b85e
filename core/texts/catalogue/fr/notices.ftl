# Banners, passing notices and problem screens.
banner-offline = { $host } est injoignable. Les codes fonctionnent toujours.
banner-offline-several = { $count ->
    [1] Un fournisseur est injoignable. Les codes fonctionnent toujours.
   *[other] { $count } fournisseurs sont injoignables. Les codes fonctionnent toujours.
 }
banner-retry = Réessayer
banner-provider-refuses = { $host } ne reconnaît pas ce téléphone. Rien n’a été supprimé. Connectez-vous-y et vérifiez vos téléphones associés.
banner-clock-behind = { $minutes ->
    [1] L’horloge de ce téléphone retarde d’environ une minute. Les codes pour { $host } sont corrigés.
   *[other] L’horloge de ce téléphone retarde de { $minutes } minutes. Les codes pour { $host } sont corrigés.
 }
banner-clock-ahead = { $minutes ->
    [1] L’horloge de ce téléphone avance d’environ une minute. Les codes pour { $host } sont corrigés.
   *[other] L’horloge de ce téléphone avance de { $minutes } minutes. Les codes pour { $host } sont corrigés.
 }
banner-not-backed-up = Vos codes n’existent que sur ce téléphone ; il n’y a pas encore de sauvegarde. Gardez des codes de récupération ailleurs.
banner-dismiss = Compris
banner-link-again = Ce téléphone doit être associé à nouveau à { $host }.
banner-link-again-action = Que faire
banner-notifications-off = Les notifications sont désactivées : vous ne voyez les demandes que lorsque l’app est ouverte.
snackbar-copied = Code copié
snackbar-recovery-copied = Codes de récupération copiés
snackbar-removed = { $name } supprimé
snackbar-undo = Annuler
snackbar-added = { $name } ajouté
snackbar-added-already = { $name } existait déjà
snackbar-imported = { $count ->
    [one] { $count } compte ajouté
   *[other] { $count } comptes ajoutés
}
snackbar-passphrase-set = Le verrouillage est activé
snackbar-passphrase-removed = Le verrouillage est désactivé
snackbar-link-removed = Le compte { $login } a été supprimé par { $provider }
snackbar-check-withdrawn = Retirée. Rien n’en est conservé.
problem-title = Cela n’a pas fonctionné
problem-retry = Réessayer
banner-no-screen-lock = Cet appareil n’a pas de verrouillage d’écran : quiconque le tient peut dire oui. Configurez-en un dans les réglages du système.
snackbar-diagnostics-copied = Copié. Cela ne contient ni secret ni nom.
undone-open-url = Cet appareil n’a pas pu ouvrir la page. Activez un navigateur, puis réessayez.
undone-save = Rien n’a été enregistré. Choisissez un autre emplacement ou copiez le texte.
undone-print = Rien n’a été imprimé. Enregistrez plutôt une copie.
undone-copy = Rien n’a été copié. Réessayez.
undone-open-settings = Les réglages n’ont pas pu être ouverts. Ouvrez-les vous-même.
banner-battery-saving = Le système économise la batterie : écran éteint, des demandes peuvent arriver en retard. Laissez kAuth travailler en arrière-plan.
banner-recovery-begun = Quelqu’un, probablement vous, demande à retrouver l’accès à { $login } chez { $host } sans le mot de passe. Ce n’était pas vous ? Arrêtez-le.
banner-recovery-check-begun = Quelqu’un, probablement vous, veut retrouver l’accès à { $login } chez { $host } en montrant un document au support. Ce n’était pas vous ? Arrêtez-le.
banner-recovery-check-accepted = Le support de { $host } a accepté une preuve d’identité pour { $login }. La demande pourra être terminée à partir du { $when }. Ce n’était pas vous ? Arrêtez-le.
banner-recovery-password-later = Un nouveau mot de passe a été choisi pour { $login } chez { $host }. Il sera valable à partir du { $when }. Ce n’était pas vous ? Arrêtez-le.
banner-recovery-done = Quelqu’un a retrouvé l’accès à { $login } chez { $host }, et c’est désormais effectif. Ce n’était pas vous ? Écrivez tout de suite au support du fournisseur.
banner-recovery-stopped = Le retour dans { $login } chez { $host } a été arrêté. Rien n’a été modifié.
notification-recovery-title = Votre compte chez { $site }
banner-recovery-stop = Arrêter
banner-recovery-mine = C’était moi
