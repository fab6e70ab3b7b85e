place-this-machine = Dieser Computer
place-this-network = Ihr eigenes Netz
place-unknown = Ort unbekannt
