"""The room in which lists from elsewhere are compared with the rolls, and visits are recorded."""
