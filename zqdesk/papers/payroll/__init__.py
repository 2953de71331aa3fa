"""What the monthly payments put on paper and into the bank's file."""
