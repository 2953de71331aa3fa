"""The papers of temporary relief (临时救助)."""
