"""A family as it is entered: one frozen value, its checks, and how it is written into the rows of a case."""
