# Where a request came from, when it is no town.
place-this-machine = This computer
place-this-network = Your own network
place-unknown = Place unknown
