"""What is kept. The door: `register.Register`, opened over `vault`; tables are written only by acts of the office."""

from zqdesk.records import (
    case,
    changes,
    household,
    paper,
    person,
    place,
    relief,
    reserve,
    search,
    staff,
    steps,
)

__all__ = [
    "case",
    "changes",
    "household",
    "paper",
    "person",
    "place",
    "relief",
    "reserve",
    "search",
    "staff",
    "steps",
]
