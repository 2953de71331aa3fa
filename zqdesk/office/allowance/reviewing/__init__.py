"""Households on the roll: what falls due, what changed, and reviewing them (S2 art. 31-34)."""
