"""What looks over all programmes at once: today's work and the case page."""
