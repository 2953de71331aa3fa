"""The figures of a month, quarter or year: what is counted, by whom it is kept, and how it is compared."""
