# Why an account's details cannot make correct codes. Nothing is added then.
otp-too-long = El enlace o un nombre es demasiado largo. No se ha añadido nada.
otp-unknown-type = Este tipo de código aún no se admite. No se ha añadido nada.
otp-duplicate = El enlace dice dos veces lo mismo. Pida al sitio un código QR nuevo.
otp-not-text = El enlace contiene caracteres ilegibles. Pida al sitio un código QR nuevo.
otp-secret-missing = Falta la clave secreta. Escriba la que muestra el sitio.
otp-secret-not-base32 = La clave secreta solo contiene las letras A–Z y las cifras 2–7. Compárela con la del sitio.
otp-secret-too-long = La clave secreta es demasiado larga. Compárela con la del sitio.
otp-algorithm = El algoritmo debe ser SHA1, SHA256 o SHA512.
otp-digits = Un código tiene de 1 a 10 cifras.
otp-period = Un código es válido entre 1 segundo y un año.
otp-counter = Una cuenta con contador necesita su contador como número.
