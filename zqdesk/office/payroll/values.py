"""A list and its rows as values: the same for a draft that is worked out and for one that was signed."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from zqdesk.frozen import frozen
from zqdesk.rules.payroll.checks import Note
from zqdesk.rules.payroll.process import Kind, State


class ListRow(NamedTuple):
    """What somebody is to get: a household, or who is on the roll alone (`alone_id`).

    `row_id` is empty while the list is a draft. `months`: of back-pay `(month, base, uplift, paid already, owed)` each.
    """

    home_id: str
    programme: str
    name: str
    person_count: int
    base_fen: int
    uplift_fen: int = 0
    alone_id: str | None = None
    entry_id: str | None = None
    village_id: str = ""
    village_name: str = ""
    address: str = ""
    id_number: str = ""
    certificate_number: str = ""
    months: tuple[tuple[str, int, int, int, int], ...] = ()
    was_fen: int | None = None
    change: str = ""
    why: str = ""
    bank_name: str = ""
    account_name: str = ""
    account_number: str = ""
    notes: tuple[Note, ...] = ()
    held: str = ""
    earlier_id: str | None = None
    origin_id: str | None = None
    row_id: str = ""
    position: int = 0

    @property
    def total_fen(self) -> int:
        return self.base_fen + self.uplift_fen

    @property
    def whose(self) -> tuple[str, str | None]:
        """By what a row of one month is the same as that of another."""
        return self.home_id, self.alone_id

    @property
    def grave(self) -> bool:
        """Whether it must be put right or held back before anybody signs."""
        return not self.held and any(note.grave for note in self.notes)


class EndedRow(NamedTuple):
    """Somebody who got something last month and gets nothing now."""

    home_id: str
    name: str
    village_name: str
    was_fen: int
    why: str


@frozen
class Signature:
    """Who signed as what, and when."""

    title: str
    name: str
    at: datetime


@frozen
class Head:
    """A list without its rows; the sums are those signed, 0 while it is a draft."""

    list_id: str
    kind: Kind
    programme: str
    title: str
    village_id: str
    village_name: str
    from_month: str
    to_month: str
    state: State
    number: str
    source: str
    pay_on: date
    row_count: int
    person_count: int
    base_fen: int
    uplift_fen: int
    total_fen: int
    held_count: int
    held_fen: int
    made_by: str
    signatures: tuple[Signature, ...]
    ended_reason: str


@frozen
class Drawn:
    """A draft as it stands now: its rows, and who is on it no more."""

    rows: tuple[ListRow, ...]
    ended: tuple[EndedRow, ...] = ()


class Sums(NamedTuple):
    """What rows come to; `held_…` is part of the total."""

    row_count: int
    person_count: int
    base_fen: int
    uplift_fen: int
    total_fen: int
    held_count: int
    held_fen: int


def sums(rows: Iterable[ListRow]) -> Sums:
    rows = tuple(rows)
    held = [row.total_fen for row in rows if row.held]
    base, uplift = sum(row.base_fen for row in rows), sum(row.uplift_fen for row in rows)
    persons = sum(row.person_count for row in rows)
    return Sums(len(rows), persons, base, uplift, base + uplift, len(held), sum(held))


def seal(rows: Iterable[ListRow]) -> str:
    """What tells these rows from any other: nobody signs another list than the one they saw."""
    seen = hashlib.sha256()
    for row in rows:
        parts: tuple[Any, ...] = (row.home_id, row.alone_id, row.base_fen, row.uplift_fen, row.account_number)
        seen.update(repr((*parts, row.account_name, row.held, row.person_count)).encode())
    return seen.hexdigest()
