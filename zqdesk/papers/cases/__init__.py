"""Papers and blocks of papers that every programme shares."""
