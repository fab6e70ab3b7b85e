# Why an account's details cannot make correct codes. Nothing is added then.
otp-too-long = Le lien ou un nom est trop long. Rien n’a été ajouté.
otp-unknown-type = Ce type de code n’est pas encore pris en charge. Rien n’a été ajouté.
otp-duplicate = Le lien dit deux fois la même chose. Demandez un nouveau code QR au site.
otp-not-text = Le lien contient des caractères illisibles. Demandez un nouveau code QR au site.
otp-secret-missing = La clé secrète manque. Saisissez celle qu’affiche le site.
otp-secret-not-base32 = La clé secrète ne contient que les lettres A–Z et les chiffres 2–7. Comparez-la à celle du site.
otp-secret-too-long = La clé secrète est trop longue. Comparez-la à celle du site.
otp-algorithm = L’algorithme doit être SHA1, SHA256 ou SHA512.
otp-digits = Un code a de 1 à 10 chiffres.
otp-period = Un code est valable d’une seconde à un an.
otp-counter = Un compte à compteur a besoin de son compteur sous forme de nombre.
