"""What a hall does for the destitute alone (特困): acceptance, assessment, care, decisions, what follows later."""
