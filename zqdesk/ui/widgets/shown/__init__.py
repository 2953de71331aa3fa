"""Pictures of state: steppers, sums, charts, lines that give way."""
