"""Entry fields and pictures of state that several pages use."""
