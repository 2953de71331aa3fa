"""What is shown before help is given: the amount by the rule, earlier relief, other programmes, likely doubles."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.parameters import parameters_on
from zqdesk.office.relief.events import EMPTY, events_of
from zqdesk.office.reserve.ledger.journal import paid_fen
from zqdesk.records.register import CHINA
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.place import Division
from zqdesk.records.tables.relief import Grant, Judged, Relief
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.calendar import add_months
from zqdesk.rules.money import format_yuan
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.people.addresses import address_key
from zqdesk.rules.people.identity import normalise_name, parse_id_number, parse_mobile
from zqdesk.rules.people.names import name_key
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.programmes import table
from zqdesk.rules.relief.amount import CAUSES, Need, ReliefAssessment, relief_amount
from zqdesk.rules.relief.event import GROUNDS, OTHER_EVENT, SAME, SURE, Event, grounds, near

BY_DISTRICT = "district"
"""The fund of a grant the district pays itself."""
UNDONE = ("withdrawn", "ended", "draft", "supplement")
"""States of a relief case nobody decided on. What was refused counts: another approver must know of it."""
STANDING = ("agreed", "helped", "papers_ready", "sent", "approved")
"""States in which what is granted may still be paid."""


@frozen
class EarlierRelief:
    """An earlier relief case of the household, of one of its people, or of somebody who may be the same.

    `grounds` say why (`rules.relief.event`); `sure` is False where all of them may be chance. `near`: within the
    days in which nobody tells two events of a family apart. `verdict` and `reason` are an approver's, on these grounds.
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
    by_district: bool = False
    grounds: tuple[str, ...] = ()
    near: bool = False
    verdict: str = ""
    reason: str = ""

    @property
    def sentence(self) -> str:
        """`张某某，2026-11-20，火灾，已发800.00元（已办结，370114001-2026-LS-00012）`."""
        why = "、".join(GROUNDS[each] for each in self.grounds)
        likely = "" if self.sure else f"疑似同一人或同一户（{why}）："
        whose = "区级资金发放" if self.by_district else "已发"
        paid = f"{whose}{format_yuan(self.paid_fen)}元" if self.paid_fen else "未发放"
        cause = CAUSES.get(self.cause, "")
        return f"{likely}{self.applicant}，{self.registered_on}，{cause}，{paid}（{self.state_title}，{self.number}）"

    @property
    def standing_fen(self) -> int:
        """What was granted, as long as it may still be paid; else what was paid."""
        return self.granted_fen if self.state in STANDING else self.paid_fen

    @property
    def is_one_event(self) -> bool:
        """Whether the ceiling counts the two together: by the verdict; against it where they lie too near."""
        family = self.sure or self.verdict in (SAME, OTHER_EVENT)
        return self.verdict == SAME or (family and (self.near or self.verdict != OTHER_EVENT))


@frozen
class Seen:
    """Who is meant: ids where known, and what was typed where not; of a stored case (`not_case`) what it says too."""

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
    happened_on: date | None = None
    place: str = ""
    proxy_number: str = ""
    proxy_phone: str = ""


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

    Found by whatever may tell the same family or the same event, in any spelling (`rules.relief.event.grounds`).
    """
    in_force = parameters_on(session, today)
    rows = session.execute(
        select(Case, Relief, Person.name, Grant)
        .join(Relief, Relief.case_id == Case.id)
        .join(Person, Person.id == Case.applicant_id)
        .outerjoin(Grant, Grant.case_id == Case.id)
        .where(Case.programme == "relief", Case.id != seen.not_case, Case.state.not_in(UNDONE))
        .where(_since(in_force, today))
        .order_by(Case.applied_on.desc(), Case.id.desc())
    ).all()
    events = events_of(session, [row[0].id for row in rows])
    meant = _meant(session, seen, today)
    days = in_force.number("relief.event_days")
    judged = _judged(session, seen.not_case)
    found = []
    for row in rows:
        event = events[row[0].id]
        why = grounds(meant, event)
        if why:
            said = [each for each in judged[row[0].id] if _holds(each, why)]
            each = _earlier(session, row, why, said)
            same = each.cause == seen.cause
            found.append(replace(each, same_cause=same, near=near(meant, event, days)))
    return tuple(found)


def _holds(judged: Judged, why: tuple[str, ...]) -> bool:
    """What was said of the same family holds; what was said on a likeness is asked anew on further ones."""
    return set(why) <= set(judged.grounds) or not SURE.isdisjoint(judged.grounds)


def _meant(session: Session, seen: Seen, today: date) -> Event:
    """The event as it is stored, and as it is typed beside that."""
    division = session.get(Division, seen.village_id) if seen.village_id else None
    village = division.name if division else ""
    people = session.scalars(select(Person).where(Person.id.in_(seen.person_ids))).all()
    names = {(name_key(each.name), each.id_number) for each in people}
    if seen.name:
        names.add((name_key(seen.name), seen.id_number))
    numbers = {seen.id_number, *(each.id_number for each in people)}
    typed = Event(
        cause=seen.cause,
        happened_on=seen.happened_on,
        told_on=today,
        village_id=seen.village_id,
        house=address_key(seen.address, village),
        place=address_key(seen.place, village),
        household_id=seen.household_id,
        person_ids=frozenset(seen.person_ids),
        people=frozenset(names),
        numbers=frozenset(numbers) - EMPTY,
        proxies=frozenset({seen.proxy_number}) - EMPTY,
        phones=frozenset({seen.phone, seen.proxy_phone}) - EMPTY,
        accounts=frozenset({seen.account_number}) - EMPTY,
    )
    stored = events_of(session, [seen.not_case]).get(seen.not_case) if seen.not_case else None
    if stored is None:
        return typed
    return replace(
        stored,
        person_ids=stored.person_ids | typed.person_ids,
        people=stored.people | typed.people,
        numbers=stored.numbers | typed.numbers,
        proxies=stored.proxies | typed.proxies,
        phones=stored.phones | typed.phones,
        accounts=stored.accounts | typed.accounts,
    )


def _judged(session: Session, case_id: str) -> dict[str, list[Judged]]:
    """What approvers said of this case and others, whichever of the two they were deciding; by the other."""
    found: dict[str, list[Judged]] = defaultdict(list)
    if case_id:
        pair = or_(Judged.case_id == case_id, Judged.other_id == case_id)
        for row in session.scalars(select(Judged).where(pair).order_by(Judged.id)):
            found[row.other_id if row.case_id == case_id else row.case_id].append(row)
    return found


def _since(in_force: Parameters, today: date) -> ColumnElement[bool]:
    """Registered, granted or ended within the months, or not ended yet: an old application paid lately counts."""
    day = add_months(today, -in_force.number("relief.repeat_months"))
    return or_(
        Case.applied_on >= day,
        Case.ended_on.is_(None),
        Case.ended_on >= day,
        Grant.confirmed_on >= day,
        Grant.agreed_at >= datetime.combine(day, time(), CHINA),
    )


def _earlier(session: Session, row: Any, why: tuple[str, ...], said: Sequence[Judged]) -> EarlierRelief:
    case, relief, applicant, grant = row
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
        same_cause=False,
        sure=not SURE.isdisjoint(why),
        state=case.state,
        by_district=by_district,
        grounds=why,
        verdict=said[-1].verdict if said else "",
        reason=said[-1].reason if said else "",
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
        happened_on=relief.happened_on,
        place=relief.place,
    )


def need_of(session: Session, case: Case) -> Need:
    """What the amount of a stored case depends on."""
    relief = session.scalars(select(Relief).where(Relief.case_id == case.id)).one()
    kind = session.get_one(Household, case.household_id).standard_kind
    return Need(case.kind, relief.cause, relief.degree, relief.person_count, kind)


def of_case(session: Session, case: Case, today: date) -> tuple[EarlierRelief, ...]:
    """What stands beside a stored case."""
    return earlier(session, seen_of(session, case), today)


def at_payment(session: Session, case: Case, seen: Seen, today: date) -> tuple[EarlierRelief, ...]:
    """What stands beside a case once it is known who takes the money, and into which account."""
    stored = seen_of(session, case)
    now = replace(
        stored,
        name=seen.name,
        id_number=seen.id_number,
        phone=seen.phone,
        account_number=seen.account_number,
        proxy_number=seen.proxy_number,
        proxy_phone=seen.proxy_phone,
    )
    return earlier(session, now, today)


def granted_beside(found: Sequence[EarlierRelief]) -> int:
    """What was granted for the same event in other cases, in fen."""
    return sum(each.standing_fen for each in found if each.is_one_event)


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
