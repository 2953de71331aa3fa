"""Persons and households outside a case: their files, what happens to them, doubles, the roster brought in."""
