"""What the clerk sees: Qt windows over the office's acts and looks; no SQL, no rules."""
