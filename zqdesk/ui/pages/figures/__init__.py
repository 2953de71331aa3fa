"""The room of the figures: a report with its definitions, and behind each figure its list."""
