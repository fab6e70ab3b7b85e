# Banners, passing notices and problem screens.
banner-offline = { $host } ist nicht erreichbar. Codes funktionieren weiterhin.
banner-offline-several = { $count ->
    [one] Ein Anbieter ist nicht erreichbar. Codes funktionieren weiterhin.
   *[other] { $count } Anbieter sind nicht erreichbar. Codes funktionieren weiterhin.
 }
banner-retry = Erneut versuchen
banner-provider-refuses = { $host } erkennt dieses Telefon nicht. Nichts wurde gelöscht. Melden Sie sich dort an und prüfen Sie Ihre verknüpften Telefone.
banner-clock-behind = { $minutes ->
    [one] Die Uhr dieses Telefons geht etwa eine Minute nach. Codes für { $host } werden korrigiert.
   *[other] Die Uhr dieses Telefons geht { $minutes } Minuten nach. Codes für { $host } werden korrigiert.
 }
banner-clock-ahead = { $minutes ->
    [one] Die Uhr dieses Telefons geht etwa eine Minute vor. Codes für { $host } werden korrigiert.
   *[other] Die Uhr dieses Telefons geht { $minutes } Minuten vor. Codes für { $host } werden korrigiert.
 }
banner-not-backed-up = Ihre Codes gibt es nur auf diesem Telefon; eine Sicherung gibt es noch nicht. Bewahren Sie Wiederherstellungscodes anderswo auf.
banner-dismiss = Verstanden
banner-link-again = Dieses Telefon muss mit { $host } neu verknüpft werden.
banner-link-again-action = Was zu tun ist
banner-notifications-off = Mitteilungen sind aus: Sie sehen Anfragen nur, solange die App offen ist.
snackbar-copied = Code kopiert
snackbar-recovery-copied = Wiederherstellungscodes kopiert
snackbar-removed = { $name } entfernt
snackbar-undo = Rückgängig
snackbar-added = { $name } hinzugefügt
snackbar-added-already = { $name } war schon da
snackbar-imported = { $count ->
    [one] { $count } Konto hinzugefügt
   *[other] { $count } Konten hinzugefügt
}
snackbar-passphrase-set = Die App-Sperre ist an
snackbar-passphrase-removed = Die App-Sperre ist aus
snackbar-link-removed = Das Konto { $login } wurde von { $provider } entfernt
snackbar-check-withdrawn = Zurückgezogen. Davon wird nichts aufbewahrt.
problem-title = Das hat nicht geklappt
problem-retry = Erneut versuchen
banner-no-screen-lock = Dieses Gerät hat keine Bildschirmsperre: Wer es in der Hand hält, kann Ja sagen. Richten Sie in den Systemeinstellungen eine ein.
snackbar-diagnostics-copied = Kopiert. Darin steht kein Geheimnis und kein Name.
undone-open-url = Dieses Gerät konnte die Seite nicht öffnen. Schalten Sie einen Browser ein und versuchen Sie es noch einmal.
undone-save = Nichts wurde gespeichert. Wählen Sie einen anderen Ort oder kopieren Sie den Text.
undone-print = Nichts wurde gedruckt. Speichern Sie stattdessen eine Kopie.
undone-copy = Nichts wurde kopiert. Versuchen Sie es noch einmal.
undone-open-settings = Die Einstellungen ließen sich nicht öffnen. Öffnen Sie sie selbst.
banner-battery-saving = Das System spart Akku: Anfragen kommen bei ausgeschaltetem Bildschirm vielleicht zu spät. Lassen Sie kAuth im Hintergrund arbeiten.
banner-recovery-begun = Jemand, wahrscheinlich Sie, möchte ohne das Passwort wieder in { $login } bei { $host } hinein. Waren Sie es nicht? Halten Sie es an.
banner-recovery-check-begun = Jemand, wahrscheinlich Sie, möchte wieder in { $login } bei { $host } hinein und zeigt dem Support dafür einen Ausweis. Waren Sie es nicht? Halten Sie es an.
banner-recovery-check-accepted = Der Support von { $host } hat einen Identitätsnachweis für { $login } angenommen. Das Verlangte kann ab { $when } abgeschlossen werden. Waren Sie es nicht? Halten Sie es an.
banner-recovery-password-later = Für { $login } bei { $host } wurde ein neues Passwort gewählt. Es gilt ab { $when }. Waren Sie es nicht? Halten Sie es an.
banner-recovery-done = Jemand ist wieder in { $login } bei { $host } hineingekommen, und es gilt jetzt. Waren Sie es nicht? Schreiben Sie sofort dem Support des Anbieters.
banner-recovery-stopped = Der Weg zurück in { $login } bei { $host } wurde angehalten. Nichts wurde geändert.
notification-recovery-title = Ihr Konto bei { $site }
banner-recovery-stop = Anhalten
banner-recovery-mine = Das war ich
