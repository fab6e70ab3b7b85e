cli-about = Una app de autenticación en el terminal: aprobar inicios de sesión y leer códigos de un solo uso.
cli-help-commands = Órdenes
cli-help-arguments = Argumentos
cli-help-options = Opciones
cli-help-everywhere = Opciones válidas en todas partes
cli-help-usage = Uso
cli-help-after =
    Los secretos se preguntan y nunca se toman de la línea de órdenes, donde otros usuarios de esta máquina podrían leerlos.
    La única excepción es una dirección otpauth://; con - se lee de la entrada estándar.
    La frase de acceso se lee del terminal o del archivo que indica KAUTH_PASSPHRASE_FILE.
    Códigos de salida: 0 hecho, 1 rechazado o fallido, 2 no entendido.
cli-help-help = Mostrar esta ayuda
cli-help-data = Carpeta de los datos de la app
cli-help-json = Escribir JSON, un objeto por línea
cli-help-language = Idioma de los textos: en, de, fr, it, es
cli-help-device-name = Cómo llaman los proveedores a este dispositivo; si falta, el nombre del ordenador

cli-help-phone = Abrir la app a pantalla completa
cli-help-add = Añadir cuentas: un enlace, una dirección otpauth://, una imagen con un código QR o el archivo de otra aplicación de autenticación
cli-help-add-source = Un enlace, una dirección otpauth://, la ruta de una imagen o de un archivo, o - para la entrada estándar
cli-help-add-yes = Aceptar sin preguntas el proveedor mostrado
cli-help-recovery-file = Escribir los códigos de recuperación en este archivo nuevo, que solo usted puede leer
cli-help-sign-in = Vincular este dispositivo iniciando sesión con un proveedor en el navegador
cli-help-sign-in-host = La dirección del proveedor
cli-help-no-browser = Mostrar la dirección que hay que abrir, sin iniciar ningún navegador
cli-help-list = Mostrar todas las cuentas con sus códigos
cli-help-code = Mostrar un solo código
cli-help-code-account = La cuenta: su identificador, o una parte de su nombre que solo ella tenga
cli-help-code-uri = Generar el código de esta dirección otpauth://, sin abrir los datos
cli-help-code-at = El momento para el que vale el código, en segundos desde 1970
cli-help-inbox = Mostrar las solicitudes en espera
cli-help-approve = Responder sí a una solicitud
cli-help-deny = Responder no a una solicitud
cli-help-report = Denunciar una solicitud: no he sido yo
cli-help-request = El identificador de la solicitud; hace falta si hay varias
cli-help-digits = Las cifras que muestra el navegador
cli-help-approve-yes = Responder sin más preguntas
cli-help-history = Mostrar las solicitudes anteriores
cli-help-rename = Cambiar el nombre de una cuenta en este dispositivo
cli-help-rename-name = El nombre nuevo; vacío para volver al del proveedor
cli-help-note = Escribir una nota para una cuenta
cli-help-note-text = La nota
cli-help-recovery-codes = Mostrar los códigos de recuperación de una cuenta, si este dispositivo los tiene
cli-help-remove = Eliminar una cuenta de este dispositivo
cli-help-remove-yes = Eliminar sin preguntar
cli-help-lock = Bloquear la app con una frase de acceso, que se pedirá cada vez que se abra
cli-help-unlock = Quitar la frase de acceso de la app
cli-help-passphrase = Cambiar la frase de acceso
cli-help-version = Mostrar la versión

cli-usage-nothing = Indique qué hay que hacer: kauth --help muestra las órdenes.
cli-usage-command = Esa orden no existe: kauth --help las muestra.
cli-usage-option = La opción { $option } no existe aquí: añada --help para ver las que hay.
cli-usage-argument = Sobra un argumento: añada --help para ver qué va en cada lugar.
cli-usage-missing = Falta { $argument }: añada --help para ver qué va en cada lugar.
cli-usage-value = { $argument } no puede tener ese valor: añada --help para ver qué va en cada lugar.
cli-usage-together = { $argument } no puede ir junto con lo demás: añada --help para ver qué va en cada lugar.
cli-usage-encoding = Un argumento no es un texto legible.
cli-usage-terminal = Hace falta un terminal a pantalla completa.
cli-usage-prompt = Hay que hacer una pregunta, pero no hay ningún terminal donde hacerla.
cli-usage-which-request =
    { $count ->
        [one] Hay una solicitud en espera: indique su identificador.
       *[other] Hay { $count } solicitudes en espera: indique el identificador de una.
    }
cli-usage-which-account =
    { $count ->
        [one] Coincide una cuenta: indique su identificador.
       *[other] Coinciden { $count } cuentas: precise el nombre o indique el identificador.
    }

cli-failed-no-account = No coincide ninguna cuenta.
cli-failed-no-request = No hay ninguna solicitud en espera.
cli-failed-read = No se ha podido leer { $path }.
cli-failed-write = No se ha podido escribir { $path }: elija un archivo que aún no exista, en una carpeta suya.
cli-failed-data-dir = No hay lugar para los datos de la app: indique una carpeta con --data.
cli-failed-listen = No se ha podido abrir ningún puerto de esta máquina para la respuesta del navegador.
cli-failed-refused = No se ha cambiado nada.
cli-failed-passphrase-file = No se ha podido leer el archivo que indica KAUTH_PASSPHRASE_FILE.
cli-failed-terminal = No se ha podido usar el terminal.

cli-ask-yes-no = { $question } [y/N]
cli-ask-agree = ¿Continuar con { $host }?
cli-ask-approve = ¿Responder sí?
cli-ask-remove = ¿Eliminarla?
cli-ask-sign = ¿Aprobar con la clave de este dispositivo?
cli-ask-sign-passphrase = Frase de acceso, para aprobar con la clave de este dispositivo
cli-ask-passphrase = Frase de acceso
cli-ask-current-passphrase = Frase de acceso actual
cli-ask-new-passphrase = Nueva frase de acceso
cli-ask-repeat-passphrase = Otra vez la nueva frase de acceso
cli-ask-saved = ¿Los ha guardado?
cli-said-waiting = Esperando a que se escriba el código en la página…
cli-said-linked = Vinculada.
cli-said-added = Añadida.
cli-said-answered = Respondida.
cli-said-removed = Eliminada.
cli-said-renamed = Hecho.
cli-said-locked = Bloqueada: la frase de acceso se pedirá cada vez que se abra la app.
cli-said-locked-already = La app ya está bloqueada con una frase de acceso.
cli-said-unlocked = Se ha quitado la frase de acceso.
cli-said-passphrase-changed = Se ha cambiado la frase de acceso.
cli-said-no-account = Aún no hay ninguna cuenta.
cli-said-no-request = No hay ninguna solicitud en espera.
cli-said-open-browser = Inicie sesión en esta dirección:
cli-said-go-on = Continúe en esta dirección:
cli-said-saved = Guardado en { $path }
cli-said-ends = quedan { $time }
cli-browser-done-title = Puede cerrar esta página
cli-browser-done-text = Se sigue en el terminal.

cli-phone-help = Teclas
cli-phone-help-move = Arriba, Abajo, Tab: elegir
cli-phone-help-enter = Intro: abrir o pulsar
cli-phone-help-back = Esc: atrás
cli-phone-help-scroll = Re Pág, Av Pág: desplazar
cli-phone-help-paste = Pegar un enlace o una dirección en la lista: lo añade
cli-phone-help-keys = Una tecla entre corchetes pulsa el botón que le sigue
cli-phone-help-quit = Ctrl-C: salir
cli-phone-hint-help = F1 Ayuda
cli-phone-hint-back = Esc Atrás
cli-phone-hint-quit = ^C Salir
cli-phone-more = más
cli-phone-named = { $label }:
cli-phone-on = activado
cli-phone-off = desactivado
cli-phone-path-field = Ruta de la imagen o del archivo
cli-phone-save-field = Guardar como
cli-phone-saved = Guardado en { $path }
cli-phone-printed = Enviado a la impresora.
cli-phone-copied = Copiado, si este terminal deja copiar a los programas. Si no, seleccione el texto con el ratón.
cli-phone-copy-title = Copie esto
cli-phone-copy-text = Este terminal no deja copiar a los programas. Seleccione el texto con el ratón.
cli-phone-browser-title = Inicie sesión en el navegador
cli-phone-browser-go-on-title = Continúe en el navegador
cli-phone-browser-text = Debería abrirse un navegador por sí solo. Si no, abra esta dirección:
cli-phone-sign-title = Aprobar con la clave de este dispositivo
cli-phone-wrong-passphrase = Esa no es la frase de acceso.
cli-phone-too-small = Agrande la ventana, por favor.

cli-location-field = Latitud, longitud (por ejemplo 46.20, 6.14)
cli-location-decline = Pulse solo Intro para continuar sin su ubicación.
cli-picture-field = Archivo de la foto
cli-help-check = Demostrar su identidad a un proveedor, con un documento y un selfi
cli-help-check-source = El enlace o una imagen de su código QR; sin él sigue la verificación en curso
cli-help-check-phone = Su número de móvil con el prefijo del país
cli-help-check-code = El código del SMS; se pide si falta
cli-help-check-document = Qué documento se fotografía
cli-help-check-front = Imagen del anverso, o de la página del pasaporte con la foto
cli-help-check-back = Imagen del reverso
cli-help-check-selfie = Imagen de usted con el documento
cli-help-check-location = Dónde está: latitud, longitud
cli-help-check-no-location = No decir dónde está
cli-help-check-anyway = Enviar imágenes difíciles de leer, marcadas como tales
cli-help-check-yes = Aceptar y enviar sin preguntas
