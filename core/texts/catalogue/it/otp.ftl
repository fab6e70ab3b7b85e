# Why an account's details cannot make correct codes. Nothing is added then.
otp-too-long = Il link o un nome è troppo lungo. Non è stato aggiunto nulla.
otp-unknown-type = Questo tipo di codice non è ancora supportato. Non è stato aggiunto nulla.
otp-duplicate = Il link dice due volte la stessa cosa. Chieda al sito un nuovo codice QR.
otp-not-text = Il link contiene caratteri illeggibili. Chieda al sito un nuovo codice QR.
otp-secret-missing = Manca la chiave segreta. Digiti quella mostrata dal sito.
otp-secret-not-base32 = La chiave segreta contiene solo le lettere A–Z e le cifre 2–7. La confronti con quella del sito.
otp-secret-too-long = La chiave segreta è troppo lunga. La confronti con quella del sito.
otp-algorithm = L’algoritmo deve essere SHA1, SHA256 o SHA512.
otp-digits = Un codice ha da 1 a 10 cifre.
otp-period = Un codice vale da un secondo a un anno.
otp-counter = Un account a contatore richiede il contatore come numero.
