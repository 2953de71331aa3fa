"""Papers and scans on screen, on paper, as files: preview, printer, copies, attachments."""
