"""The letters that every programme writes: acceptance, what is missing, decisions and remedies, the receipt."""
