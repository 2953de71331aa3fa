"""What every programme asks of a household: who counts, income, property; and the steps every application takes."""
