"""A list beside rolls and cases: who is on a roll, who applied, who was refused and why, who left, whom nobody knows."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.office.seeking.lists import last_visits
from zqdesk.records import codes
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.seeking import SeekList, SeekRow, SeekVisit
from zqdesk.records.tables.steps import Decision, RollEntry
from zqdesk.rules.people.names import name_key
from zqdesk.rules.programmes import OPEN_STATES
from zqdesk.rules.worded import Worded


class Standing(Worded):
    """How somebody stands."""

    ON = "on", "在册"
    OPEN = "open", "在办"
    REFUSED = "refused", "曾不予批准"
    LEFT = "left", "曾在册"
    NEVER = "never", "未申请过"
    UNKNOWN = "unknown", "查无此人"
    DEAD = "dead", "已去世"
    TWICE = "twice", "重复"


NOT_COUNTED = frozenset({Standing.TWICE, Standing.DEAD})
"""Of whom nothing is asked and who do not stand below the line of a coverage."""
SETTLED = frozenset({Standing.ON, Standing.OPEN, *NOT_COUNTED})
"""Who needs no visit."""


@frozen
class Compared:
    """Somebody of a list. `matched`: by what they were found; `why` says where and since when, or why not."""

    row_id: str
    position: int
    name: str
    id_number: str
    village_name: str
    address: str
    phone: str
    standing: Standing
    why: str
    matched: str
    household_id: str
    case_id: str
    visited_on: date | None
    visit_result: str
    visit_findings: str

    @property
    def is_open(self) -> bool:
        """Whether somebody is still to go there."""
        return self.standing not in SETTLED and self.visit_result in ("", "absent")


@frozen
class Coverage:
    """A list in figures: `whole` without doubles and the dead; `visited` and `still_open` of those on no roll."""

    whole: int
    on: int
    visited: int
    still_open: int


def compare(session: Session, list_id: str, month: str) -> tuple[Compared, ...]:
    """Every row of a list as it stands in a month, in the order of the file."""
    rows = session.scalars(select(SeekRow).where(SeekRow.list_id == list_id).order_by(SeekRow.position)).all()
    known = _Known(session, month)
    visits = last_visits(session)
    found, seen = [], set()
    for row in rows:
        key = row.id_number or (f"{name_key(row.name)} {row.born_on}" if row.born_on else row.id)
        found.append(_compared(row, known, visits.get(row.id), twice=key in seen))
        seen.add(key)
    return tuple(found)


def coverage(rows: Iterable[Compared]) -> Coverage:
    counted = [row for row in rows if row.standing not in NOT_COUNTED]
    off = [row for row in counted if row.standing not in SETTLED]
    return Coverage(
        len(counted),
        sum(row.standing == Standing.ON for row in counted),
        sum(bool(row.visit_result) for row in off),
        sum(row.is_open for row in off),
    )


def standing_lists(session: Session, until: date) -> tuple[SeekList, ...]:
    """Of each kind the list that was received last by a day."""
    query = (
        select(SeekList)
        .where(SeekList.withdrawn_on.is_(None), SeekList.received_on <= until)
        .order_by(SeekList.received_on, SeekList.id)
    )
    return tuple({row.kind: row for row in session.scalars(query)}.values())


def _compared(row: SeekRow, known: "_Known", visit: SeekVisit | None, *, twice: bool) -> Compared:
    person, matched = known.person(row)
    standing, why, household_id, case_id = known.standing(person)
    if twice:
        standing, why = Standing.TWICE, "名单里已有这个人"
    return Compared(
        row_id=row.id,
        position=row.position,
        name=row.name,
        id_number=row.id_number,
        village_name=row.village_name,
        address=row.address,
        phone=row.phone,
        standing=standing,
        why=why,
        matched=matched,
        household_id=household_id,
        case_id=case_id,
        visited_on=visit.visited_on if visit else None,
        visit_result=visit.result if visit else "",
        visit_findings=visit.findings if visit else "",
    )


class _Known:
    """What the hall knows, read once for a whole list."""

    def __init__(self, session: Session, month: str) -> None:
        people = session.scalars(select(Person)).all()
        self._by_id = {person.id: person for person in people}
        self._by_number = {person.id_number: person for person in people if person.id_number}
        self._by_birth: dict[tuple[str, date], list[Person]] = {}
        for person in people:
            if person.born_on is not None:
                self._by_birth.setdefault((name_key(person.name), person.born_on), []).append(person)
        self._home = _homes(session)
        self._on = _on_roll(session, month, self._home)
        self._left = _left(session, month)
        self._open, self._refused = _cases(session)

    def person(self, row: SeekRow) -> tuple[Person | None, str]:
        """By number; else by name and birthday, where one person has both."""
        by_number = self._by_number.get(row.id_number) if row.id_number else None
        if by_number is not None:
            same = name_key(by_number.name) == name_key(row.name)
            return by_number, "身份证号" if same else f"身份证号相同，登记姓名为{by_number.name}"
        if row.born_on is not None:
            named = self._by_birth.get((name_key(row.name), row.born_on), [])
            if len(named) == 1:
                other = named[0].id_number
                said = "，号码不同，请核对" if row.id_number and other else ""
                return named[0], f"姓名和出生日期{said}"
        return None, ""

    def standing(self, person: Person | None) -> tuple[Standing, str, str, str]:
        """How they stand, why, and the household and case it is about."""
        if person is None:
            return Standing.UNKNOWN, "没有这个人的登记", "", ""
        home = self._home.get(person.id, "")
        if person.died_on is not None:
            return Standing.DEAD, f"{person.died_on.isoformat()}去世", home, ""
        if person.id in self._on:
            return Standing.ON, self._on[person.id], home, ""
        for standing, cases in ((Standing.OPEN, self._open), (Standing.REFUSED, self._refused)):
            if person.id in cases:
                words, case_id = cases[person.id]
                return standing, words, home, case_id
        if home in self._left:
            return Standing.LEFT, self._left[home], home, ""
        return Standing.NEVER, "有登记，没有在册记录和申请", home, ""


def _homes(session: Session) -> dict[str, str]:
    query = select(Membership.person_id, Membership.household_id).where(Membership.left_on.is_(None))
    return {row.person_id: row.household_id for row in session.execute(query.order_by(Membership.id))}


def _on_roll(session: Session, month: str, homes: Mapping[str, str]) -> dict[str, str]:
    """By person on which roll: themselves alone, or as one of a household that counts."""
    members: dict[str, list[str]] = {}
    for person_id, household_id in homes.items():
        members.setdefault(household_id, []).append(person_id)
    query = (
        select(RollEntry, Household.village_name)
        .join(Household, Household.id == RollEntry.household_id)
        .where(RollEntry.from_month <= month)
        .where(or_(RollEntry.to_month == "", RollEntry.to_month >= month))
    )
    left_out = select(CaseMember.case_id, CaseMember.person_id).where(CaseMember.counted.is_(False))
    apart = {(row.case_id, row.person_id) for row in session.execute(left_out)}
    found = {}
    for entry, village in session.execute(query):
        words = f"{PROGRAMMES[entry.programme].title}，{entry.from_month}起，{village}"
        for person_id in [entry.person_id] if entry.person_id else members.get(entry.household_id, ()):
            if (entry.case_id, person_id) not in apart:
                found[person_id] = words
    return found


def _left(session: Session, month: str) -> dict[str, str]:
    query = (
        select(RollEntry)
        .where(RollEntry.to_month != "", RollEntry.to_month < month)
        .order_by(RollEntry.to_month)
    )
    found = {}
    for entry in session.scalars(query):
        known = codes.table("stop_reason")
        reason = known.title_of(entry.ended_reason) if entry.ended_reason in known else ""
        title = PROGRAMMES[entry.programme].title
        found[entry.household_id] = "，".join(filter(None, (f"{title}发至{entry.to_month}", reason)))
    return found


def _cases(session: Session) -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    """By person the case that is open, and the last that was refused, each in words with its id."""
    members: dict[str, list[str]] = {}
    counted = select(CaseMember.case_id, CaseMember.person_id).where(CaseMember.left_on.is_(None))
    for row in session.execute(counted):
        members.setdefault(row.case_id, []).append(row.person_id)
    going, refused = {}, {}
    for case in session.scalars(select(Case).where(Case.state.in_(OPEN_STATES))):
        for person_id in {case.applicant_id, *members.get(case.id, ())}:
            words = f"{PROGRAMMES[case.programme].title}申请在办，{case.number or '未受理'}"
            going[person_id] = words, case.id
    query = (
        select(Decision, Case)
        .join(Case, Case.id == Decision.case_id)
        .where(Decision.result == "refuse")
        .order_by(Decision.decided_on, Decision.id)
    )
    for decision, case in session.execute(query):
        for person_id in {case.applicant_id, *members.get(case.id, ())}:
            words = f"{decision.decided_on.isoformat()} {PROGRAMMES[case.programme].title}：{decision.reason}"
            refused[person_id] = words, case.id
    return going, refused
