"""Paying relief out of the reserve, and putting a payment right; each payment hangs on a grant."""
