"""Entry fields of one line: what was typed, the value it means, and why it means none."""
