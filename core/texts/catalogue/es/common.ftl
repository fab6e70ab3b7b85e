app-name = kAuth

yes = Sí
no = No
ok = Aceptar
cancel = Cancelar
next = Siguiente
back = Atrás
close = Cerrar
done = Listo
save = Guardar
send = Enviar
copy = Copiar
copied = Copiado
print = Imprimir
undo = Deshacer
delete = Eliminar
remove = Quitar
rename = Cambiar nombre
edit = Editar
add = Añadir
search = Buscar
retry = Intentar de nuevo
refresh = Actualizar
later = Más tarde
open = Abrir
help = Ayuda
settings = Ajustes
language-label = Idioma
learn-more = Más información
show = Mostrar
hide = Ocultar
on = Activado
off = Desactivado
never = Nunca
unknown = Desconocido
loading = Un momento…

duration-seconds = { $count ->
    [one] { $count } segundo
   *[other] { $count } segundos
}
duration-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
}
duration-hours = { $count ->
    [one] { $count } hora
   *[other] { $count } horas
}
duration-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}
