# Qué contiene la exportación de otra aplicación, antes de que se añada nada.
import-title = { $count ->
    [one] { $count } cuenta encontrada
   *[other] { $count } cuentas encontradas
}
import-from-codes = En códigos QR de otra aplicación de autenticación. Aún no se ha añadido nada.
import-from-text = En un archivo de texto. Aún no se ha añadido nada.
import-from-file = En un archivo de { $app }. Aún no se ha añadido nada.
import-missing = Se han leído { $read } de { $of } códigos QR. Lea también los demás, en cualquier orden.
import-scan-another = Escanear otro
import-another-picture = Otra imagen
import-code-again = Este código ya se ha leído. Muestre el siguiente.
import-group-new = Se añadirán
import-group-known = Ya estaban
import-group-refused = No se pueden añadir
import-nameless = Cuenta sin nombre
import-delete-file = Borre después el archivo: quien lo tenga puede generar sus códigos.
import-add = { $count ->
    [one] Añadir
   *[other] Añadir todas
}
# Por qué no se toma una cuenta; aparece bajo su nombre.
import-reason-kind = Aquí no se pueden generar códigos del tipo { $kind }.
import-reason-unknown-kind = Aquí no se pueden generar códigos de este tipo.
import-reason-algorithm = Su algoritmo no es SHA1, SHA256 ni SHA512.
import-reason-secret = Su clave secreta falta o está dañada.
import-reason-counter = Su contador falta o está dañado.
import-reason-form = Sus datos están dañados.
