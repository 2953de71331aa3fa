"""What is shown before help is given: the amount by the rule, earlier relief, other programmes, likely doubles."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.parameters import parameters_on
from zqdesk.office.reserve.ledger.journal import paid_fen
from zqdesk.records.register import CHINA
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.relief import Grant, Relief
from zqdesk.records.tables.reserve import Disbursement, Entry
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.calendar import add_months
from zqdesk.rules.money import format_yuan
from zqdesk.rules.people.identity import normalise_name, parse_id_number, parse_mobile
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.programmes import table
from zqdesk.rules.relief.amount import CAUSES, Need, ReliefAssessment, relief_amount

BY_DISTRICT = "district"
"""The fund of a grant the district pays itself."""
UNDONE = ("withdrawn", "ended", "draft", "supplement")
"""States of a relief case nobody decided on. What was refused counts: another approver must know of it."""


@frozen
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
    state: str = ""
    repeat_reason: str = ""
    by_district: bool = False

    @property
    def sentence(self) -> str:
        """`张某某，2026-11-20，火灾，已发800.00元（已办结，370114001-2026-LS-00012）`."""
        likely = "" if self.sure else "疑似同一人或同一户："
        whose = "区级资金发放" if self.by_district else "已发"
        paid = f"{whose}{format_yuan(self.paid_fen)}元" if self.paid_fen else "未发放"
        cause = CAUSES.get(self.cause, "")
        return f"{likely}{self.applicant}，{self.registered_on}，{cause}，{paid}（{self.state_title}，{self.number}）"


@frozen
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
    address: str = ""
    account_number: str = ""


@frozen
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
    """Relief within the months in which a second one needs a reason, the newest first; refused ones too.

    Found by household, by person, by the ID number somebody was paid under; as likely ones by phone, by bank
    account, by name or address in the same village.
    """
    sure = or_(*_the_same(seen))
    rows = session.execute(
        select(Case, Relief, Person.name, Grant, sure)
        .join(Relief, Relief.case_id == Case.id)
        .join(Person, Person.id == Case.applicant_id)
        .join(Household, Household.id == Case.household_id)
        .outerjoin(Grant, Grant.case_id == Case.id)
        .where(Case.programme == "relief", Case.id != seen.not_case, Case.state.not_in(UNDONE))
        .where(_since(session, today), or_(sure, *_alike(seen)))
        .order_by(Case.applied_on.desc(), Case.id.desc())
    )
    return tuple(_earlier(session, seen, row) for row in rows)


def _the_same(seen: Seen) -> list[ColumnElement[bool]]:
    people = select(CaseMember.case_id).where(CaseMember.person_id.in_(seen.person_ids))
    same = [
        Case.household_id == seen.household_id,
        Case.applicant_id.in_(seen.person_ids),
        Case.id.in_(people),
    ]
    if seen.id_number:
        same.append(Case.id.in_(_paid_to(Disbursement.payee_id_number == seen.id_number)))
    return same


def _alike(seen: Seen) -> list[ColumnElement[bool]]:
    likely: list[ColumnElement[bool]] = []
    if seen.phone:
        likely += [Person.phone == seen.phone, Household.phone == seen.phone]
        likely.append(Case.id.in_(_paid_to(Disbursement.payee_phone == seen.phone)))
    if seen.account_number:
        likely.append(Case.id.in_(_paid_to(Disbursement.account_number == seen.account_number)))
    for column, value in ((Person.name, seen.name), (Household.address, seen.address)):
        if value:
            likely.append((column == value) & (Household.village_id == seen.village_id))
    return likely


def _paid_to(condition: ColumnElement[bool]) -> Select[str]:
    """The cases with a payment like that, which was not reversed."""
    reversals = select(Entry.reverses_id).where(Entry.reverses_id.is_not(None))
    return select(Disbursement.case_id).where(condition, Disbursement.entry_id.not_in(reversals))


def _since(session: Session, today: date) -> ColumnElement[bool]:
    """Registered, granted or ended within the months, or not ended yet: an old application paid lately counts."""
    day = add_months(today, -parameters_on(session, today).number("relief.repeat_months"))
    return or_(
        Case.applied_on >= day,
        Case.ended_on.is_(None),
        Case.ended_on >= day,
        Grant.confirmed_on >= day,
        Grant.agreed_at >= datetime.combine(day, time(), CHINA),
    )


def _earlier(session: Session, seen: Seen, row: Any) -> EarlierRelief:
    case, relief, applicant, grant, sure = row
    by_district = grant is not None and grant.fund == BY_DISTRICT
    paid = paid_fen(session, grant.id) if grant and not by_district else 0
    return EarlierRelief(
        case_id=case.id,
        number=case.number,
        applicant=applicant,
        cause=relief.cause,
        registered_on=case.applied_on,
        granted_fen=grant.amount_fen if grant else 0,
        paid_fen=grant.amount_fen if grant and by_district else paid,
        state_title=table("relief", case.kind).state(case.state).title,
        same_cause=relief.cause == seen.cause,
        sure=bool(sure),
        state=case.state,
        repeat_reason=relief.repeat_reason,
        by_district=by_district,
    )


_ON_ROLL = {"allowance": "低保在册，", "support": "特困供养，"}


def parallel(session: Session, seen: Seen, today: date) -> tuple[str, ...]:
    """Other programmes of the household and its people, each as a sentence."""
    homes = select(Membership.household_id).where(
        Membership.person_id.in_(seen.person_ids), Membership.left_on.is_(None)
    )
    theirs = or_(RollEntry.household_id == seen.household_id, RollEntry.household_id.in_(homes))
    theirs = and_(theirs, or_(RollEntry.person_id.is_(None), RollEntry.person_id.in_(seen.person_ids)))
    month = f"{today:%Y-%m}"
    rolls = session.scalars(
        select(RollEntry).where(theirs, or_(RollEntry.to_month == "", RollEntry.to_month >= month))
    )
    found = [
        f"{_ON_ROLL.get(entry.programme, entry.programme)}"
        f"{entry.person_count}人，月保障金{format_yuan(entry.allowance_fen + entry.uplift_fen)}元"
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
        address=household.address,
    )


def need_of(session: Session, case: Case) -> Need:
    """What the amount of a stored case depends on."""
    relief = session.scalars(select(Relief).where(Relief.case_id == case.id)).one()
    kind = session.get_one(Household, case.household_id).standard_kind
    return Need(case.kind, relief.cause, relief.degree, relief.person_count, kind)


def repeat_problems(found: Sequence[EarlierRelief], reason: str) -> list[Problem]:
    """A second relief for the same cause, beside one that is not paid or was refused, or to who may be the
    same person, needs the approver's reason.
    """
    wanting = [each for each in found if each.same_cause or not each.sure or not each.paid_fen]
    if not wanting or reason.strip():
        return []
    text = f"近期已有救助记录，请写明再次救助的理由：{wanting[0].sentence}"
    return [Problem("relief.repeat", text, "repeat_reason", "同一事由一年内一般只救助一次")]


def unseen(
    session: Session, case: Case, payee_number: str, account_number: str, today: date
) -> list[Problem]:
    """Relief that came to light only after the approver agreed: by an ID number entered since, by who is paid
    now, or by the account the money goes to. With the approver's reason it may be paid all the same.
    """
    relief = session.scalars(select(Relief).where(Relief.case_id == case.id)).one()
    if relief.repeat_reason:
        return []
    seen = seen_of(session, case)
    found = earlier(session, seen, today)
    shown = {each.case_id for each in found}
    if account_number or payee_number not in ("", seen.id_number):
        now = replace(seen, id_number=payee_number or seen.id_number, account_number=account_number)
        found = earlier(session, now, today)
    hidden = [
        each
        for each in found
        if each.paid_fen and not each.repeat_reason
        if each.same_cause or not each.sure or each.case_id not in shown
    ]
    if not hidden:
        return []
    text = (
        f"审批时没有看到的救助记录：{hidden[0].sentence}。"
        "不能发放；确需再次救助的，请撤回本件，补全身份证号重新登记，由审批人写明理由。"
    )
    return [Problem("payment.helped_before", text, "payee_id_number")]


def _known(session: Session, seen: Seen) -> Seen:
    """With the person behind a typed ID number, the home of everybody known, and numbers as they are stored."""
    people = set(seen.person_ids)
    number = _read(lambda text: parse_id_number(text).number, seen.id_number)
    if number:
        people |= set(session.scalars(select(Person.id).where(Person.id_number == number)))
    home = seen.household_id
    if people and not home:
        home = home_of(session, people)
    return replace(
        seen,
        household_id=home,
        person_ids=tuple(people),
        id_number=number,
        name=_read(normalise_name, seen.name),
        phone=_read(parse_mobile, seen.phone) or seen.phone.strip(),
        address=seen.address.strip(),
    )


def home_of(session: Session, person_ids: Iterable[str]) -> str:
    """Where these people live, else the household of their last case: who came in an emergency is no member yet."""
    people = list(person_ids)
    lives = select(Membership.household_id).where(
        Membership.person_id.in_(people), Membership.left_on.is_(None)
    )
    cases = (
        select(Case.household_id)
        .join(CaseMember, CaseMember.case_id == Case.id)
        .where(CaseMember.person_id.in_(people), CaseMember.left_on.is_(None))
        .order_by(Case.id.desc())
    )
    member_of = session.scalars(lives.order_by(Membership.id.desc()).limit(1)).first()
    return member_of or session.scalars(cases.limit(1)).first() or ""


def _read(parse: Callable[[str], str], text: str) -> str:
    """What was typed, as it is stored; nothing where it cannot be read."""
    try:
        return parse(text) if text.strip() else ""
    except Refused:
        return ""
