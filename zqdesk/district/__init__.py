"""The district's side: what its server does with what desks send. Doors: `__main__` for the administrator, `door` for desks."""
