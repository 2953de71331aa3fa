"""What `check` looks at, a module a subject; each part yields what it finds and changes nothing."""
