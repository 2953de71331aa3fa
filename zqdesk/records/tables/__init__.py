"""The tables of a case, the people, the papers and the money, a module a subject; `base` says what a row is."""

from zqdesk.records.tables import (
    bank,
    case,
    district,
    exchange,
    figures,
    household,
    paper,
    payroll,
    person,
    place,
    relief,
    reserve,
    seeking,
    staff,
    steps,
    support,
)

__all__ = [
    "bank",
    "case",
    "district",
    "exchange",
    "figures",
    "household",
    "paper",
    "payroll",
    "person",
    "place",
    "relief",
    "reserve",
    "seeking",
    "staff",
    "steps",
    "support",
]
