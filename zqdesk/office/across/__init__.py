"""What looks over all programmes at once: today's work, the dossier, history, search, lists."""
