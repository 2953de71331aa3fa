"""What was applied for and decided in a period, of every programme alike."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from sqlalchemy import Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.figures import CASES, Chapter, Figure, Item, Lists, Span
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import Decision
from zqdesk.rules.programmes import tables

ACCEPTED, AGREED, REFUSED = "accepted", "agreed", "refused"
WORDS = {
    ACCEPTED: ("受理", "受理日期在本期的申请；先行救助的以登记日为准；不含核查和变更。"),
    AGREED: ("同意", "决定日期在本期、同意的申请；报区的以登记区级答复的日期为准。"),
    REFUSED: ("不予同意", "决定日期在本期、不予同意的申请；报区的以登记区级答复的日期为准。"),
}
_RESULTS = {"confirm": AGREED, "refuse": REFUSED}


def decided_chapter(programmes: Mapping[str, str]) -> Chapter:
    """Applications accepted, agreed to and refused; `programmes` are their titles by id."""
    figures, lists = [], {}
    for programme, title in programmes.items():
        for name, (done, words) in WORDS.items():
            of = f"{programme}.{name}"
            lists[of] = f"{title}{done}"
            figures.append(
                Figure(id=f"{of}.cases", list_id=of, title=f"{title}{done}", unit=CASES, words=words)
            )
    said = (
        f"{title}受理{{{programme}.accepted.cases}}件，同意{{{programme}.agreed.cases}}件，"
        f"不予同意{{{programme}.refused.cases}}件"
        for programme, title in programmes.items()
    )
    read = partial(_read, lists=tuple(lists))
    return Chapter("受理与决定", lists, read, tuple(figures), f"本期{'；'.join(said)}。")


def _read(session: Session, span: Span, lists: tuple[str, ...]) -> Lists:
    found: dict[str, list[Item]] = {list_id: [] for list_id in lists}
    for list_id, item in (*_accepted(session, span), *_decided(session, span)):
        found[list_id].append(item)
    return found


def _accepted(session: Session, span: Span) -> Iterator[tuple[str, Item]]:
    """By the day of acceptance, or of registration where nothing is accepted before help is given."""
    registered = [each.kind for each in tables() if each.since_registration]
    day = func.coalesce(Case.accepted_on, func.iif(Case.kind.in_(registered), Case.applied_on, None))
    for row in session.execute(_applications(day, span)):
        yield f"{row.programme}.{ACCEPTED}", _item(row, row.number)


def _decided(session: Session, span: Span) -> Iterator[tuple[str, Item]]:
    """By the decision that stands: of several in one case the last."""
    last = select(func.max(Decision.id)).where(Decision.result.in_(_RESULTS)).group_by(Decision.case_id)
    query = (
        _applications(Decision.decided_on, span)
        .add_columns(Decision.result, Decision.reason)
        .join(Decision, Decision.case_id == Case.id)
        .where(Decision.id.in_(last))
    )
    for row in session.execute(query):
        yield f"{row.programme}.{_RESULTS[row.result]}", _item(row, row.reason or row.number)


def _applications(day: SQLColumnExpression[Any], span: Span) -> Select[*tuple[Any, ...]]:
    kinds = {each.kind for each in tables() if not each.of_roll}
    return (
        select(Case.id, Case.programme, Case.kind, Case.number, Case.household_id, day.label("day"))
        .add_columns(Person.name, Person.id_number, Household.village_id, Household.village_name)
        .join(Person, Person.id == Case.applicant_id)
        .join(Household, Household.id == Case.household_id)
        .where(Case.kind.in_(kinds), day.between(span.first, span.last))
        .order_by(day, Case.number)
    )


def _item(row: Any, note: str) -> Item:
    return Item(
        key=row.id,
        household_id=row.household_id,
        case_id=row.id,
        name=row.name,
        id_number=row.id_number,
        village_id=row.village_id,
        village_name=row.village_name,
        kind=PROGRAMMES[row.programme].words.kinds[row.kind],
        when=str(row.day),
        note=note,
    )
