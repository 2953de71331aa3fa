"""The pages and forms of 特困. The door: `face.SUPPORT`."""
