place-this-machine = Este ordenador
place-this-network = Su propia red
place-unknown = Lugar desconocido
