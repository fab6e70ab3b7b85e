# Nachweisen, wer man ist (kCheck), Seite für Seite.

check-agree-title = Diesem Anbieter nachweisen, wer Sie sind?
check-agree-text = Machen Sie nur weiter, wenn Sie das selbst auf einer Seite dieser Adresse begonnen oder deren Mail bekommen haben. Danach sehen Sie, was er wissen will; gesendet wird erst, wenn Sie zustimmen.
check-agree-known = Dieses Telefon ist mit diesem Anbieter verbunden.
check-consent-title = Dem stimmen Sie zu
check-consent-agree = Ich stimme zu
check-only-if-you = Nur wenn Sie das selbst begonnen haben. Wer Sie am Telefon oder in einem Chat dazu auffordert, will Ihre Dokumente.
check-unknown-provider = Dieses Telefon ist nicht mit diesem Anbieter verbunden. Prüfen Sie, ob die Adresse stimmt.
check-why = Grund
check-account = Konto
check-sent = Was gesendet wird
check-sent-pictures = Ihre Mobilnummer, Bilder Ihres Dokuments und von Ihnen
check-sent-location = Ihre Mobilnummer, Ihr Standort, Bilder Ihres Dokuments und von Ihnen
check-sent-location-optional = Ihre Mobilnummer, wenn Sie möchten Ihr Standort, Bilder Ihres Dokuments und von Ihnen
check-readers = Wer es liest
check-readers-text = { $count ->
    [1] Eine Prüferin oder ein Prüfer des Anbieters. Es wird auf diesem Telefon für diese Person verschlüsselt.
   *[other] { $count } Prüfende des Anbieters. Es wird auf diesem Telefon für sie verschlüsselt.
}
check-kept = Aufbewahrung
check-kept-text = Bis es erledigt ist, längstens bis { $time }
check-trigger-forgotten-password = Passwort vergessen
check-trigger-forgotten-login = Login-Adresse vergessen oder nicht mehr vorhanden
check-trigger-two-step-off = Die Anmeldung in zwei Schritten soll ausgeschaltet werden
check-trigger-unlock = Das Konto ist gesperrt
check-trigger-first-payout = Die erste Auszahlung
check-trigger-suspect-order = Eine Bestellung muss genauer angesehen werden

check-number-title = Ihre Mobilnummer
check-number-text = Sie bekommen einen Code per SMS, der zeigt, dass die Nummer Ihnen gehört. Geben Sie sie mit der Landesvorwahl ein.
check-number-field = Mobilnummer
check-number-send = Code senden
check-code-title = Der Code aus der SMS
check-code-text = Er wurde an { $number } gesendet. Das kann eine Minute dauern.
check-code-failed = Zu viele falsche Codes. Ziehen Sie diese Prüfung zurück und beginnen Sie auf der Seite des Anbieters neu.
check-code-wrong = { $tries ->
    [0] Das war nicht der Code aus der SMS, und es bleibt kein Versuch.
    [one] Das ist nicht der Code aus der SMS. Es bleibt { $tries } Versuch.
   *[other] Das ist nicht der Code aus der SMS. Es bleiben { $tries } Versuche.
}
check-code-field = Code
check-code-again = Neuen Code senden
check-code-other-number = Andere Nummer verwenden

check-location-title = Ihr Standort
check-location-text = Ihr Standort hilft den Prüfenden zu erkennen, dass Sie es sind. Er wird einmal verschlüsselt gesendet und mit allem anderen gelöscht.
check-location-required = Ohne ihn kann dieser Anbieter nicht weitermachen.
check-location-share = Standort angeben
check-location-decline = Ohne weiter

check-document-title = Welches Dokument?
check-document-text = Halten Sie es bereit. Es muss gültig sein.
check-identity-card = Identitätskarte
check-identity-card-text = Vorder- und Rückseite
check-passport = Pass
check-passport-text = Die Seite mit dem Foto
check-picture-front = Vorderseite der Karte
check-picture-back = Rückseite der Karte
check-picture-photo-page = Seite mit dem Foto
check-picture-selfie = Sie mit dem Dokument
check-picture-card-text = Legen Sie die Karte bei gutem Licht auf eine dunkle Fläche, alle vier Ecken im Bild.
check-picture-page-text = Schlagen Sie den Pass bei der Seite mit dem Foto auf und legen Sie ihn flach hin, die ganze Seite im Bild.
check-picture-selfie-text = Halten Sie das Dokument neben Ihr Gesicht, das Foto zur Kamera. Beides muss im Bild sein.
check-picture-take = Bild aufnehmen
check-picture-choose = Bild auswählen
check-picture-anyway = Trotzdem senden
check-camera-refused = Die Kamera ist nicht erlaubt. Sie können trotzdem Bilder auswählen; erlauben lässt sich die Kamera in den Systemeinstellungen.
hint-no-document = Zeigen Sie das ganze Dokument.
hint-too-far = Gehen Sie näher heran.
hint-too-near = Gehen Sie etwas weiter weg.
hint-too-dark = Es ist zu dunkel. Suchen Sie mehr Licht.
hint-too-bright = Es ist zu hell. Drehen Sie sich vom Licht weg.
hint-blurred = Es ist unscharf. Halten Sie still, bis die Kamera scharf stellt.
hint-glare = Licht spiegelt sich. Neigen Sie das Dokument ein wenig.
hint-cut-off = Eine Ecke fehlt. Zeigen Sie das ganze Dokument.
hint-tilted = Halten Sie das Telefon parallel zum Dokument.
hint-wrong-side = Das sieht nach der anderen Seite aus. Drehen Sie das Dokument um.
hint-no-face = Ihr Gesicht ist nicht zu sehen. Schauen Sie in die Kamera.
hint-no-portrait = Das Foto auf dem Dokument ist nicht zu sehen.
hint-hold-still = Stillhalten…
sight-complaint = Seit einer Weile klappt es nicht. { $hint } Sie können das Bild auch selbst auslösen.

check-review-title = Sehen Sie alles noch einmal an
check-review-text = Sie können jedes Bild neu aufnehmen. Nach dem Senden können nur noch die Prüfenden ein neues verlangen.
check-review-flagged = Markiert: vielleicht schwer lesbar
check-review-retake = Neu aufnehmen
check-review-location-given = Wird gesendet
check-review-location-declined = Wird nicht gesendet
check-review-lines = Zeilen des Dokuments
check-review-read = Auf diesem Telefon gelesen
check-review-not-read = Nicht lesbar; die Prüfenden lesen sie
check-review-wifi-only = Auf WLAN warten
check-review-send = Senden
check-sending-title = Wird gesendet…
check-sending-text = Sie können die App verlassen. Das Senden geht weiter, sobald es kann.
check-sending-begins = Wird vorbereitet…
check-sending-progress = { $done } von { $total } MB
check-sending-progress-left = { $done } von { $total } MB, noch etwa { $left }
check-sending-waits-wifi = Wartet auf WLAN.
check-sending-waits-network = Keine Verbindung. Es geht von selbst weiter.
check-sending-now = Trotzdem jetzt senden
check-withdraw = Zurückziehen

check-banner = { $host }: { $status }
check-banner-action = Anzeigen
check-title-open = Noch nicht gesendet
check-title-submitted = Eingegangen
check-title-in-review = Wird geprüft
check-title-retake = Bitte ein Bild neu aufnehmen
check-title-accepted = Angenommen
check-title-refused = Nicht angenommen
check-title-expired = Die Zeit ist um
check-title-withdrawn = Zurückgezogen
check-title-replaced = Ersetzt
check-title-unreadable = Niemand konnte es lesen
check-title-stopped = Gestoppt
check-text-open = Ihre Prüfung ist nicht abgeschlossen.
check-text-submitted = Der Anbieter hat alles. Sie können die App schließen und später nachsehen.
check-text-in-review = Jemand vom Anbieter sieht Ihre Bilder an.
check-text-retake = Das wird noch einmal gebraucht. Alles andere bleibt, wie es ist.
check-text-accepted = Sie haben nachgewiesen, wer Sie sind. Machen Sie hier weiter, auf diesem Telefon.
check-text-finished = Sie haben nachgewiesen, wer Sie sind, und es ist erledigt.
check-text-refused = Der Anbieter konnte nicht bestätigen, wer Sie sind. Fragen Sie dort nach, was Sie tun können.
check-text-refused-because = Der Anbieter konnte nicht bestätigen, wer Sie sind: { $reason } Fragen Sie dort nach, was Sie tun können.
check-text-expired = Es wurde nicht rechtzeitig erledigt. Fordern Sie auf der Seite des Anbieters einen neuen Code an.
check-text-withdrawn = Davon wird nichts aufbewahrt.
check-text-replaced = Eine neuere Prüfung desselben Kontos ist an ihre Stelle getreten.
check-text-unreadable = Die Personen, die es hätten lesen können, sind nicht mehr da. Fordern Sie auf der Seite des Anbieters einen neuen Code an.
check-text-stopped = Jemand, der über die Adressen des Kontos benachrichtigt wurde, hat es gestoppt. Wenn Sie das nicht waren, fragen Sie beim Anbieter nach.
check-status-usual = Das dauert zu Bürozeiten meist { $time }.
check-status-deleted-at = Alles wird spätestens am { $time } gelöscht.
check-status-deleted = Ihre Bilder sind auf diesem Telefon und beim Anbieter gelöscht.
check-status-retake = Jetzt aufnehmen
check-status-finish = Weiter
check-status-finish-waits = In { $time } können Sie weitermachen. Bis dahin kann es über die Adressen des Kontos gestoppt werden.
check-status-close = Fertig
check-reason-blurred = Es ist unscharf.
check-reason-glare = Licht verdeckt etwas.
check-reason-too-dark = Es ist zu dunkel.
check-reason-cut-off = Ein Teil fehlt.
check-reason-wrong-side = Es ist eine andere Seite oder ein anderes Dokument.
check-reason-expired-document = Das Dokument ist nicht mehr gültig.
check-reason-face-hidden = Ihr Gesicht ist nicht zu erkennen.
check-reason-document-hidden = Das Dokument ist nicht zu sehen.
check-reason-no-match = Es passt nicht zu dem, was bekannt ist.
check-reason-doubtful = Das Dokument sieht nicht richtig aus.
check-reason-other = Es war nicht zu gebrauchen.
