"""Conflicts of interest: nobody acts in the case of their own family, in whatever part (回避).

One guard, asked by every step of a case and by every other act that touches one: against those whom the case, or any
other of the household, names: its people of today and before, proxies, who owes them support, the official recorded
as a relative, who was paid.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, or_, select, union
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.colleagues import Colleague, Likeness, colleague, colleagues
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case, CaseMember, CaseSupporter
from zqdesk.records.tables.household import Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.reserve import Disbursement
from zqdesk.rules.people.names import name_key
from zqdesk.rules.problem import Problem, refuse_if


@frozen
class Concerned:
    """Somebody a household's cases are about, and as what."""

    part: str
    name: str
    id_number: str = ""


def keep_out(work: Work, *household_ids: str) -> None:
    """Refuse who acts in the matter of their own family."""
    refuse_if(own_family(work.session, colleague(work.session, work.actor.id), household_ids))


def own_family(session: Session, me: Colleague, household_ids: Iterable[str]) -> list[Problem]:
    """Why this person must leave these households to somebody else."""
    found = (problem for each in household_ids for problem in _against(me, concerned(session, each)))
    return list(dict.fromkeys(found))[:1]


def own_people(session: Session, me: Colleague, case_ids: Iterable[str]) -> list[Problem]:
    """The same of many cases at once: why this person must leave their matter to somebody else."""
    homes = session.scalars(select(Case.household_id).where(Case.id.in_(list(case_ids))).distinct())
    return own_family(session, me, homes)


def among(me: Colleague, people: Iterable[tuple[str, str]]) -> bool:
    """Whether this person is, or may be, one of these (name and number): nobody has them on file yet."""
    return any(me.likeness(name, number) is not Likeness.OTHER for name, number in people)


def own_person(me: Colleague, name: str, id_number: str) -> list[Problem]:
    """Why this person must leave somebody to another: it is, or may be, themselves."""
    return list(_against(me, (Concerned("家庭成员", name, id_number),)))[:1]


def perhaps_own(session: Session, me: Colleague) -> set[str]:
    """Households whose cases or people bear a name or number of this person: of those `own_family` is worth asking.

    For acts on thousands of households at once.
    """

    def mine(name: Any, number: Any) -> ColumnElement[bool]:
        plain = name
        for sign in "· '-.":
            plain = func.replace(plain, sign, "")
        alike = func.lower(plain).in_(me.names)
        return or_(alike, number == me.id_number) if me.id_number else alike

    of_case = select(Case.household_id)
    owing = of_case.join(CaseSupporter, CaseSupporter.case_id == Case.id)
    paid = of_case.join(Disbursement, Disbursement.case_id == Case.id)
    people = select(Person.id).where(mine(Person.name, Person.id_number))
    found = {
        *session.scalars(of_case.where(mine(Case.proxy_name, Case.proxy_id_number))),
        *session.scalars(of_case.where(mine(Case.relative_name, literal("")))),
        *session.scalars(owing.where(mine(CaseSupporter.name, CaseSupporter.id_number))),
        *session.scalars(paid.where(mine(Disbursement.payee_name, Disbursement.payee_id_number))),
        *session.scalars(paid.where(mine(Disbursement.proxy_name, Disbursement.proxy_id_number))),
    }
    for person_id in session.scalars(people):
        found |= homes_of(session, person_id)
    return found


def homes_of(session: Session, person_id: str) -> set[str]:
    """Where somebody lives, and the households of the cases that name them."""
    lives = select(Membership.household_id).where(Membership.person_id == person_id)
    cases = (
        select(Case.household_id)
        .join(CaseMember, CaseMember.case_id == Case.id)
        .where(CaseMember.person_id == person_id)
    )
    return {*session.scalars(lives), *session.scalars(cases)}


def name_concerned(session: Session, name: str, household_id: str) -> bool:
    """Whether somebody of whom only the name is known may be one of those the household's cases name.

    A colleague whose number is known to be another is not.
    """
    alike = [each for each in concerned(session, household_id) if name_key(each.name) == name_key(name) != ""]
    named = [each for each in colleagues(session) if each.is_named(name)]
    if not named:
        return bool(alike)
    return any(me.likeness(each.name, each.id_number) is not Likeness.OTHER for me in named for each in alike)


def concerned(session: Session, household_id: str) -> tuple[Concerned, ...]:
    """Everybody the records tie to a household, in one question: every act asks it."""
    cases = select(Case.id).where(Case.household_id == household_id)
    lives = select(Membership.person_id).where(Membership.household_id == household_id)
    members = select(CaseMember.person_id).where(CaseMember.case_id.in_(cases))
    of_case, paid = Case.household_id == household_id, Disbursement.case_id.in_(cases)
    named = (
        _named("家庭成员", Person.name, Person.id_number, or_(Person.id.in_(lives), Person.id.in_(members))),
        _named("代理申请人", Case.proxy_name, Case.proxy_id_number, of_case),
        _named("备案近亲属", Case.relative_name, literal(""), of_case),
        _named(
            "赡养、抚养、扶养义务人",
            CaseSupporter.name,
            CaseSupporter.id_number,
            CaseSupporter.case_id.in_(cases),
        ),
        _named("领款人", Disbursement.payee_name, Disbursement.payee_id_number, paid),
        _named("代领人", Disbursement.proxy_name, Disbursement.proxy_id_number, paid),
    )
    return tuple(Concerned(*row) for row in session.execute(union(*named)))


def _named(part: str, name: Any, number: Any, where: ColumnElement[bool]) -> Select[str, str, str]:
    return select(literal(part), name, number).where(where, name != "")


def _against(me: Colleague, people: Iterable[Concerned]) -> Iterator[Problem]:
    """The surest reason first."""
    found = [(me.likeness(each.name, each.id_number), each) for each in people]
    for likeness, each in found:
        if likeness is Likeness.SAME:
            text = f"您是本案的{each.part}（{each.name}），应当回避，须由另一位工作人员办理。"
            yield Problem("duty.own_family", text)
    for likeness, each in found:
        if likeness is Likeness.PERHAPS:
            text = (
                f"您与本案的{each.part}{each.name}同名，须由另一位工作人员办理。确实不是同一人的，"
                "请管理员在“设置 · 账号”登记您的身份证号，并登记、核对对方的身份证号。"
            )
            yield Problem("duty.own_family", text)
