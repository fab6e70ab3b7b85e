# Is this you? The sheet, its notification, how it ended, and the history.
request-title-sign-in = Sind Sie das?
request-text-sign-in = Jemand meldet sich mit dem richtigen Passwort bei Ihrem Konto an. Sagen Sie nur Ja, wenn Sie es gerade selbst sind.
request-title-action = Erlauben Sie das?
request-text-action = Lesen Sie alles Folgende. Ihr Ja gilt für genau das.
request-title-unknown = Eine Anfrage, die diese Version nicht versteht
request-update-needed = Aktualisieren Sie kAuth, um Ja zu sagen. Ablehnen können Sie jetzt.
request-unlock = Zum Bestätigen entsperren. Ablehnen geht auch so.
request-link-again = Der Schlüssel, mit dem dieses Telefon Ja sagt, ist nicht mehr da. Verknüpfen Sie das Telefon neu, um zu bestätigen; ablehnen können Sie weiterhin.
request-position = { $position } von { $count }
request-digits = Geben Sie die { $count } Ziffern ein, die der Browser zeigt.
request-wrong-digits = { $tries ->
    [one] Das sind nicht die Ziffern im Browser. Noch ein Versuch.
   *[other] Das sind nicht die Ziffern im Browser. Noch { $tries } Versuche.
 }
request-declined = Es wurde nicht bestätigt. Versuchen Sie es noch einmal oder lehnen Sie ab.
request-key-store = Dieses Telefon konnte nicht unterschreiben. Versuchen Sie es noch einmal oder lehnen Sie ab.
request-provider-refused = { $host } erkennt dieses Telefon gerade nicht. Nichts wurde gelöscht. Nehmen Sie stattdessen einen Code.
request-not-sent = Ihre Antwort ist gespeichert und geht ab, sobald ein Netz da ist.
request-sign-reason-sign-in = Anmeldung von { $login } bei { $site } bestätigen
request-sign-reason-action = Für { $login } bei { $site } bestätigen: { $title }
request-label-site = Website
request-label-browser = Browser
request-label-system = System
request-label-place = Ort
request-label-address = IP-Adresse
request-label-login = Anmeldeadresse
request-label-time = Zeit
request-label-title = Was
request-what-sign-in = Anmeldung
request-what-unknown = Unbekannte Anfrage
notification-title = Sind Sie das? { $site }
notification-title-action = Erlauben Sie das? { $site }
notification-body = { $login }
ended-back-to-browser = Zurück zum Browser
ended-approved-title = Bestätigt
ended-approved-text = Der Browser geht von selbst weiter.
ended-refused-title = Abgelehnt
ended-refused-text = Der Browser hat ein Nein erhalten.
ended-reported-title = Gemeldet
ended-reported-text = Weitere Anfragen sind gesperrt. Jemand kennt Ihr Passwort: Melden Sie sich an und wählen Sie jetzt ein neues.
ended-expired-title = Die Zeit ist um
ended-expired-text = Niemand hat rechtzeitig geantwortet. Wenn Sie es waren, senden Sie im Browser eine neue Anfrage.
ended-expired-before-opening-title = Zu spät
ended-expired-before-opening-text = Diese Anfrage war abgelaufen, bevor sie hier geöffnet wurde. Wenn Sie es waren, senden Sie im Browser eine neue Anfrage.
ended-answered-elsewhere-title = Auf einem anderen Gerät beantwortet
ended-answered-elsewhere-text = Ein anderes Ihrer Geräte hat schon geantwortet.
ended-answered-elsewhere-by = „{ $device }“ hat schon geantwortet.
ended-withdrawn-title = Zurückgezogen
ended-withdrawn-text = Der Browser oder der Anbieter hat diese Anfrage zurückgezogen.
ended-superseded-title = Durch eine neuere Anfrage ersetzt
ended-superseded-text = Beantworten Sie die neuere.
ended-failed-title = Zu oft falsche Ziffern
ended-failed-text = Diese Anfrage ist beendet. Senden Sie im Browser eine neue Anfrage.
ended-lapsed-title = Bestätigt, aber nicht rechtzeitig benutzt
ended-lapsed-text = Der Browser kam nicht innerhalb einer Minute zurück. Melden Sie sich dort noch einmal an.
ended-no-network-title = Ihre Antwort kam nicht an
ended-no-network-text = Bis zum Ablauf war kein Netz da. Senden Sie im Browser eine neue Anfrage oder nehmen Sie dort einen Code.
ended-not-accepted-title = Nicht angenommen
ended-not-accepted-text = Der Anbieter hat diese Antwort nicht angenommen. Senden Sie im Browser eine neue Anfrage oder nehmen Sie dort einen Code.
history-title = Verlauf
history-empty = Noch keine Anfragen. Hier stehen später Anfragen und wie sie ausgingen.
requests-waiting = { $count ->
    [one] Eine Anfrage wartet
   *[other] { $count } Anfragen warten
 }
