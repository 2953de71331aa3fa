"""Lists to read, and small tables to type into."""
