"""Checks that every step shares: days that can be true, and words that must be there."""

from collections.abc import Container
from datetime import date
from itertools import pairwise

from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Problem

EARLIEST = date(1900, 1, 1)
"""Before this day nothing happened that the hall writes down: such a year is a slip of the hand."""


def check_day(
    field: str, day: date | None, title: str, *, today: date, earliest: date | None = None
) -> list[Problem]:
    """A day that is missing, lies after today, absurdly far back, or before the step it follows from, is refused."""
    if day is None:
        return [Problem(f"{field}.empty", f"请填写{title}", field)]
    if day > today:
        return [Problem(f"{field}.future", f"{title}{chinese_day(day)}晚于今天，请核对。", field)]
    if day < EARLIEST:
        return [Problem(f"{field}.far", f"{title}{chinese_day(day)}年份有误，请核对。", field)]
    if earliest is not None and day < earliest:
        text = f"{title}{chinese_day(day)}早于{chinese_day(earliest)}，请核对。"
        return [Problem(f"{field}.early", text, field)]
    return []


def check_order(field: str, *days: tuple[str, date | None]) -> list[Problem]:
    """Days named by their words, in the only order they can have: birth, joining, leaving, death.

    An unknown one says nothing.
    """
    known = [(words, day) for words, day in days if day is not None]
    return [
        Problem(
            f"{field}.order", f"{words}{chinese_day(day)}早于{before}{chinese_day(first)}，请核对。", field
        )
        for (before, first), (words, day) in pairwise(known)
        if day < first
    ][:1]


def check_filled(field: str, value: str, title: str, source: str = "") -> list[Problem]:
    """Words that must be there; blanks are none."""
    if value.strip():
        return []
    return [Problem(f"{field}.empty", f"请填写{title}。", field, source)]


def check_choice(field: str, value: str, known: Container[str], title: str) -> list[Problem]:
    """A value out of a table or a mapping."""
    if value in known:
        return []
    return [Problem(f"{field}.unknown", f"请选择{title}。", field)]
