"""What is shown before help is given: the amount by the rule, earlier relief, other programmes, likely doubles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zqdesk.office.journal import paid_fen
from zqdesk.office.reserve_limits import parameters_on
from zqdesk.records.case import Case, CaseMember
from zqdesk.records.household import Household, Membership
from zqdesk.records.person import Person
from zqdesk.records.relief import Grant, Relief
from zqdesk.records.steps import RollEntry
from zqdesk.rules.calendar import add_months
from zqdesk.rules.identity import parse_id_number
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.processes import table
from zqdesk.rules.relief import CAUSES, Need, ReliefAssessment, relief_amount

UNDONE = ("withdrawn", "refused", "refused_told", "ended")
"""States of a relief case that gave nothing."""


@dataclass(frozen=True, slots=True)
class EarlierRelief:
    """An earlier relief case of the household, of one of its people, or of somebody who looks the same.

    `sure` is False where only name and village, or the phone, are the same.
    """

    case_id: str
    number: str
    applicant: str
    cause: str
    registered_on: date
    granted_fen: int
    paid_fen: int
    state_title: str
    same_cause: bool
    sure: bool

    @property
    def sentence(self) -> str:
        """`2026-11-20 火灾 370114001-2026-LS-00012 已发 800.00 元（已办结）`."""
        likely = "" if self.sure else "疑似同一人："
        paid = f"已发{format_yuan(self.paid_fen)}元" if self.paid_fen else "未发放"
        cause = CAUSES.get(self.cause, "")
        return f"{likely}{self.applicant}，{self.registered_on}，{cause}，{paid}（{self.state_title}，{self.number}）"


@dataclass(frozen=True, slots=True)
class Seen:
    """Who is meant: ids where known, and what was typed where not."""

    household_id: str = ""
    person_ids: tuple[str, ...] = ()
    name: str = ""
    id_number: str = ""
    phone: str = ""
    village_id: str = ""
    cause: str = ""
    not_case: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside an emergency while it is typed."""

    assessment: ReliefAssessment | None
    problems: tuple[Problem, ...]
    earlier: tuple[EarlierRelief, ...]
    parallel: tuple[str, ...]


def beside(session: Session, need: Need, seen: Seen, today: date) -> Beside:
    """Amount by the rule, relief of the last months, other programmes of the household."""
    known = _known(session, seen)
    try:
        assessment: ReliefAssessment | None = reckoning(session, need, today)
        problems: tuple[Problem, ...] = ()
    except Refused as refused:
        assessment, problems = None, refused.problems
    return Beside(assessment, problems, earlier(session, known, today), parallel(session, known, today))


def reckoning(session: Session, need: Need, today: date) -> ReliefAssessment:
    """The amount by today's parameters of the hall."""
    return relief_amount(need, parameters_on(session, today))


def earlier(session: Session, seen: Seen, today: date) -> tuple[EarlierRelief, ...]:
    """Relief within the months in which a second one needs a reason, the newest first.

    Found by household, by person, by ID number; as likely ones by phone, or by name in the same village.
    """
    since = add_months(today, -parameters_on(session, today).number("relief.repeat_months"))
    people = select(CaseMember.case_id).where(CaseMember.person_id.in_(seen.person_ids))
    same = [
        Case.household_id == seen.household_id,
        Case.applicant_id.in_(seen.person_ids),
        Case.id.in_(people),
    ]
    likely = []
    if seen.phone:
        likely += [Person.phone == seen.phone, Household.phone == seen.phone]
    if seen.name:
        likely.append((Person.name == seen.name) & (Household.village_id == seen.village_id))
    rows = session.execute(
        select(Case, Relief, Person.name, Grant, or_(*same))
        .join(Relief, Relief.case_id == Case.id)
        .join(Person, Person.id == Case.applicant_id)
        .join(Household, Household.id == Case.household_id)
        .outerjoin(Grant, Grant.case_id == Case.id)
        .where(Case.programme == "relief", Case.applied_on >= since, Case.id != seen.not_case)
        .where(Case.state.not_in((*UNDONE, "draft", "supplement")), or_(*same, *likely))
        .order_by(Case.applied_on.desc(), Case.id.desc())
    )
    return tuple(
        EarlierRelief(
            case_id=case.id,
            number=case.number,
            applicant=applicant,
            cause=relief.cause,
            registered_on=case.applied_on,
            granted_fen=grant.amount_fen if grant else 0,
            paid_fen=paid_fen(session, grant.id) if grant else 0,
            state_title=table("relief", case.kind).state(case.state).title,
            same_cause=relief.cause == seen.cause,
            sure=bool(sure),
        )
        for case, relief, applicant, grant, sure in rows
    )


def parallel(session: Session, seen: Seen, today: date) -> tuple[str, ...]:
    """Other programmes of the household and its people, each as a sentence."""
    homes = select(Membership.household_id).where(
        Membership.person_id.in_(seen.person_ids), Membership.left_on.is_(None)
    )
    theirs = or_(RollEntry.household_id == seen.household_id, RollEntry.household_id.in_(homes))
    month = f"{today:%Y-%m}"
    rolls = session.scalars(
        select(RollEntry).where(theirs, or_(RollEntry.to_month == "", RollEntry.to_month >= month))
    )
    found = [
        f"低保在册，{entry.person_count}人，月保障金{format_yuan(entry.allowance_fen + entry.uplift_fen)}元"
        for entry in rolls
    ]
    cases = session.scalars(
        select(Case).where(
            or_(Case.household_id == seen.household_id, Case.household_id.in_(homes)),
            Case.programme != "relief",
        )
    )
    for case in cases:
        process = table(case.programme, case.kind)
        if not process.state(case.state).closed:
            found.append(f"在办：{process.title}（{process.state(case.state).title}）{case.number}")
    return tuple(found)


def seen_of(session: Session, case: Case) -> Seen:
    """Who a stored case is about."""
    relief = session.scalars(select(Relief).where(Relief.case_id == case.id)).one()
    household = session.get_one(Household, case.household_id)
    applicant = session.get_one(Person, case.applicant_id)
    people = session.scalars(
        select(CaseMember.person_id).where(CaseMember.case_id == case.id, CaseMember.left_on.is_(None))
    )
    return Seen(
        household_id=case.household_id,
        person_ids=tuple(people),
        name=applicant.name,
        id_number=applicant.id_number,
        phone=applicant.phone or household.phone,
        village_id=household.village_id,
        cause=relief.cause,
        not_case=case.id,
    )


def need_of(session: Session, case: Case) -> Need:
    """What the amount of a stored case depends on."""
    relief = session.scalars(select(Relief).where(Relief.case_id == case.id)).one()
    kind = session.get_one(Household, case.household_id).standard_kind
    return Need(case.kind, relief.cause, relief.degree, relief.person_count, kind)


def repeat_problems(found: Sequence[EarlierRelief], reason: str) -> list[Problem]:
    """A second relief for the same cause, or to who may be the same person, needs the approver's reason."""
    wanting = [each for each in found if each.same_cause or not each.sure or not each.paid_fen]
    if not wanting or reason.strip():
        return []
    text = f"12个月内已有救助，请写明再次救助的理由：{wanting[0].sentence}"
    return [Problem("relief.repeat", text, "repeat_reason", "同一事由一年内一般只救助一次")]


def _known(session: Session, seen: Seen) -> Seen:
    """With the person behind a typed ID number, and the home of everybody known."""
    people = set(seen.person_ids)
    try:
        number = parse_id_number(seen.id_number).number if seen.id_number else ""
    except Refused:
        number = ""
    if number:
        people |= set(session.scalars(select(Person.id).where(Person.id_number == number)))
    home = seen.household_id
    if people and not home:
        lives = select(Membership.household_id).where(
            Membership.person_id.in_(people), Membership.left_on.is_(None)
        )
        home = session.scalars(lives.limit(1)).first() or ""
    return Seen(
        home, tuple(people), seen.name, number, seen.phone, seen.village_id, seen.cause, seen.not_case
    )
