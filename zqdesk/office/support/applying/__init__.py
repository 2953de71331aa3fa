"""How 特困 is asked for: the application, the person as the rules see them, the papers it needs."""
