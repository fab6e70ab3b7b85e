web-field-name = Nombre
web-field-login = Correo electrónico
web-field-login-hint = Con él inicia sesión.
web-field-number = Número de móvil
web-field-number-hint = Con el prefijo del país, por ejemplo +41 79 123 45 67.
web-field-recovery-address = Segundo correo electrónico
web-field-recovery-address-hint = Para avisos, y por si el primero deja de funcionar.
web-field-password = Contraseña
web-field-new-password = Nueva contraseña
web-field-new-password-hint = Al menos 10 caracteres. Varias palabras son mejores que unos pocos signos; no hay más reglas.
web-field-mail-code = Código de seis cifras
web-field-code = Código de la app
web-field-code-hint = Abra kAuth y toque la cuenta: seis cifras, nuevas cada 30 segundos. Funciona sin red.
web-field-recovery-code = Código de recuperación
web-field-recovery-code-hint = Uno de los diez que guardó. Cada uno sirve una vez; los espacios y guiones no importan.
web-error-name = Escriba un nombre.
web-error-login = Esto no es una dirección de correo. Ejemplo: anna@example.org.
web-error-number = Esto no es un número con prefijo del país.
web-error-recovery-same = Elija una dirección distinta de la que usa para iniciar sesión.
web-error-password-short = Esta contraseña es demasiado corta: necesita al menos { $least } caracteres.
web-error-password-long = Esta contraseña es demasiado larga: { $most } caracteres como máximo.
web-error-password-common = Esta contraseña se adivinaría pronto. Elija otra, por ejemplo unas palabras sin relación entre sí.
web-error-credentials = El correo o la contraseña no son correctos.
web-error-password = La contraseña no es correcta.
web-error-wait = Demasiados intentos. Espere { $time } y vuelva a intentarlo.
web-error-locked = Esta vía está bloqueada tras demasiados intentos. Use otra o cambie la contraseña desde un navegador que ya haya usado.
web-error-code = Este código no es correcto o ya se usó. Espere al siguiente y escríbalo.
web-error-recovery-code = Este código de recuperación no es correcto o ya se usó.
web-error-mail-code = Este código no es correcto. Consulte el correo más reciente.
web-error-mail-code-over = Este código ha caducado o se escribió mal demasiadas veces. Empiece de nuevo.
web-error-confirm = Marque primero la casilla.
web-seconds = { $count ->
    [one] 1 segundo
   *[other] { $count } segundos
    }
web-minutes = { $count ->
    [one] 1 minuto
   *[other] { $count } minutos
    }
