"""What is done with a case in every programme: accepting, verifying, posting, deciding, ending, sending on."""
