# The list of accounts, one account's page, the lock screen and the start.
lock-title = kAuth está bloqueado
lock-text = Introduzca su frase de acceso para ver los códigos y aprobar solicitudes.
lock-waiting = { $count ->
    [one] Hay una solicitud en espera. Puede rechazarla sin desbloquear.
   *[other] Hay { $count } solicitudes en espera. Puede rechazarlas sin desbloquear.
 }
start-title = Inicie sesión de forma segura con este teléfono
start-text = kAuth le pregunta cuando alguien entra en su cuenta y crea códigos cuando no hay red. Añada su primera cuenta para empezar.
accounts-title = Cuentas
accounts-nothing-found = Ninguna cuenta coincide con «{ $search }».
accounts-refreshed = Actualizado, { $time }
accounts-not-refreshed = No se pudo contactar con { $host }, { $time }
account-weak = Esta clave es corta. Los códigos funcionan, pero pida una nueva al sitio.
account-code-hint = { $seconds ->
    [one] Válido un segundo más
   *[other] Válido { $seconds } segundos más
 }
account-counter-hint = Cada código sirve una vez. Cree uno nuevo cuando lo necesite.
account-no-code-hint = Esta cuenta no tiene códigos en este teléfono.
account-spoken = { $issuer }, { $name }
account-link-again = Vincule de nuevo este teléfono
account-unfinished = La vinculación no terminó a tiempo. Elimine esta cuenta y vincúlela de nuevo.
account-linked-since = Vinculada el { $date }
account-linked-text = { $provider } pregunta a este teléfono cuando alguien inicia sesión y acepta sus códigos cuando no hay red.
account-own-certificate = Certificado propio, no verificado públicamente
account-recovery-left = { $count ->
    [one] Queda un código de recuperación
   *[other] Quedan { $count } códigos de recuperación
 }
account-recovery-none = No quedan códigos de recuperación
account-recovery-warning = Cree un nuevo juego en la página del proveedor antes de que se acaben.
remove-title = ¿Eliminar { $name }?
remove-text-linked = { $provider } sabrá que este teléfono ya no aprueba inicios de sesión de esta cuenta.
remove-warning-linked = Sus códigos en este teléfono dejan de funcionar. La verificación en dos pasos sigue activa en { $provider }: necesitará otro teléfono vinculado o un código de recuperación.
remove-text-codes = La cuenta en sí no cambia: solo se eliminan sus códigos en este teléfono.
remove-warning-codes = Si el sitio sigue pidiendo códigos, quizá no pueda entrar. Desactive antes allí la verificación en dos pasos o conserve otra vía.
remove-confirm = Eliminar de este teléfono
