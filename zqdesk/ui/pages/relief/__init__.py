"""The pages and forms of temporary relief (临时救助). The door: `face.RELIEF`."""
