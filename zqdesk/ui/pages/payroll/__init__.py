"""The room of the monthly payments: lists, what is owed still, what is to come back."""
