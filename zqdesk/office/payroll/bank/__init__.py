"""What goes to the bank and what comes back: the file, the answer, and what becomes of each odd row."""
