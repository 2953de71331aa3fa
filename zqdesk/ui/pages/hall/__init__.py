"""The hall itself: settings and help."""
