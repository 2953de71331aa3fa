"""Today's work: every open case with its next step and its deadline, and what can be done for many at once."""
