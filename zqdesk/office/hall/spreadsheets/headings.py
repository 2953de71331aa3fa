"""Which column of a bank's table is what, by its usual headings; and cells read as a day."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from zqdesk.rules.digits import figures

Headings = Mapping[str, tuple[str, ...]]
"""By field the headings it usually has, the most usual first."""
DAY = re.compile(r"(20\d\d)[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T]?\d{1,2}:?\d{2}.*)?")
BESIDE_THE_WORDS = re.compile(r"[(（\[【].*?[)）\]】]|[\s:：*＊/、]")


def columns_of(row: Sequence[str], headings: Headings) -> dict[str, int]:
    """The columns by field; of two for one field the one with the more usual heading."""
    ranks: dict[str, tuple[int, int]] = {}
    for number, text in enumerate(row):
        words = BESIDE_THE_WORDS.sub("", text)
        for field, known in headings.items():
            if words in known:
                ranks[field] = min(ranks.get(field, (len(known), 0)), (known.index(words), number))
    return {field: number for field, (_, number) in ranks.items()}


def cell(row: Sequence[str], columns: Mapping[str, int], field: str) -> str:
    """Empty where the table has no such column, or the row ends before it."""
    at = columns.get(field)
    return row[at].strip() if at is not None and at < len(row) else ""


def day_of(text: str) -> date | None:
    """A day as banks write it, with or without the hour; None where it is none."""
    found = DAY.fullmatch(figures(text))
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
