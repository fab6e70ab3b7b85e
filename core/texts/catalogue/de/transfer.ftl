# Was der Export einer anderen Authenticator-App enthält, bevor etwas davon hinzugefügt wird.
import-title = { $count ->
    [one] { $count } Konto gefunden
   *[other] { $count } Konten gefunden
}
import-from-codes = In QR-Codes einer anderen Authenticator-App. Hinzugefügt wurde noch nichts.
import-from-text = In einer Textdatei. Hinzugefügt wurde noch nichts.
import-from-file = In einer Datei von { $app }. Hinzugefügt wurde noch nichts.
import-missing = { $read } von { $of } QR-Codes sind gelesen. Lesen Sie auch die anderen, in beliebiger Reihenfolge.
import-scan-another = Weiteren scannen
import-another-picture = Weiteres Bild
import-code-again = Dieser Code ist schon gelesen. Zeigen Sie den nächsten.
import-group-new = Wird hinzugefügt
import-group-known = Schon vorhanden
import-group-refused = Lässt sich nicht hinzufügen
import-nameless = Konto ohne Namen
import-delete-file = Löschen Sie die Datei danach: Wer sie hat, kann Ihre Codes erzeugen.
import-add = { $count ->
    [one] Hinzufügen
   *[other] Alle hinzufügen
}
# Warum ein Konto nicht übernommen wird; steht unter seinem Namen.
import-reason-kind = Codes der Art { $kind } lassen sich hier nicht erzeugen.
import-reason-unknown-kind = Codes dieser Art lassen sich hier nicht erzeugen.
import-reason-algorithm = Sein Algorithmus ist weder SHA1 noch SHA256 noch SHA512.
import-reason-secret = Sein geheimer Schlüssel fehlt oder ist beschädigt.
import-reason-counter = Sein Zähler fehlt oder ist beschädigt.
import-reason-form = Seine Angaben sind beschädigt.
