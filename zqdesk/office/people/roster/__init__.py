"""A roster brought in from a file: recognised, read, checked, compared, and taken back. Doors: `plan`, `importing`."""
