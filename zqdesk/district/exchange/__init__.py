"""What is done with a known desk's message: acts enter their town's log, others' acts and attachments go back. Door: `exchanging`."""
