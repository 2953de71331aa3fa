"""The bank is asked: its statements, what of them is in the books, and the reconciliation of each month."""
