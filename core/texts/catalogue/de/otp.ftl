# Why an account's details cannot make correct codes. Nothing is added then.
otp-too-long = Der Link oder ein Name darin ist zu lang. Nichts wurde hinzugefügt.
otp-unknown-type = Diese Art von Codes wird noch nicht unterstützt. Nichts wurde hinzugefügt.
otp-duplicate = Der Link macht dieselbe Angabe zweimal. Lassen Sie sich von der Website einen neuen QR-Code geben.
otp-not-text = Der Link enthält unlesbare Zeichen. Lassen Sie sich von der Website einen neuen QR-Code geben.
otp-secret-missing = Der geheime Schlüssel fehlt. Geben Sie den ein, den die Website zeigt.
otp-secret-not-base32 = Der geheime Schlüssel darf nur die Buchstaben A–Z und die Ziffern 2–7 enthalten. Vergleichen Sie ihn mit dem der Website.
otp-secret-too-long = Der geheime Schlüssel ist zu lang. Vergleichen Sie ihn mit dem der Website.
otp-algorithm = Das Verfahren muss SHA1, SHA256 oder SHA512 sein.
otp-digits = Ein Code hat 1 bis 10 Stellen.
otp-period = Ein Code gilt mindestens 1 Sekunde und höchstens ein Jahr.
otp-counter = Ein zählerbasiertes Konto braucht seinen Zählerstand als Zahl.
