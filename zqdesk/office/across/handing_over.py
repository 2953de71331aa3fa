"""The open cases of the hall to choose from, and many of them given to another clerk in one act."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.acts.handover import HandoverEntry, hand_over_case
from zqdesk.office.cases.acts.together import each
from zqdesk.office.cases.looks.listing import titles
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.staff import Account
from zqdesk.rules.process import Role
from zqdesk.rules.programmes import OPEN_STATES


class OpenRow(NamedTuple):
    """An open case in the list; `said` is its state."""

    case_id: str
    name: str
    village_name: str
    number: str
    clerk_id: str
    clerk: str
    programme: str
    said: str
    why_not: str = ""


def hand_over_cases(work: Work, case_ids: Sequence[str], entry: HandoverEntry) -> int:
    """Each of these cases goes to the same clerk, or none does: who cannot have one is said for that one."""
    return len(each(work, [(hand_over_case, case_id, (entry,)) for case_id in case_ids]))


def open_cases(session: Session) -> tuple[OpenRow, ...]:
    """Every open case, by clerk and number."""
    query = (
        select(Case, Person.name, Household.village_name, Account.name)
        .join(Person, Person.id == Case.applicant_id)
        .join(Household, Household.id == Case.household_id)
        .join(Account, Account.id == Case.clerk_id)
        .where(Case.state.in_(OPEN_STATES))
        .order_by(Account.login, Case.number)
    )
    states = {programme: titles(programme) for programme in PROGRAMMES}
    rows = []
    for case, name, village, clerk in session.execute(query):
        kind, state = states[case.programme][case.kind, case.state]
        rows.append(
            OpenRow(
                case.id, name, village, case.number, case.clerk_id, clerk, case.programme, f"{kind} · {state}"
            )
        )
    return tuple(rows)


def clerks(session: Session) -> tuple[tuple[str, str], ...]:
    """Id and name of everybody who may have a case."""
    people = session.scalars(select(Account).where(Account.active).order_by(Account.login))
    return tuple((person.id, person.name) for person in people if Role.CLERK in person.roles)


def staff(session: Session) -> tuple[tuple[str, str], ...]:
    """Id and name of everybody who works or worked here."""
    people = session.scalars(select(Account).order_by(Account.active.desc(), Account.login))
    return tuple((person.id, person.name) for person in people)
