"""Paying families from the reserve, and settling what was paid with the district."""
