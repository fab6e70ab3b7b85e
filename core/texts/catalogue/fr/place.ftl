place-this-machine = Cet ordinateur
place-this-network = Votre propre réseau
place-unknown = Lieu inconnu
