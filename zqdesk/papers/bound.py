"""The door to everything that is printed as a book: those of the reserve, and the rosters of the monthly payments."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from zqdesk.office.reserve.books.values import Book
from zqdesk.papers.payroll import roster
from zqdesk.papers.reserve import books
from zqdesk.papers.reserve.books import Kind

BOOKS: Mapping[str, Kind] = {**books.KINDS, **roster.KINDS}


def view(session: Session, kind: str, subject: str) -> Book:
    """The book of a month, a year or a row, as it stands."""
    return BOOKS[kind].read(session, subject)


def views(session: Session, kind: str, subjects: Sequence[str]) -> tuple[Book, ...]:
    """The same of several subjects."""
    return tuple(BOOKS[kind].read(session, subject) for subject in subjects)


def title_of(kind: str, subject: str = "") -> str:
    """What it is called."""
    return roster.TITLES.get(kind) or books.title_of(kind, subject)
