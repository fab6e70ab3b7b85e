place-this-machine = Questo computer
place-this-network = La rete locale
place-unknown = Luogo sconosciuto
