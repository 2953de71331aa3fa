"""Whose place on a roll an entry is: the household's as a whole, or that of one person alone (S2 art. 8, S3)."""

from sqlalchemy import ColumnElement, and_, or_

from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import RollEntry


def whose(case: Case) -> str | None:
    """The one the case is for alone, or None for the household."""
    return case.single_person_id


def entries_of(case: Case) -> ColumnElement[bool]:
    """The entries this case is about."""
    return and_(
        RollEntry.programme == case.programme,
        RollEntry.household_id == case.household_id,
        RollEntry.person_id.is_(whose(case)),
    )


def in_its_way(case: Case) -> ColumnElement[bool]:
    """Its programme's entries beside which the case cannot come on the roll; another who applied alone is not in the way."""
    own, alone = RollEntry.programme == case.programme, whose(case)
    if alone is None:
        return own
    return and_(own, or_(RollEntry.person_id.is_(None), RollEntry.person_id == alone))


def beside(case: Case, other: Case) -> bool:
    """Whether two cases of one household are for two who each apply alone."""
    return None not in (whose(case), whose(other)) and whose(case) != whose(other)
