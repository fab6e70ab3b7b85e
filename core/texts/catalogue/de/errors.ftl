error-not-a-link = Damit kann kAuth nichts anfangen. Scannen Sie den QR-Code auf der Seite des Anbieters noch einmal, oder fügen Sie den ganzen Link ein.
error-link-invalid = Dieser Link ist beschädigt oder unvollständig. Gehen Sie zurück zu der Seite, die ihn gezeigt hat, und scannen Sie den Code noch einmal.
error-link-expired = Dieser Link ist abgelaufen. Fordern Sie auf der Seite, die ihn gezeigt hat, einen neuen Code an.
error-link-used = Dieser Link wurde schon verwendet. Fordern Sie auf der Seite, die ihn gezeigt hat, einen neuen Code an.
error-link-unknown = Der Anbieter kennt diesen Link nicht. Fordern Sie auf seiner Seite einen neuen Code an.
error-link-void = Ein anderes Telefon wollte denselben Link verwenden; deshalb wurde er auf beiden ungültig. Fordern Sie einen neuen Code an und lassen Sie ihn niemanden sonst sehen.
error-link-refused = Die Verknüpfung wurde auf der Seite abgebrochen. Falls das nicht beabsichtigt war, fordern Sie dort einen neuen Code an.
error-link-limit = Dieses Konto ist schon mit so vielen Telefonen verknüpft, wie der Anbieter erlaubt. Entfernen Sie eines auf der Seite des Anbieters und versuchen Sie es dann noch einmal.
error-import-encrypted = Diese Datei ist mit einem Passwort verschlossen. Exportieren Sie in der anderen App noch einmal ohne Passwort, wählen Sie hier diese Datei und löschen Sie sie danach.
error-import-unknown = Hier kann kAuth weder ein Bild noch Konten einer anderen App lesen. Wählen Sie ein Bild im Format PNG, JPEG oder WebP, oder exportieren Sie die Konten noch einmal ohne Passwort.
error-import-empty = In diesem Export sind keine Konten mit Codes. Prüfen Sie in der anderen App, ob sie exportiert wurden.
error-picture-unreadable = Dieses Bild lässt sich nicht öffnen. Wählen Sie ein Bild im Format PNG, JPEG oder WebP in üblicher Größe.
error-picture-without-code = In diesem Bild ist kein QR-Code. Wählen Sie eines, auf dem der ganze Code scharf und gerade zu sehen ist.
error-host-invalid = Das ist keine Adresse eines Anbieters. Geben Sie sie so ein, wie sie auf seiner Seite steht, zum Beispiel login.example.com.

error-otp-invalid = Aus diesen Angaben lassen sich keine richtigen Codes erzeugen. Vergleichen Sie jede mit dem, was der Anbieter anzeigt.

error-plain-http = Die Verbindung zu dieser Adresse wäre nicht verschlüsselt; deshalb nutzt kAuth sie nicht. Fragen Sie den Anbieter nach einer Adresse, die mit https beginnt.
error-server-key-mismatch = Der Server konnte nicht beweisen, dass er der im Link genannte ist. Machen Sie nicht weiter, und fordern Sie auf der eigenen Seite des Anbieters einen neuen Code an.
error-certificate = Das Zertifikat des Servers ist nicht das richtige; vielleicht liest jemand mit. Versuchen Sie es in einem anderen Netz; wenn es so bleibt, sagen Sie es dem Anbieter.
error-foreign-key = Mit einem Anbieter unter dieser Adresse sind Sie schon verknüpft, doch dieser Link bringt einen anderen Schlüssel mit. Machen Sie nicht weiter, und fragen Sie den Anbieter, ob er umgezogen ist.
error-update-needed = Dafür ist eine neuere Version von kAuth nötig. Aktualisieren Sie die App und versuchen Sie es dann noch einmal.

error-offline = Es besteht keine Verbindung. Prüfen Sie das Netz und versuchen Sie es noch einmal; Ihre Codes funktionieren auch ohne.
error-timed-out = Der Anbieter hat nicht rechtzeitig geantwortet. Versuchen Sie es gleich noch einmal.
error-bad-answer = Die Antwort des Anbieters war nicht zu verstehen. Versuchen Sie es später noch einmal; wenn es so bleibt, sagen Sie es dem Anbieter.
error-provider-down = Der Anbieter hat gerade selbst ein Problem. Versuchen Sie es in ein paar Minuten noch einmal; Ihre Codes funktionieren weiter.
error-too-many = Das war zu oft in kurzer Zeit. Warten Sie einen Moment und versuchen Sie es dann noch einmal.
error-provider-refused = Der Anbieter hat das abgelehnt. Gelöscht wurde nichts; versuchen Sie es noch einmal, oder verknüpfen Sie dieses Telefon auf der Seite des Anbieters neu.
error-link-again = Die Schlüssel dieses Telefons für dieses Konto sind verloren. Verknüpfen Sie das Telefon auf der Seite des Anbieters noch einmal.
error-link-gone = Der Anbieter hat diese Verknüpfung beendet. Verknüpfen Sie das Telefon noch einmal, wenn Sie es weiter verwenden möchten.
error-sign-in-mismatch = Die Anmeldeseite hat etwas zurückgegeben, das nicht zu dieser Anmeldung gehört. Beginnen Sie in kAuth noch einmal.
error-sign-in-denied = Die Anmeldung wurde auf der Seite beendet. Beginnen Sie noch einmal, falls das nicht beabsichtigt war.

error-digits-invalid = Das ist nicht die richtige Anzahl Ziffern. Geben Sie genau die Ziffern ein, die der Browser anzeigt.
error-digits-wrong = Das sind nicht die Ziffern, die der Browser anzeigt. Sehen Sie dort nach und vergleichen Sie, bevor Sie sie noch einmal eingeben.
error-request-over = Diese Anfrage ist vorbei. Wenn Sie sich noch anmelden möchten, beginnen Sie im Browser noch einmal.
error-request-answered = Diese Anfrage wurde schon beantwortet. Es ist nichts mehr zu tun.
error-request-unknown = Diese Anfrage gibt es nicht mehr. Falls Sie in einem Browser warten, fordern Sie dort eine neue an.
error-signature-declined = Ihre Antwort wurde nicht mit Finger, Gesicht oder Passphrase bestätigt; deshalb wurde nichts gesendet. Antworten Sie noch einmal, um sie zu bestätigen.

error-locked = kAuth ist gesperrt. Entsperren Sie es zuerst.
error-wrong-passphrase = Das ist nicht die richtige Passphrase. Achten Sie auf Großbuchstaben und die Sprache der Tastatur, und versuchen Sie es noch einmal.
error-passphrase-invalid = Diese Passphrase ist zu kurz oder zu lang. Verwenden Sie mindestens 8 Zeichen; mehrere Wörter lassen sich gut merken.
error-passphrases-differ = Die beiden Passphrasen sind nicht gleich. Geben Sie die neue zweimal ein.
error-account-unknown = Dieses Konto ist nicht mehr auf diesem Telefon. Gehen Sie zurück zur Liste.
error-text-invalid = Dieser Text ist zu lang oder enthält Zeichen, die sich nicht anzeigen lassen. Kürzen Sie ihn oder geben Sie ihn neu ein.
error-nothing-to-do = Hier gibt es nichts, worauf sich das beziehen könnte. Gehen Sie zurück und sehen Sie den jetzigen Stand an.
error-vault-newer = Die Daten wurden von einer neueren Version von kAuth gespeichert. Aktualisieren Sie die App, um sie zu öffnen; geändert wurde nichts.
error-vault-damaged = Die gespeicherten Daten sind beschädigt und wurden so gelassen, wie sie sind. Stellen Sie eine Kopie wieder her, oder verschieben Sie die Daten und verknüpfen Sie Ihre Konten neu.
error-vault-key = Die gespeicherten Daten gehören zu einem anderen Gerät oder einem anderen Schlüssel. Öffnen Sie sie dort, wo sie entstanden sind, oder verknüpfen Sie Ihre Konten hier neu.
error-vault-full = Auf diesem Gerät ist kein Speicherplatz mehr frei. Schaffen Sie Platz und versuchen Sie es noch einmal; verloren ging nichts.
error-vault-in-use = Die gespeicherten Daten werden gerade von { $process } verwendet. Schließen Sie das zuerst und versuchen Sie es dann noch einmal.
error-vault-failed = Die gespeicherten Daten ließen sich nicht lesen oder schreiben. Starten Sie kAuth neu; wenn es so bleibt, das ganze Gerät.
error-key-store = Der Schlüsselspeicher dieses Geräts hat nicht funktioniert. Prüfen Sie, ob eine Bildschirmsperre eingerichtet ist, starten Sie das Gerät neu und versuchen Sie es noch einmal.
error-stopped = kAuth wird gerade geschlossen. Öffnen Sie es wieder und wiederholen Sie das.

error-retry-in = Noch einmal versuchen können Sie es in { $duration }.

## Identität nachweisen
error-reviewers-mismatch = Ihre Dokumente würden von anderen Personen gelesen, als der Link nennt. Es wurde nichts gesendet. Fordern Sie auf der eigenen Seite des Anbieters einen neuen Code an.
error-check-void = Ein anderes Telefon hat denselben Code verwendet; deshalb wurde er auf beiden ungültig. Fordern Sie einen neuen Code an und lassen Sie ihn niemanden sonst sehen.
error-check-over = Dieser Code wurde schon verwendet oder ist abgelaufen. Fordern Sie auf der Seite des Anbieters einen neuen an.
error-check-under-way = Auf diesem Telefon läuft schon eine Identitätsprüfung. Schließen Sie sie ab oder ziehen Sie sie zurück.
error-number-invalid = Das ist keine Mobilnummer. Geben Sie sie mit der Landesvorwahl ein, zum Beispiel +41 79 123 45 67.
error-number-refused = An diese Nummer kann keine Nachricht gesendet werden. Verwenden Sie eine andere Mobilnummer.
error-code-invalid = Der Code aus der SMS hat sechs Ziffern. Geben Sie alle ein.
error-location-invalid = Ihr Standort konnte nicht ermittelt werden. Versuchen Sie es noch einmal, oder machen Sie ohne ihn weiter, wo das geht.
error-location-required = Ohne Ihren Standort kann dieser Anbieter nicht weitermachen. Sie können ihn noch angeben oder die Prüfung zurückziehen.
