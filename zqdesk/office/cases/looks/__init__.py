"""What a case is and how it stands: its dossier, limits, progress, wording, its line in a list; nothing here writes."""
