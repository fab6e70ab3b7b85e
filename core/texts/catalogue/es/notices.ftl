# Banners, passing notices and problem screens.
banner-offline = No se puede contactar con { $host }. Los códigos siguen funcionando.
banner-offline-several = { $count ->
    [one] No se puede contactar con un proveedor. Los códigos siguen funcionando.
   *[other] No se puede contactar con { $count } proveedores. Los códigos siguen funcionando.
 }
banner-retry = Reintentar
banner-provider-refuses = { $host } no reconoce este teléfono. No se ha borrado nada. Entre allí y revise sus teléfonos vinculados.
banner-clock-behind = { $minutes ->
    [one] El reloj de este teléfono va un minuto atrasado. Los códigos para { $host } están corregidos.
   *[other] El reloj de este teléfono va { $minutes } minutos atrasado. Los códigos para { $host } están corregidos.
 }
banner-clock-ahead = { $minutes ->
    [one] El reloj de este teléfono va un minuto adelantado. Los códigos para { $host } están corregidos.
   *[other] El reloj de este teléfono va { $minutes } minutos adelantado. Los códigos para { $host } están corregidos.
 }
banner-not-backed-up = Sus códigos solo existen en este teléfono; aún no hay copia de seguridad. Guarde los códigos de recuperación en otro lugar.
banner-dismiss = Entendido
banner-link-again = Hay que vincular de nuevo este teléfono con { $host }.
banner-link-again-action = Qué hacer
banner-notifications-off = Las notificaciones están desactivadas: solo ve las solicitudes con la app abierta.
snackbar-copied = Código copiado
snackbar-recovery-copied = Códigos de recuperación copiados
snackbar-removed = { $name } eliminada
snackbar-undo = Deshacer
snackbar-added = { $name } añadida
snackbar-added-already = { $name } ya estaba
snackbar-imported = { $count ->
    [one] { $count } cuenta añadida
   *[other] { $count } cuentas añadidas
}
snackbar-passphrase-set = El bloqueo está activado
snackbar-passphrase-removed = El bloqueo está desactivado
snackbar-link-removed = { $provider } ha eliminado la cuenta { $login }
snackbar-check-withdrawn = Retirada. No se conserva nada.
problem-title = No ha funcionado
problem-retry = Reintentar
banner-no-screen-lock = Este dispositivo no tiene bloqueo de pantalla: quien lo tenga en la mano puede decir que sí. Configure uno en los ajustes del sistema.
snackbar-diagnostics-copied = Copiado. No contiene secretos ni nombres.
undone-open-url = Este dispositivo no pudo abrir la página. Active un navegador e inténtelo de nuevo.
undone-save = No se guardó nada. Elija otro lugar o copie el texto.
undone-print = No se imprimió nada. Guarde una copia en su lugar.
undone-copy = No se copió nada. Inténtelo de nuevo.
undone-open-settings = No se pudieron abrir los ajustes. Ábralos usted mismo.
banner-battery-saving = El sistema ahorra batería: con la pantalla apagada las solicitudes pueden llegar tarde. Deje que kAuth trabaje en segundo plano.
banner-recovery-begun = Alguien, probablemente usted, pidió volver a entrar en { $login } de { $host } sin la contraseña. ¿No fue usted? Deténgalo.
banner-recovery-check-begun = Alguien, probablemente usted, quiere volver a entrar en { $login } de { $host } mostrando un documento al soporte. ¿No fue usted? Deténgalo.
banner-recovery-check-accepted = El soporte de { $host } ha aceptado una prueba de identidad para { $login }. Lo solicitado podrá terminarse a partir del { $when }. ¿No fue usted? Deténgalo.
banner-recovery-password-later = Se ha elegido una contraseña nueva para { $login } de { $host }. Vale a partir del { $when }. ¿No fue usted? Deténgalo.
banner-recovery-done = Alguien ha recuperado el acceso a { $login } de { $host }, y ya es efectivo. ¿No fue usted? Escriba enseguida al soporte del proveedor.
banner-recovery-stopped = La vuelta a { $login } de { $host } se ha detenido. No se ha cambiado nada.
notification-recovery-title = Su cuenta de { $site }
banner-recovery-stop = Detener
banner-recovery-mine = Fui yo
