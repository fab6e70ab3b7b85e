# The list of accounts, one account's page, the lock screen and the start.
lock-title = kAuth ist gesperrt
lock-text = Geben Sie Ihre Passphrase ein, um Ihre Codes zu sehen und Anfragen zu bestätigen.
lock-waiting = { $count ->
    [one] Eine Anfrage wartet. Ablehnen können Sie auch ohne Entsperren.
   *[other] { $count } Anfragen warten. Ablehnen können Sie auch ohne Entsperren.
 }
start-title = Sicher anmelden mit diesem Telefon
start-text = kAuth fragt Sie, wenn sich jemand bei Ihrem Konto anmeldet, und erzeugt Codes, wenn kein Netz da ist. Fügen Sie zu Beginn Ihr erstes Konto hinzu.
accounts-title = Konten
accounts-nothing-found = Kein Konto passt zu „{ $search }“.
accounts-refreshed = Auf dem neuesten Stand, { $time }
accounts-not-refreshed = { $host } nicht erreicht, { $time }
account-weak = Dieser Schlüssel ist kurz. Die Codes funktionieren, aber lassen Sie sich von der Website einen neuen geben.
account-code-hint = { $seconds ->
    [one] Noch eine Sekunde gültig
   *[other] Noch { $seconds } Sekunden gültig
 }
account-counter-hint = Jeder Code gilt einmal. Erzeugen Sie einen neuen, wenn Sie ihn brauchen.
account-no-code-hint = Dieses Konto hat auf diesem Telefon keine Codes.
account-spoken = { $issuer }, { $name }
account-link-again = Telefon neu verknüpfen
account-unfinished = Die Verknüpfung wurde nicht rechtzeitig fertig. Entfernen Sie dieses Konto und verknüpfen Sie es neu.
account-linked-since = Verknüpft am { $date }
account-linked-text = { $provider } fragt dieses Telefon, wenn sich jemand anmeldet, und akzeptiert seine Codes, wenn kein Netz da ist.
account-own-certificate = Eigenes Zertifikat, nicht öffentlich geprüft
account-recovery-left = { $count ->
    [one] Noch ein Wiederherstellungscode
   *[other] Noch { $count } Wiederherstellungscodes
 }
account-recovery-none = Keine Wiederherstellungscodes mehr
account-recovery-warning = Erstellen Sie auf der Seite des Anbieters einen neuen Satz, bevor keiner mehr da ist.
remove-title = { $name } entfernen?
remove-text-linked = { $provider } erfährt, dass dieses Telefon für dieses Konto keine Anmeldungen mehr bestätigt.
remove-warning-linked = Die Codes auf diesem Telefon gelten nicht mehr. Die Zwei-Schritt-Anmeldung bleibt bei { $provider } eingeschaltet: Sie brauchen dann ein anderes verknüpftes Telefon oder einen Wiederherstellungscode.
remove-text-codes = Das Konto selbst ändert sich nicht: Nur seine Codes auf diesem Telefon werden entfernt.
remove-warning-codes = Wenn die Website weiter Codes verlangt, kommen Sie vielleicht nicht mehr hinein. Schalten Sie dort zuerst die Zwei-Schritt-Anmeldung aus oder behalten Sie einen anderen Weg.
remove-confirm = Von diesem Telefon entfernen
