"""What is printed: each paper module has `content(dossier)` and `draw(content) -> PDF bytes`."""
