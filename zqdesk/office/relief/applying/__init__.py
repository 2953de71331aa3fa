"""How relief is asked for: applications and emergencies, their household, papers, and what stands against a step."""
