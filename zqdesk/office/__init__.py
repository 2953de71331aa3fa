"""What a hall does: acts `def act(work, …)` run by `Register.do`, and looks `def look(session, …)` by `Register.read`."""
