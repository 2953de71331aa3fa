"""The papers of the subsistence allowance (低保)."""
