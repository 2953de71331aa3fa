"""Who should be on a roll: lists from elsewhere compared with rolls and cases, and what a visit found."""
