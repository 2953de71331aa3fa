"""The printed report of a period."""
