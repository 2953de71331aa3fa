"""A period of the books: a month (`2026-11`) or a year (`2026`), its days and its words."""

from datetime import date, timedelta

from zqdesk.rules.calendar import first_of_next_month

MONTH = len("2026-11")
"""Length of the period of a month; a year has four characters."""


def period_words(period: str) -> str:
    """`2026-11` → 2026年11月, `2026` → 2026年."""
    return f"{period[:4]}年" + (f"{int(period[5:7])}月" if len(period) >= MONTH else "")


def first_day(period: str) -> date:
    return date.fromisoformat(f"{period}-01" if len(period) == MONTH else f"{period}-01-01")


def last_day(period: str) -> date:
    """The last day of a month or a year."""
    month = first_day(period if len(period) == MONTH else f"{period}-12")
    return first_of_next_month(month) - timedelta(days=1)
