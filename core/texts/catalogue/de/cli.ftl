cli-about = Ein Authenticator im Terminal: Anmeldungen bestätigen und Einmalcodes ablesen.
cli-help-commands = Befehle
cli-help-arguments = Argumente
cli-help-options = Optionen
cli-help-everywhere = Optionen überall
cli-help-usage = Aufruf
cli-help-after =
    Geheimes wird erfragt und nie von der Befehlszeile genommen, wo andere Benutzer dieses Computers es lesen könnten.
    Die einzige Ausnahme ist eine otpauth://-Adresse; mit - wird auch sie von der Standardeingabe gelesen.
    Eine Passphrase wird vom Terminal gelesen oder aus der Datei, die KAUTH_PASSPHRASE_FILE nennt.
    Rückgabewerte: 0 erledigt, 1 abgelehnt oder fehlgeschlagen, 2 nicht verstanden.
cli-help-help = Diese Hilfe anzeigen
cli-help-data = Ordner für die Daten der App
cli-help-json = JSON ausgeben, ein Objekt je Zeile
cli-help-language = Sprache der Texte: en, de, fr, it, es
cli-help-device-name = Wie Anbieter dieses Gerät nennen; ohne Angabe der Name des Computers

cli-help-phone = Die App bildschirmfüllend öffnen
cli-help-add = Konten hinzufügen: ein Link, eine otpauth://-Adresse, ein Bild mit einem QR-Code oder die Datei einer anderen Authenticator-App
cli-help-add-source = Ein Link, eine otpauth://-Adresse, der Pfad eines Bildes oder einer Datei oder - für die Standardeingabe
cli-help-add-yes = Dem gezeigten Anbieter ohne Rückfrage zustimmen
cli-help-recovery-file = Die Wiederherstellungscodes in diese neue Datei schreiben, die nur Sie lesen können
cli-help-sign-in = Dieses Gerät verknüpfen, indem Sie sich im Browser beim Anbieter anmelden
cli-help-sign-in-host = Die Adresse des Anbieters
cli-help-no-browser = Die zu öffnende Adresse ausgeben und keinen Browser starten
cli-help-list = Alle Konten mit ihren Codes zeigen
cli-help-code = Einen Code ausgeben
cli-help-code-account = Das Konto: seine Kennung oder ein Teil seines Namens, den nur dieses hat
cli-help-code-uri = Den Code aus dieser otpauth://-Adresse erzeugen, ohne die Daten der App zu öffnen
cli-help-code-at = Der Zeitpunkt, für den der Code gilt, in Sekunden seit 1970
cli-help-inbox = Die wartenden Anfragen zeigen
cli-help-approve = Eine Anfrage mit Ja beantworten
cli-help-deny = Eine Anfrage mit Nein beantworten
cli-help-report = Eine Anfrage melden: Das war ich nicht
cli-help-request = Die Kennung der Anfrage; nötig, wenn mehrere warten
cli-help-digits = Die Ziffern, die der Browser zeigt
cli-help-approve-yes = Ohne weitere Rückfrage antworten
cli-help-history = Frühere Anfragen zeigen
cli-help-rename = Ein Konto auf diesem Gerät umbenennen
cli-help-rename-name = Der neue Name; leer nimmt wieder den des Anbieters
cli-help-note = Eine Notiz zu einem Konto schreiben
cli-help-note-text = Die Notiz
cli-help-recovery-codes = Die Wiederherstellungscodes eines Kontos zeigen, falls dieses Gerät sie hat
cli-help-remove = Ein Konto von diesem Gerät entfernen
cli-help-remove-yes = Ohne Rückfrage entfernen
cli-help-lock = Die App mit einer Passphrase sperren, die bei jedem Öffnen verlangt wird
cli-help-unlock = Die Passphrase von der App nehmen
cli-help-passphrase = Die Passphrase ändern
cli-help-version = Die Version zeigen

cli-usage-nothing = Sagen Sie, was zu tun ist: kauth --help zählt die Befehle auf.
cli-usage-command = Diesen Befehl gibt es nicht: kauth --help zählt alle auf.
cli-usage-option = Die Option { $option } gibt es hier nicht: Mit --help sehen Sie alle.
cli-usage-argument = Das ist ein Argument zu viel: Mit --help sehen Sie, was wohin gehört.
cli-usage-missing = { $argument } fehlt: Mit --help sehen Sie, was wohin gehört.
cli-usage-value = { $argument } kann diesen Wert nicht haben: Mit --help sehen Sie, was wohin gehört.
cli-usage-together = { $argument } passt nicht zu den übrigen Angaben: Mit --help sehen Sie, was wohin gehört.
cli-usage-encoding = Ein Argument ist kein lesbarer Text.
cli-usage-terminal = Dazu ist ein Terminal nötig, das sich ausfüllen lässt.
cli-usage-prompt = Hier kommt eine Frage, aber es gibt kein Terminal, in dem sie gestellt werden kann.
cli-usage-which-request =
    { $count ->
        [one] Eine Anfrage wartet: Geben Sie ihre Kennung an.
       *[other] { $count } Anfragen warten: Geben Sie die Kennung einer davon an.
    }
cli-usage-which-account =
    { $count ->
        [one] Ein Konto passt: Geben Sie seine Kennung an.
       *[other] { $count } Konten passen: Geben Sie mehr vom Namen an oder die Kennung.
    }

cli-failed-no-account = Kein Konto passt.
cli-failed-no-request = Keine Anfrage wartet.
cli-failed-read = { $path } ließ sich nicht lesen.
cli-failed-write = { $path } ließ sich nicht schreiben: Wählen Sie eine Datei, die es noch nicht gibt, in einem eigenen Ordner.
cli-failed-data-dir = Es gibt keinen Ort für die Daten der App: Nennen Sie mit --data einen Ordner.
cli-failed-listen = Auf diesem Computer ließ sich kein Port für die Antwort des Browsers öffnen.
cli-failed-refused = Es wurde nichts geändert.
cli-failed-passphrase-file = Die Datei, die KAUTH_PASSPHRASE_FILE nennt, ließ sich nicht lesen.
cli-failed-terminal = Das Terminal ließ sich nicht benutzen.

cli-ask-yes-no = { $question } [y/N]
cli-ask-agree = Mit { $host } fortfahren?
cli-ask-approve = Mit Ja antworten?
cli-ask-remove = Entfernen?
cli-ask-sign = Mit dem Schlüssel dieses Geräts bestätigen?
cli-ask-sign-passphrase = Passphrase, um mit dem Schlüssel dieses Geräts zu bestätigen
cli-ask-passphrase = Passphrase
cli-ask-current-passphrase = Bisherige Passphrase
cli-ask-new-passphrase = Neue Passphrase
cli-ask-repeat-passphrase = Neue Passphrase noch einmal
cli-ask-saved = Haben Sie sie gesichert?
cli-said-waiting = Warten, bis der Code auf der Seite eingegeben ist …
cli-said-linked = Verknüpft.
cli-said-added = Hinzugefügt.
cli-said-answered = Beantwortet.
cli-said-removed = Entfernt.
cli-said-renamed = Erledigt.
cli-said-locked = Gesperrt: Die Passphrase wird bei jedem Öffnen der App verlangt.
cli-said-locked-already = Die App ist schon mit einer Passphrase gesperrt.
cli-said-unlocked = Die Passphrase ist entfernt.
cli-said-passphrase-changed = Die Passphrase ist geändert.
cli-said-no-account = Es gibt noch kein Konto.
cli-said-no-request = Keine Anfrage wartet.
cli-said-open-browser = Melden Sie sich unter dieser Adresse an:
cli-said-go-on = Hier geht es weiter:
cli-said-saved = Gespeichert in { $path }
cli-said-ends = noch { $time }
cli-browser-done-title = Sie können diese Seite schließen
cli-browser-done-text = Im Terminal geht es weiter.

cli-phone-help = Tasten
cli-phone-help-move = Auf, Ab, Tab: auswählen
cli-phone-help-enter = Enter: öffnen oder drücken
cli-phone-help-back = Esc: zurück
cli-phone-help-scroll = Bild auf, Bild ab: blättern
cli-phone-help-paste = Link oder Adresse in der Liste einfügen: fügt sie hinzu
cli-phone-help-keys = Eine Taste in Klammern drückt den Knopf dahinter
cli-phone-help-quit = Strg-C: beenden
cli-phone-hint-help = F1 Hilfe
cli-phone-hint-back = Esc Zurück
cli-phone-hint-quit = ^C Beenden
cli-phone-more = mehr
cli-phone-named = { $label }:
cli-phone-on = ein
cli-phone-off = aus
cli-phone-path-field = Pfad des Bildes oder der Datei
cli-phone-save-field = Speichern als
cli-phone-saved = Gespeichert in { $path }
cli-phone-printed = An den Drucker gesendet.
cli-phone-copied = Kopiert, falls dieses Terminal Programme kopieren lässt. Sonst markieren Sie den Text mit der Maus.
cli-phone-copy-title = Kopieren Sie dies
cli-phone-copy-text = Dieses Terminal lässt Programme nicht kopieren. Markieren Sie den Text mit der Maus.
cli-phone-browser-title = Melden Sie sich im Browser an
cli-phone-browser-go-on-title = Weiter im Browser
cli-phone-browser-text = Ein Browser sollte sich von selbst öffnen. Wenn nicht, öffnen Sie diese Adresse:
cli-phone-sign-title = Mit dem Schlüssel dieses Geräts bestätigen
cli-phone-wrong-passphrase = Das ist nicht die Passphrase.
cli-phone-too-small = Bitte vergrößern Sie das Fenster.

cli-location-field = Breite, Länge (zum Beispiel 46.20, 6.14)
cli-location-decline = Drücken Sie nur Enter, um ohne Ihren Standort weiterzumachen.
cli-picture-field = Bilddatei
cli-help-check = Einem Anbieter mit Dokument und Selfie nachweisen, wer Sie sind
cli-help-check-source = Der Link oder ein Bild seines QR-Codes; ohne geht die laufende Prüfung weiter
cli-help-check-phone = Ihre Mobilnummer mit Landesvorwahl
cli-help-check-code = Der Code aus der SMS; wird erfragt, wenn er fehlt
cli-help-check-document = Welches Dokument fotografiert wird
cli-help-check-front = Bild der Vorderseite oder der Passseite mit dem Foto
cli-help-check-back = Bild der Rückseite
cli-help-check-selfie = Bild von Ihnen mit dem Dokument
cli-help-check-location = Wo Sie sind: Breite, Länge
cli-help-check-no-location = Nicht sagen, wo Sie sind
cli-help-check-anyway = Schwer lesbare Bilder senden, als solche markiert
cli-help-check-yes = Ohne Nachfrage zustimmen und senden
