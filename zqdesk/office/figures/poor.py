"""Coverage: how many of those registered as poor are on a roll (the seed: 12,184 of 17,177 = 70.9 %)."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.figures import HOUSEHOLDS, PERSONS, Chapter, Figure, Item, Lists, Span
from zqdesk.office.cases.looks.listing import plain_rows
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry

ALL, COVERED = "poor.all", "poor.covered"
REGISTERED = "登记为建档立卡的家庭"
WHOLE = Figure(
    id="poor.all.persons",
    list_id=ALL,
    title="建档立卡人数",
    unit=PERSONS,
    words=f"{REGISTERED}期末当日的成员。",
)
_COVERED = f"{REGISTERED}中期末在任一名册的，人数按名册的保障人数，不超过家庭成员数。"
FIGURES = (
    Figure(
        id="poor.all.households", list_id=ALL, title="建档立卡户数", unit=HOUSEHOLDS, words=f"{REGISTERED}。"
    ),
    WHOLE,
    Figure(
        id="poor.covered.households",
        list_id=COVERED,
        title="纳入保障户数",
        unit=HOUSEHOLDS,
        words=f"{REGISTERED}中期末在任一名册的。",
    ),
    Figure(
        id="poor.covered.persons", list_id=COVERED, title="纳入保障人数", unit=PERSONS, words=_COVERED
    ),
    Figure(
        id="poor.covered.share",
        list_id=COVERED,
        title="建档立卡保障覆盖率",
        unit=PERSONS,
        words="纳入保障人数除以建档立卡人数。",
        share_of=WHOLE.id,
    ),
)  # fmt: skip


SUMMARY = (
    "建档立卡{poor.all.households}户{poor.all.persons}人，其中纳入低保、特困等保障{poor.covered.households}户"
    "{poor.covered.persons}人，覆盖率{poor.covered.share}。"
)


def _read(session: Session, span: Span) -> Lists:
    members = (
        select(func.count())
        .where(Membership.household_id == Household.id)
        .where(or_(Membership.joined_on.is_(None), Membership.joined_on <= span.last))
        .where(or_(Membership.left_on.is_(None), Membership.left_on > span.last))
        .scalar_subquery()
    )
    query = (
        select(Household.id, Household.village_id, Household.village_name, Person.name, Person.id_number)
        .add_columns(members.label("members"))
        .join(Person, Person.id == Household.head_id)
        .where(Household.registered_poor)
        .order_by(Household.village_id, Household.id)
    )
    protected = _protected(session, span.last_month)
    every, covered = [], []
    for row in session.execute(query):
        if not row.members:
            continue
        programmes, persons = protected.get(row.id, ("", 0))
        item = Item(
            key=row.id,
            household_id=row.id,
            case_id="",
            name=row.name,
            id_number=row.id_number,
            village_id=row.village_id,
            village_name=row.village_name,
            kind=programmes or "不在册",
            when=span.last.isoformat(),
            persons=row.members,
        )
        every.append(item)
        if programmes:
            covered.append(item._replace(persons=min(persons, row.members)))
    return {ALL: every, COVERED: covered}


def _protected(session: Session, month: str) -> dict[str, tuple[str, int]]:
    """By household on which rolls it is in a month, and with how many persons."""
    query = (
        select(RollEntry.household_id, RollEntry.programme, RollEntry.person_count)
        .join(Household, Household.id == RollEntry.household_id)
        .where(Household.registered_poor, RollEntry.from_month <= month)
        .where(or_(RollEntry.to_month == "", RollEntry.to_month >= month))
        .order_by(RollEntry.programme)
    )
    found: dict[str, tuple[str, int]] = {}
    for household_id, programme, count in plain_rows(session, query):
        words, persons = found.get(household_id, ("", 0))
        title = PROGRAMMES[programme].title
        named = words if title in words.split("、") else "、".join(filter(None, (words, title)))
        found[household_id] = (named, persons + count)
    return found


CHAPTER = Chapter(
    "建档立卡与覆盖", {ALL: "建档立卡家庭", COVERED: "纳入保障的建档立卡家庭"}, _read, FIGURES, SUMMARY
)
