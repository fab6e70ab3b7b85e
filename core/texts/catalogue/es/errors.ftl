error-not-a-link = kAuth no puede usar esto. Escanee de nuevo el código QR de la página del proveedor o pegue el enlace completo.
error-link-invalid = Este enlace está dañado o incompleto. Vuelva a la página que lo mostró y escanee el código de nuevo.
error-link-expired = Este enlace ha caducado. Pida un código nuevo en la página que lo mostró.
error-link-used = Este enlace ya se ha usado. Pida un código nuevo en la página que lo mostró.
error-link-unknown = El proveedor no conoce este enlace. Pida un código nuevo en su página.
error-link-void = Otro teléfono intentó usar el mismo enlace, así que se anuló en ambos. Pida un código nuevo y no deje que nadie más lo vea.
error-link-refused = La vinculación se canceló en la página. Si no era su intención, pida allí un código nuevo.
error-link-limit = Esta cuenta ya está vinculada a tantos teléfonos como permite el proveedor. Quite uno en la página del proveedor y vuelva a intentarlo.
error-import-encrypted = Este archivo está bloqueado con una contraseña. Expórtelo de nuevo en la otra aplicación sin contraseña, elija aquí ese archivo y bórrelo después.
error-import-unknown = Aquí kAuth no puede leer ni una imagen ni cuentas de otra aplicación. Elija una imagen PNG, JPEG o WebP, o exporte de nuevo las cuentas sin contraseña.
error-import-empty = En esta exportación no hay cuentas con códigos. Compruebe en la otra aplicación que se exportaron.
error-picture-unreadable = No se puede abrir esta imagen. Elija una imagen PNG, JPEG o WebP de tamaño razonable.
error-picture-without-code = En esta imagen no hay ningún código QR. Elija una en la que el código entero se vea nítido y recto.
error-host-invalid = Esta no es la dirección de un proveedor. Escríbala como aparece en su sitio web, por ejemplo login.example.com.

error-otp-invalid = Con estos datos no se pueden generar códigos correctos. Compare cada uno con lo que muestra el proveedor.

error-plain-http = La conexión con esta dirección no estaría cifrada, por eso kAuth no la usa. Pida al proveedor una dirección que empiece por https.
error-server-key-mismatch = El servidor no ha podido demostrar que es el que indica el enlace. No continúe y pida un código nuevo en el propio sitio del proveedor.
error-certificate = El certificado del servidor no es el correcto; es posible que alguien esté espiando. Pruebe con otra red; si sigue igual, avise al proveedor.
error-foreign-key = Ya está vinculado con un proveedor en esta dirección, pero este enlace trae otra clave. No continúe y pregunte al proveedor si ha cambiado de servidor.
error-update-needed = Para esto hace falta una versión más reciente de kAuth. Actualice la app y vuelva a intentarlo.

error-offline = No hay conexión. Compruebe la red e inténtelo de nuevo; sus códigos funcionan sin ella.
error-timed-out = El proveedor no ha respondido a tiempo. Inténtelo de nuevo en un momento.
error-bad-answer = No se ha podido entender la respuesta del proveedor. Inténtelo más tarde; si sigue igual, avise al proveedor.
error-provider-down = El proveedor tiene un problema propio. Inténtelo de nuevo en unos minutos; sus códigos siguen funcionando.
error-too-many = Han sido demasiadas veces en poco tiempo. Espere un momento e inténtelo de nuevo.
error-provider-refused = El proveedor lo ha rechazado. No se ha eliminado nada; inténtelo de nuevo o vuelva a vincular este teléfono en la página del proveedor.
error-link-again = Se han perdido las claves de este teléfono para esta cuenta. Vuelva a vincular el teléfono en la página del proveedor.
error-link-gone = El proveedor ha puesto fin a esta vinculación. Vuelva a vincular el teléfono si quiere seguir usándolo.
error-sign-in-mismatch = La página de inicio de sesión ha devuelto algo que no pertenece a este inicio de sesión. Empiece de nuevo en kAuth.
error-sign-in-denied = El inicio de sesión se interrumpió en la página. Empiece de nuevo si no era su intención.

error-digits-invalid = El número de cifras no es correcto. Escriba exactamente las cifras que muestra el navegador.
error-digits-wrong = No son las cifras que muestra el navegador. Mírelas y compárelas antes de escribirlas de nuevo.
error-request-over = Esta solicitud ha terminado. Si todavía quiere iniciar sesión, empiece de nuevo en el navegador.
error-request-answered = Esta solicitud ya se ha respondido. No hay nada más que hacer.
error-request-unknown = Esta solicitud ya no existe. Si está esperando en un navegador, pida allí una nueva.
error-signature-declined = Su respuesta no se confirmó con el dedo, la cara o la frase de acceso, así que no se envió nada. Responda de nuevo para confirmarla.

error-locked = kAuth está bloqueado. Desbloquéelo primero.
error-wrong-passphrase = La frase de acceso no es correcta. Compruebe las mayúsculas y el idioma del teclado e inténtelo de nuevo.
error-passphrase-invalid = Esta frase de acceso es demasiado corta o demasiado larga. Use al menos 8 caracteres; varias palabras se recuerdan bien.
error-passphrases-differ = Las dos frases de acceso no coinciden. Escriba la nueva dos veces.
error-account-unknown = Esta cuenta ya no está en este teléfono. Vuelva a la lista.
error-text-invalid = Este texto es demasiado largo o contiene caracteres que no se pueden mostrar. Acórtelo o escríbalo de nuevo.
error-nothing-to-do = Aquí no hay nada a lo que esto pueda aplicarse. Vuelva atrás y mire el estado actual.
error-vault-newer = Los datos se guardaron con una versión más reciente de kAuth. Actualice la app para abrirlos; no se ha cambiado nada.
error-vault-damaged = Los datos guardados están dañados y se han dejado como están. Restaure una copia, o muévalos y vuelva a vincular sus cuentas.
error-vault-key = Los datos guardados pertenecen a otro dispositivo o a otra clave. Ábralos donde se crearon o vuelva a vincular sus cuentas aquí.
error-vault-full = No queda espacio en este dispositivo. Libere espacio e inténtelo de nuevo; no se ha perdido nada.
error-vault-in-use = { $process } está usando los datos guardados. Ciérrelo primero y vuelva a intentarlo.
error-vault-failed = No se han podido leer o escribir los datos guardados. Reinicie kAuth; si sigue igual, reinicie el dispositivo.
error-key-store = El almacén de claves de este dispositivo no ha funcionado. Compruebe que haya un bloqueo de pantalla configurado, reinicie el dispositivo e inténtelo de nuevo.
error-stopped = kAuth se está cerrando. Ábralo de nuevo y repita la operación.

error-retry-in = Podrá intentarlo de nuevo dentro de { $duration }.

## Demostrar la identidad
error-reviewers-mismatch = Sus documentos los leerían personas distintas de las que indica el enlace. No se ha enviado nada. Pida un código nuevo en el propio sitio del proveedor.
error-check-void = Otro teléfono usó el mismo código, así que se anuló en ambos. Pida un código nuevo y no deje que nadie más lo vea.
error-check-over = Este código ya se usó o ha caducado. Pida uno nuevo en la página del proveedor.
error-check-under-way = En este teléfono ya hay una verificación de identidad en curso. Termínela o retírela primero.
error-number-invalid = Esto no es un número de móvil. Escríbalo con el prefijo del país, por ejemplo +41 79 123 45 67.
error-number-refused = No se puede enviar ningún mensaje a este número. Use otro número de móvil.
error-code-invalid = El código del SMS tiene seis cifras. Escríbalas todas.
error-location-invalid = No se ha podido determinar su ubicación. Inténtelo de nuevo o, donde sea posible, continúe sin ella.
error-location-required = Este proveedor no puede continuar sin su ubicación. Aún puede indicarla o retirar la verificación.
