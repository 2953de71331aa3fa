"""What is kept. The door: `register.Register`, opened over `vault`; tables are written only by acts of the office."""

from zqdesk.records import changes, search, tables

__all__ = ["changes", "search", "tables"]
