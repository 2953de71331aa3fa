"""Months and years of the books: closing them, and what they reported."""
