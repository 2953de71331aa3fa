"""Persons and households outside a case: what happens to them, doubles, the roster brought in."""
