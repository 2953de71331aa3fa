"""The pages before the desk: first run, sign-in, lock, recovery, restoring, trouble."""
