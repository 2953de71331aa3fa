"""Money paid by lists through the bank, month by month: made, checked, signed, answered, paid again, recovered."""
