"""What two people set aside because its day was wrong: it stays in the books, and whoever adds up or compares leaves it out."""

from sqlalchemy import ColumnElement, CompoundSelect, Select, literal_column, select, union
from sqlalchemy.orm import Session

from zqdesk.office.reserve.ledger.second_words import CLOSING, COUNT
from zqdesk.records.tables.reserve import CashCount, Closing, Entry, SetAside
from zqdesk.rules.parameters import chinese_day

ENTRY = "entry"
ENTRY_IN_LOG: ColumnElement[int] = literal_column("reserve_entries.rowid")
COUNT_IN_LOG: ColumnElement[int] = literal_column("cash_counts.rowid")
CLOSING_IN_LOG: ColumnElement[int] = literal_column("reserve_closings.rowid")
"""The order in which rows were written, whatever the PC's clock said: none of them is ever deleted."""


def void_entries() -> CompoundSelect[str]:
    """The ids of entries of a wrong day and of their reversals, which bear the same day and cancel them."""
    of_entries = SetAside.matter == ENTRY
    return union(
        select(SetAside.subject_id).where(of_entries),
        select(SetAside.reversal_id).where(of_entries, SetAside.reversal_id.is_not(None)),
    )


def booked() -> ColumnElement[bool]:
    """Entries that count: for whatever adds up, orders or lists by day."""
    return Entry.id.not_in(void_entries())


def counted() -> ColumnElement[bool]:
    """Counts that were not set aside."""
    return CashCount.id.not_in(_subjects(COUNT))


def closed() -> ColumnElement[bool]:
    """Closings that hold: not opened again."""
    return Closing.id.not_in(_subjects(CLOSING))


def last_closing(session: Session) -> Closing | None:
    """The closing that was made last and holds: the only one that can be opened again."""
    return session.scalars(select(Closing).where(closed()).order_by(CLOSING_IN_LOG.desc()).limit(1)).first()


def set_aside_words(undone: SetAside | None) -> str:
    """When, by whom and why; nothing where nothing was."""
    if undone is None:
        return ""
    done = "重新打开" if undone.matter == CLOSING else "作废"
    return f"{chinese_day(undone.set_on)}由{undone.by_name}、{undone.second_name}{done}：{undone.reason}"


def _subjects(matter: str) -> Select[str]:
    return select(SetAside.subject_id).where(SetAside.matter == matter)
