"""What only the law of the subsistence allowance says (低保): its process tables, its amount, single applicants, uplift, reviews."""
