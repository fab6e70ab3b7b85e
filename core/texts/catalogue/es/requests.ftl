# Is this you? The sheet, its notification, how it ended, and the history.
request-title-sign-in = ¿Es usted?
request-text-sign-in = Alguien inicia sesión en su cuenta con la contraseña correcta. Diga sí solo si es usted, ahora mismo.
request-title-action = ¿Autoriza esto?
request-text-action = Lea todo lo siguiente. Su sí vale exactamente para esto.
request-title-unknown = Una solicitud que esta versión no entiende
request-update-needed = Actualice kAuth para decir sí. Puede rechazar ahora.
request-unlock = Desbloquee para aprobar. Rechazar funciona sin ello.
request-link-again = La clave de este teléfono para decir sí ya no existe. Vincúlelo de nuevo; rechazar funciona.
request-position = { $position } de { $count }
request-digits = Escriba las { $count } cifras que muestra el navegador.
request-wrong-digits = { $tries ->
    [one] No son las cifras del navegador. Queda un intento.
   *[other] No son las cifras del navegador. Quedan { $tries } intentos.
 }
request-declined = No se confirmó. Inténtelo de nuevo o rechace.
request-key-store = Este teléfono no pudo firmar. Inténtelo de nuevo o rechace.
request-provider-refused = { $host } no reconoce este teléfono ahora. No se ha borrado nada. Use un código.
request-not-sent = Su respuesta está guardada y se enviará en cuanto haya red.
request-sign-reason-sign-in = Aprobar el inicio de sesión de { $login } en { $site }
request-sign-reason-action = Aprobar para { $login } en { $site }: { $title }
request-label-site = Sitio
request-label-browser = Navegador
request-label-system = Sistema
request-label-place = Lugar
request-label-address = Dirección IP
request-label-login = Dirección de acceso
request-label-time = Hora
request-label-title = Qué
request-what-sign-in = Inicio de sesión
request-what-unknown = Solicitud desconocida
notification-title = ¿Es usted? { $site }
notification-title-action = ¿Autoriza esto? { $site }
notification-body = { $login }
ended-back-to-browser = Volver al navegador
ended-approved-title = Aprobada
ended-approved-text = El navegador continúa por sí solo.
ended-refused-title = Rechazada
ended-refused-text = El navegador ha recibido su no.
ended-reported-title = Denunciada
ended-reported-text = Las demás solicitudes están bloqueadas. Alguien conoce su contraseña: entre y elija una nueva ahora.
ended-expired-title = Se acabó el tiempo
ended-expired-text = Nadie respondió a tiempo. Si era usted, repita la solicitud en el navegador.
ended-expired-before-opening-title = Demasiado tarde
ended-expired-before-opening-text = Esta solicitud caducó antes de abrirse aquí. Si era usted, repítala en el navegador.
ended-answered-elsewhere-title = Respondida en otro dispositivo
ended-answered-elsewhere-text = Otro de sus dispositivos ya ha respondido.
ended-answered-elsewhere-by = «{ $device }» ya ha respondido.
ended-withdrawn-title = Retirada
ended-withdrawn-text = El navegador o el proveedor ha retirado la solicitud.
ended-superseded-title = Sustituida por una solicitud más reciente
ended-superseded-text = Responda a la más reciente.
ended-failed-title = Demasiadas cifras erróneas
ended-failed-text = Esta solicitud ha terminado. Repítala en el navegador.
ended-lapsed-title = Aprobada, pero no usada a tiempo
ended-lapsed-text = El navegador no volvió en un minuto. Inicie sesión allí de nuevo.
ended-no-network-title = Su respuesta no llegó
ended-no-network-text = No hubo red hasta que se acabó el tiempo. Repita la solicitud en el navegador o use allí un código.
ended-not-accepted-title = No aceptada
ended-not-accepted-text = El proveedor no aceptó esta respuesta. Repita la solicitud en el navegador o use allí un código.
history-title = Historial
history-empty = Aún no hay solicitudes. Aquí aparecerán las solicitudes y cómo terminaron.
requests-waiting = { $count ->
    [one] Hay una solicitud en espera
   *[other] Hay { $count } solicitudes en espera
 }
