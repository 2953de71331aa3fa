"""Facts of a household carried over into a new case, so that nothing confirmed is ever edited."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.records.tables.base import Row, new_id
from zqdesk.records.tables.case import Case, CaseAsset, CaseExpense, CaseIncome, CaseMember, CaseSupporter
from zqdesk.records.tables.household import Membership
from zqdesk.records.tables.person import Person

OfCase = TypeVar("OfCase", CaseAsset, CaseExpense, CaseIncome, CaseMember, CaseSupporter)
R = TypeVar("R", bound=Row)
SETTLED = ("on_roll", "closed")


def last_settled(
    session: Session, programme: str, household_id: str, person_id: str | None = None
) -> Case | None:
    """The last case of the programme that ended with its facts confirmed: the household's, or that of who is on the
    roll alone.
    """
    alone = Case.single_person_id.is_(person_id or None)
    return session.scalars(
        select(Case)
        .where(Case.household_id == household_id, Case.programme == programme, Case.state.in_(SETTLED), alone)
        .order_by(Case.id.desc())
        .limit(1)
    ).first()


def carry_over(session: Session, source: Case | None, case: Case) -> None:
    """Copy the facts of `source` for everyone who lives and still belongs to the household.

    People who joined since, or all of them where the household came from a roster, start without facts.
    """
    people = _present(session, case.household_id)
    before = _rows(session, CaseMember, source)
    kept = [m for m in before if m.left_on is None and _still_there(session, m, people)]
    copies: dict[str, str] = {}
    for member in kept:
        copy = _copy(member, case_id=case.id)
        copies[member.id] = copy.id
        session.add(copy)
    known = {member.person_id for member in before}
    new = [m for m in people.values() if m.person_id not in known and m.left_on is None]
    for place, membership in enumerate(new, len(kept)):
        session.add(
            CaseMember(
                case_id=case.id,
                person_id=membership.person_id,
                position=place,
                relation=membership.relation or "01",
            )
        )
    money: list[CaseIncome | CaseExpense] = [*_rows(session, CaseIncome, source)]
    money += _rows(session, CaseExpense, source)
    for row in money:
        if row.member_id is None or row.member_id in copies:
            member_id = copies.get(row.member_id or "")
            session.add(_copy(row, case_id=case.id, member_id=member_id))
    household: list[CaseAsset | CaseSupporter] = [*_rows(session, CaseAsset, source)]
    household += _rows(session, CaseSupporter, source)
    for owned in household:
        session.add(_copy(owned, case_id=case.id))


def _present(session: Session, household_id: str) -> dict[str, Membership]:
    """The living people of the household by person: whether they are still there is in their membership."""
    found = session.scalars(
        select(Membership)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.household_id == household_id, Person.died_on.is_(None))
        .order_by(Membership.left_on.is_(None), Membership.id)
    )
    return {membership.person_id: membership for membership in found}


def _still_there(session: Session, member: CaseMember, people: dict[str, Membership]) -> bool:
    membership = people.get(member.person_id)
    if membership is not None:
        return membership.left_on is None
    return session.get_one(Person, member.person_id).died_on is None


def _rows(session: Session, kind: type[OfCase], source: Case | None) -> Sequence[OfCase]:
    if source is None:
        return ()
    return session.scalars(select(kind).where(kind.case_id == source.id).order_by(kind.id)).all()


def _copy(row: R, **changed: Any) -> R:
    """The same row with an id of its own."""
    columns = [column.key for column in type(row).__mapper__.column_attrs]
    values = {name: getattr(row, name) for name in columns}
    return type(row)(**(values | {"id": new_id()} | changed))
