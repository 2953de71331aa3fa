"""The papers of 特困. The door: `kinds.KINDS`."""
