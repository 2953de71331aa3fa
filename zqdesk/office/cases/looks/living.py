"""Where somebody who died would still be named, addressed or paid: asked by every step that does one of these."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.people.guards import same_name
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Problem
from zqdesk.rules.programmes import table


def head_and_applicant(session: Session, case: Case) -> list[Problem]:
    """Nothing is said, hung up or decided in the name of the dead while somebody of the family lives.

    Who applied alone and died is no matter of naming another: `end_after_death` ends such a case.
    """
    if not _somebody_there(session, case):
        return []
    edit = _edit(case)
    head = session.get_one(Person, session.get_one(Household, case.household_id).head_id)
    if head.died_on is not None:
        text = (
            f"户主{head.name}已登记于{chinese_day(head.died_on)}去世，文书不能送达。"
            "请先修改家庭情况，把新的户主列在第一行，关系选“户主”。"
        )
        return [Problem("household.head_dead", text, edit)]
    applicant = session.get_one(Person, case.applicant_id)
    if applicant.died_on is not None and applicant.id != case.single_person_id:
        text = f"申请人{applicant.name}已登记于{chinese_day(applicant.died_on)}去世，请先改由其他成员提出。"
        return [Problem("applicant.dead", text, edit)]
    return []


def account(session: Session, case: Case) -> list[Problem]:
    """Nothing is paid into the account of somebody who died."""
    holder = session.get_one(Household, case.household_id).account_name
    gone = _dead_by_name(session, case, holder)
    if gone is None:
        return []
    text = f"收款账户的户名是已去世的{gone.name}，请先在家庭情况中更换账户。"
    return [Problem("account.dead", text, _edit(case))]


def by_name(session: Session, case: Case, name: str, on: date, field: str) -> list[Problem]:
    """Nobody who was dead by that day signed, received or was spoken to."""
    gone = _dead_by_name(session, case, name)
    if gone is None or gone.died_on is None or on <= gone.died_on:
        return []
    text = f"{gone.name}已登记于{chinese_day(gone.died_on)}去世，请核对姓名和日期。"
    return [Problem("person.dead", text, field)]


def _dead_by_name(session: Session, case: Case, name: str) -> Person | None:
    """The one of the family, left or there, who bears this name and died, where nobody who lives bears it too."""
    if not name.strip():
        return None
    people = select(Person).join(CaseMember, CaseMember.person_id == Person.id)
    cases = [each for each in (case.id, case.previous_id) if each]
    alike = [
        each
        for each in session.scalars(people.where(CaseMember.case_id.in_(cases)))
        if same_name(each.name, name)
    ]
    if not alike or any(each.died_on is None for each in alike):
        return None
    return alike[0]


def _somebody_there(session: Session, case: Case) -> bool:
    there = select(CaseMember.id).where(CaseMember.case_id == case.id, CaseMember.left_on.is_(None))
    return session.scalars(there.limit(1)).first() is not None


def _edit(case: Case) -> str:
    """The step in which the family of this case is corrected."""
    acts = (step.act for step in table(case.programme, case.kind).steps)
    return next((act for act in acts if act.startswith("correct_")), "")
