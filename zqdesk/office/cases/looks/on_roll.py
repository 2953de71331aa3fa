"""Whose place on the roll an entry is: the household's as a whole, or that of one who applied alone (S2 art. 8)."""

from sqlalchemy import ColumnElement, and_, or_, true

from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import RollEntry


def whose(case: Case) -> str | None:
    """The one the case is for alone, or None for the household."""
    return case.single_person_id if case.single_reason else None


def entries_of(case: Case) -> ColumnElement[bool]:
    """The entries this case is about."""
    return and_(RollEntry.household_id == case.household_id, RollEntry.person_id.is_(whose(case)))


def in_its_way(case: Case) -> ColumnElement[bool]:
    """The entries beside which the case cannot come on the roll; another who applied alone is not in the way."""
    alone = whose(case)
    if alone is None:
        return true()
    return or_(RollEntry.person_id.is_(None), RollEntry.person_id == alone)


def beside(case: Case, other: Case) -> bool:
    """Whether two cases of one household are for two who each apply alone."""
    return None not in (whose(case), whose(other)) and whose(case) != whose(other)
