# Demostrar quién es uno (kCheck), página por página.

check-agree-title = ¿Demostrar su identidad a este proveedor?
check-agree-text = Continúe solo si lo empezó usted en una página de esta dirección o recibió su correo. Después verá qué quiere saber; no se envía nada antes de que acepte.
check-agree-known = Este teléfono está vinculado con este proveedor.
check-consent-title = Esto es lo que acepta
check-consent-agree = Acepto
check-only-if-you = Solo si lo empezó usted. Quien se lo pide por teléfono o en un chat quiere sus documentos.
check-unknown-provider = Este teléfono no está vinculado con este proveedor. Compruebe que la dirección es la correcta.
check-why = Motivo
check-account = Cuenta
check-sent = Qué se envía
check-sent-pictures = Su número de móvil, fotos de su documento y de usted
check-sent-location = Su número de móvil, su ubicación, fotos de su documento y de usted
check-sent-location-optional = Su número de móvil, si quiere su ubicación, fotos de su documento y de usted
check-readers = Quién lo lee
check-readers-text = { $count ->
    [1] Una persona revisora del proveedor. Se cifra para ella en este teléfono.
   *[other] { $count } personas revisoras del proveedor. Se cifra para ellas en este teléfono.
}
check-kept = Conservación
check-kept-text = Hasta que se decida, nunca más allá del { $time }
check-trigger-forgotten-password = La contraseña se ha olvidado
check-trigger-forgotten-login = La dirección de acceso se ha olvidado o ya no existe
check-trigger-two-step-off = Se va a desactivar el acceso en dos pasos
check-trigger-unlock = La cuenta está bloqueada
check-trigger-first-payout = El primer pago
check-trigger-suspect-order = Un pedido necesita una revisión

check-number-title = Su número de móvil
check-number-text = Recibe un código por SMS, que muestra que el número es suyo. Escríbalo con el prefijo del país.
check-number-field = Número de móvil
check-number-send = Enviarme un código
check-code-title = El código del SMS
check-code-text = Se envió a { $number }. Puede tardar un minuto.
check-code-failed = Demasiados códigos incorrectos. Retire esta verificación y empiece de nuevo en la página del proveedor.
check-code-wrong = { $tries ->
    [0] Ese no era el código del SMS, y no queda ningún intento.
    [one] Ese no es el código del SMS. Queda { $tries } intento.
   *[other] Ese no es el código del SMS. Quedan { $tries } intentos.
}
check-code-field = Código
check-code-again = Enviar otro código
check-code-other-number = Usar otro número

check-location-title = Su ubicación
check-location-text = Su ubicación ayuda a ver que es usted. Se envía una vez, cifrada, y se borra con todo lo demás.
check-location-required = Sin ella, este proveedor no puede continuar.
check-location-share = Indicar mi ubicación
check-location-decline = Continuar sin ella

check-document-title = ¿Qué documento?
check-document-text = Téngalo a mano. Debe ser válido.
check-identity-card = Documento de identidad
check-identity-card-text = Anverso y reverso
check-passport = Pasaporte
check-passport-text = La página con la foto
check-picture-front = Anverso del documento
check-picture-back = Reverso del documento
check-picture-photo-page = Página con la foto
check-picture-selfie = Usted con el documento
check-picture-card-text = Ponga el documento sobre una superficie oscura con buena luz, con las cuatro esquinas en el encuadre.
check-picture-page-text = Abra el pasaporte por la página con la foto y póngalo plano, con toda la página en el encuadre.
check-picture-selfie-text = Sostenga el documento junto a su cara, con la foto hacia la cámara. Ambos deben estar en el encuadre.
check-picture-take = Hacer la foto
check-picture-choose = Elegir una foto
check-picture-anyway = Enviarla de todos modos
check-camera-refused = La cámara no está permitida. Aun así puede elegir fotos; la cámara se permite en los ajustes del sistema.
hint-no-document = Muestre el documento entero.
hint-too-far = Acérquese.
hint-too-near = Aléjese un poco.
hint-too-dark = Está demasiado oscuro. Busque más luz.
hint-too-bright = Hay demasiada luz. Gírese de espaldas a ella.
hint-blurred = Está borroso. No se mueva y deje que la cámara enfoque.
hint-glare = Hay un reflejo. Incline un poco el documento.
hint-cut-off = Falta una esquina. Muestre el documento entero.
hint-tilted = Sostenga el teléfono paralelo al documento.
hint-wrong-side = Parece el otro lado. Dé la vuelta al documento.
hint-no-face = No se ve su cara. Mire a la cámara.
hint-no-portrait = No se ve la foto del documento.
hint-hold-still = No se mueva…
sight-complaint = Hace un rato que no sale. { $hint } También puede hacer la foto usted.

check-review-title = Revise todo una vez más
check-review-text = Puede repetir cualquier foto. Después del envío, solo quien revisa puede pedir otra.
check-review-flagged = Marcada: quizá difícil de leer
check-review-retake = Repetir
check-review-location-given = Se envía
check-review-location-declined = No se envía
check-review-lines = Líneas del documento
check-review-read = Leídas en este teléfono
check-review-not-read = No se han podido leer; las lee quien revisa
check-review-wifi-only = Esperar al wifi
check-review-send = Enviar
check-sending-title = Enviando…
check-sending-text = Puede salir de la aplicación. El envío sigue en cuanto puede.
check-sending-begins = Preparando…
check-sending-progress = { $done } de { $total } MB
check-sending-progress-left = { $done } de { $total } MB, quedan unos { $left }
check-sending-waits-wifi = Esperando al wifi.
check-sending-waits-network = Sin conexión. Seguirá por sí solo.
check-sending-now = Enviar ahora de todos modos
check-withdraw = Retirar

check-banner = { $host }: { $status }
check-banner-action = Mostrar
check-title-open = Aún no enviado
check-title-submitted = Recibido
check-title-in-review = En revisión
check-title-retake = Repita una foto, por favor
check-title-accepted = Aceptado
check-title-refused = No aceptado
check-title-expired = Se acabó el tiempo
check-title-withdrawn = Retirado
check-title-replaced = Sustituido
check-title-unreadable = Nadie ha podido leerlo
check-title-stopped = Detenido
check-text-open = Su verificación no está terminada.
check-text-submitted = El proveedor lo tiene todo. Puede cerrar la aplicación y mirar más tarde.
check-text-in-review = Alguien del proveedor está mirando sus fotos.
check-text-retake = Esto se necesita una vez más. Todo lo demás queda como está.
check-text-accepted = Ha demostrado su identidad. Continúe aquí, en este teléfono.
check-text-finished = Ha demostrado su identidad, y está terminado.
check-text-refused = El proveedor no ha podido confirmar su identidad. Pregunte a su soporte qué puede hacer.
check-text-refused-because = El proveedor no ha podido confirmar su identidad: { $reason } Pregunte a su soporte qué puede hacer.
check-text-expired = No se decidió a tiempo. Pida un código nuevo en la página del proveedor.
check-text-withdrawn = No se conserva nada.
check-text-replaced = Una verificación más reciente de la misma cuenta ocupó su lugar.
check-text-unreadable = Las personas que podrían haberlo leído ya no están. Pida un código nuevo en la página del proveedor.
check-text-stopped = Alguien avisado en las direcciones de la cuenta la detuvo. Si no fue usted, pregunte al soporte del proveedor.
check-status-usual = Suele tardar { $time } en horario de oficina.
check-status-deleted-at = Todo se borra como muy tarde el { $time }.
check-status-deleted = Sus fotos están borradas en este teléfono y en el proveedor.
check-status-retake = Hacerla ahora
check-status-finish = Continuar
check-status-finish-waits = Podrá continuar en { $time }. Hasta entonces se puede detener desde las direcciones de la cuenta.
check-status-close = Listo
check-reason-blurred = Está borrosa.
check-reason-glare = Un reflejo tapa algo.
check-reason-too-dark = Está demasiado oscura.
check-reason-cut-off = Falta una parte.
check-reason-wrong-side = Es otro lado u otro documento.
check-reason-expired-document = El documento ya no es válido.
check-reason-face-hidden = No se reconoce su cara.
check-reason-document-hidden = No se ve el documento.
check-reason-no-match = No coincide con lo que consta.
check-reason-doubtful = El documento no parece correcto.
check-reason-other = No se ha podido usar.
