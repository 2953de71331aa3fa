"""What every page stands on: the open register, background threads, commands, messages, look."""
