"""How letters come in and answers go out: over HTTP and from a stick, who may send how much, and the server's own log."""
