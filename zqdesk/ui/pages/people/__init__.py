"""Persons and households outside a case, and the roster brought in."""
