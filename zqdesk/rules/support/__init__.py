"""What only the law of the destitute says (特困): the three conditions, self-care, the amount, the process tables."""
