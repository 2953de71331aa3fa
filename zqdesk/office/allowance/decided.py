"""The entries of a roll with the facts of the cases they rest on, read in a handful of queries however many they are."""

import itertools
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Executable, and_, func, or_, select, true
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.assessing import born_on
from zqdesk.office.cases.looks.listing import plain_rows
from zqdesk.office.cases.looks.reworking import RAISED, entries_of
from zqdesk.records import codes
from zqdesk.records.tables.case import Case, CaseAsset, CaseExpense, CaseIncome, CaseMember
from zqdesk.records.tables.household import ImportBatch, Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import Decision, RollEntry
from zqdesk.rules.cases.household import Asset, Deduction, Disability, HouseholdFacts, Income, Member

PROGRAMME = "allowance"
OneOf = TypeVar("OneOf", Income, Asset)
_DAY = date(2000, 1, 1)
"""The day of facts that have ages instead of birthdays."""


class Entry(NamedTuple):
    """An entry of the roll; `case_id` is empty where it came with a roster, on `imported_on`."""

    id: str
    household_id: str
    person_id: str | None
    case_id: str
    from_month: str
    to_month: str
    allowance_fen: int
    uplift_fen: int
    standard_kind: str
    village_id: str
    person_count: int
    phase_out: bool
    ended_reason: str
    imported_on: date | None


class CaseMemberFacts(NamedTuple):
    """A member of a case: who (the row's id), when born, since when gone, and what else decides the amount."""

    row_id: str
    born_on: date | None
    gone_on: date | None
    facts: tuple[Hashable, ...]


@frozen
class CaseFacts:
    """What a case found: `means` are incomes, deductions and assets by the position of the member they are of."""

    single_reason: str
    single: int
    members: tuple[CaseMemberFacts, ...]
    means: tuple[tuple[Hashable, ...], ...]


@frozen
class Read:
    """The entries by place, the cases they rest on, and who left a household when and is not back."""

    entries: tuple[Entry, ...]
    cases: Mapping[str, CaseFacts]
    left: Mapping[str, Mapping[str, date]]

    def by_place(self) -> Iterator[list[Entry]]:
        for _, group in itertools.groupby(self.entries, key=lambda each: (each.household_id, each.person_id)):
            yield list(group)

    def gone_of(self, entry: Entry) -> list[date]:
        """When those went whom a roster counted."""
        since = entry.imported_on or date.min
        left = self.left.get(entry.household_id, {})
        alone = entry.person_id
        return [day for person, day in left.items() if day >= since and alone in (None, person)]


def read(session: Session, span: tuple[str, str], home_id: str = "") -> Read:
    """What the months of this span rest on, of one household where its id is given."""
    entries = tuple(Entry._make(row) for row in plain_rows(session, _entries(span, home_id)))
    left = _left(session, home_id)
    return Read(entries, _cases(session, _on_roll(span, home_id), left), left)


def facts_of_shape(shape: tuple[Any, ...]) -> HouseholdFacts:
    """The rules' facts of a family without names; members are called by their position."""
    kind, single_reason, single, members, incomes, deductions, assets = shape
    return HouseholdFacts(
        on=_DAY,
        members=tuple(_member(number, each) for number, each in enumerate(members)),
        incomes=tuple(
            Income(_key(who), code, "", fen, months, part, "-") for who, code, fen, months, part in incomes
        ),
        deductions=tuple(
            Deduction(code, "", fen, months, _key(who)) for who, code, fen, months in deductions
        ),
        assets=tuple(
            Asset(code, "", fen, count, "-" if exempt else "", _key(who))
            for who, code, fen, count, exempt in assets
        ),
        standard_kind=kind,
        single_reason=single_reason,
        single_member=_key(single) if single_reason else "",
    )


def named(session: Session, facts: HouseholdFacts, case_id: str, case: CaseFacts) -> HouseholdFacts:
    """The same facts with the names and titles that the trace shows."""
    ids = [each.row_id for each in case.members]
    people = (
        select(CaseMember.id, Person.name)
        .join(Person, Person.id == CaseMember.person_id)
        .where(CaseMember.case_id == case_id)
    )
    names: dict[str, str] = {row[0]: row[1] for row in plain_rows(session, people)}
    incomes = session.scalars(
        select(CaseIncome)
        .where(CaseIncome.case_id == case_id, CaseIncome.member_id.in_(ids))
        .order_by(CaseIncome.id)
    )
    expenses = session.scalars(
        select(CaseExpense)
        .where(CaseExpense.case_id == case_id, CaseExpense.deducted)
        .where(or_(CaseExpense.member_id.in_(ids), CaseExpense.member_id.is_(None)))
        .order_by(CaseExpense.id)
    )
    assets = session.scalars(select(CaseAsset).where(CaseAsset.case_id == case_id).order_by(CaseAsset.id))
    return replace(
        facts,
        members=tuple(replace(each, name=names[ids[int(each.key)]]) for each in facts.members),
        incomes=tuple(
            _titled(each, row, "income_kind") for each, row in zip(facts.incomes, incomes, strict=True)
        ),
        deductions=tuple(
            replace(each, title=row.title or codes.table("deduction_kind").short_of(row.kind))
            for each, row in zip(facts.deductions, expenses, strict=True)
        ),
        assets=tuple(
            _titled(each, row, "property_kind") for each, row in zip(facts.assets, assets, strict=True)
        ),
    )


def _titled(each: OneOf, row: CaseIncome | CaseAsset, table: str) -> OneOf:
    title = row.title or codes.table(table).short_of(row.kind)
    return replace(each, title=title, exempt_reason=row.exempt_reason)


def _key(position: int) -> str:
    return "" if position < 0 else str(position)


def _member(number: int, row: tuple[Any, ...]) -> Member:
    counted, disability, grade, ill, employed, refusals, age = row
    known = disability and grade.isdigit()
    return Member(
        str(number),
        "",
        "",
        None if age is None else date(_DAY.year - age, 1, 1),
        counted=counted,
        disability=Disability(disability, int(grade)) if known else None,
        serious_illness=ill,
        employed=employed,
        work_refusals=refusals,
    )


def _on_roll(span: tuple[str, str], home_id: str) -> ColumnElement[bool]:
    since, until = span
    inside = and_(RollEntry.from_month <= until, or_(RollEntry.to_month == "", RollEntry.to_month >= since))
    # What a phase-out and a raised sum go on by is found in the entry before, which may lie before these months.
    homes = select(RollEntry.household_id).where(
        RollEntry.programme == PROGRAMME, or_(RollEntry.phase_out, RollEntry.ended_reason == RAISED)
    )
    one = RollEntry.household_id == home_id if home_id else true()
    return and_(RollEntry.programme == PROGRAMME, one, or_(inside, RollEntry.household_id.in_(homes)))


def _entries(span: tuple[str, str], home_id: str) -> Executable:
    own = RollEntry.person_count, RollEntry.phase_out, RollEntry.ended_reason, ImportBatch.imported_on
    return (
        entries_of(PROGRAMME, *own)
        .outerjoin(ImportBatch, ImportBatch.id == RollEntry.batch_id)
        .where(_on_roll(span, home_id))
    )


def _left(session: Session, home_id: str) -> dict[str, dict[str, date]]:
    """By household who left it or died, and is not back."""
    back = select(Membership.household_id, Membership.person_id).where(Membership.left_on.is_(None))
    gone = select(Membership.household_id, Membership.person_id, Membership.left_on).where(
        Membership.left_on.is_not(None)
    )
    if home_id:
        gone = gone.where(Membership.household_id == home_id)
        back = back.where(Membership.household_id == home_id)
    rows = list(plain_rows(session, gone))
    if not rows:
        return {}
    homes = {row[0] for row in rows}
    there = {tuple(row) for row in plain_rows(session, back) if row[0] in homes}
    found: dict[str, dict[str, date]] = {}
    for home, person, day in rows:
        if (home, person) not in there:
            persons = found.setdefault(home, {})
            persons[person] = max(day, persons.get(person, day))
    return found


def _cases(
    session: Session, on_roll: ColumnElement[bool], left: Mapping[str, Mapping[str, date]]
) -> dict[str, CaseFacts]:
    wanted = select(RollEntry.case_id).where(on_roll, RollEntry.case_id.is_not(None))
    cases = list(
        plain_rows(
            session,
            select(Case.id, Case.household_id, Case.single_reason, Case.single_person_id).where(
                Case.id.in_(wanted)
            ),
        )
    )
    if not cases:
        return {}
    members = _by_case(session, _MEMBERS.where(CaseMember.case_id.in_(wanted)))
    incomes = _by_case(session, _INCOMES.where(CaseIncome.case_id.in_(wanted)))
    expenses = _by_case(session, _EXPENSES.where(CaseExpense.case_id.in_(wanted), CaseExpense.deducted))
    assets = _by_case(session, _ASSETS.where(CaseAsset.case_id.in_(wanted)))
    decided = _by_case(
        session,
        select(Decision.case_id, func.max(Decision.decided_on))
        .where(Decision.case_id.in_(wanted))
        .group_by(Decision.case_id),
    )
    employed = {code.code for code in codes.table("employment") if code.extra.get("employed")}
    found = {}
    for case_id, home, reason, alone in cases:
        day = decided[case_id][0][0] if case_id in decided else None
        rows = [
            row for row in members.get(case_id, ()) if row[4] is None or (day is not None and row[4] > day)
        ]
        keys = {row[0]: number for number, row in enumerate(rows)}
        names = {row[2]: number for number, row in enumerate(rows)}
        found[case_id] = CaseFacts(
            reason,
            next((number for number, row in enumerate(rows) if row[1] == alone), -1),
            tuple(_case_member(row, left.get(home, {}), employed) for row in rows),
            (
                tuple((keys[who], *rest) for who, *rest in incomes.get(case_id, ()) if who in keys),
                tuple(
                    (keys.get(who, -1), *rest)
                    for who, *rest in expenses.get(case_id, ())
                    if who in keys or not who
                ),
                tuple((names.get(owner, -1), *rest) for owner, *rest in assets.get(case_id, ())),
            ),
        )
    return found


_MEMBERS = (
    select(
        CaseMember.case_id,
        CaseMember.id,
        CaseMember.person_id,
        Person.name,
        Person.born_on,
        CaseMember.left_on,
        Person.died_on,
        Person.id_number,
        CaseMember.counted,
        CaseMember.disability_type,
        CaseMember.disability_grade,
        CaseMember.illness,
        CaseMember.employment,
        CaseMember.work_refusals,
    )
    .join(Person, Person.id == CaseMember.person_id)
    .order_by(CaseMember.case_id, CaseMember.position, CaseMember.id)
)
_INCOMES = select(
    CaseIncome.case_id,
    CaseIncome.member_id,
    CaseIncome.kind,
    CaseIncome.amount_fen,
    CaseIncome.months,
    CaseIncome.counted_fen,
).order_by(CaseIncome.case_id, CaseIncome.id)
_EXPENSES = select(
    CaseExpense.case_id,
    func.coalesce(CaseExpense.member_id, ""),
    CaseExpense.kind,
    CaseExpense.amount_fen,
    CaseExpense.months,
).order_by(CaseExpense.case_id, CaseExpense.id)
_ASSETS = select(
    CaseAsset.case_id,
    CaseAsset.owner,
    CaseAsset.kind,
    CaseAsset.amount_fen,
    CaseAsset.quantity,
    CaseAsset.exempt_reason != "",
).order_by(CaseAsset.case_id, CaseAsset.id)


def _by_case(session: Session, query: Executable) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    for case_id, *rest in plain_rows(session, query):
        found.setdefault(case_id, []).append(tuple(rest))
    return found


def _case_member(row: tuple[Any, ...], left: Mapping[str, date], employed: set[str]) -> CaseMemberFacts:
    row_id, person, _, born, struck, died, number, counted, kind, grade, illness, work, refusals = row
    days = [day for day in (left.get(person) if counted else None, struck, died) if day is not None]
    facts = (counted, kind, grade, bool(illness), work in employed, len(refusals or ()))
    known = born or born_on(Person(name="", id_number=number))
    return CaseMemberFacts(row_id, known, min(days) if days else None, facts)
