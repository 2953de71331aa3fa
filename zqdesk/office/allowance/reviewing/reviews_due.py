"""Households whose review falls due, by village and day, with the review that has begun (S2 art. 31)."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.listing import named, plain_rows
from zqdesk.office.cases.looks.periodic import ReviewFilter, ReviewRow
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import HomeVisit, RollEntry
from zqdesk.rules.allowance.change_process import CHANGE, REVIEW

_OPEN = tuple({*REVIEW.open_states(), *CHANGE.open_states()})


def due(session: Session, wanted: ReviewFilter) -> tuple[ReviewRow, ...]:
    """The households that fit, by village, the earliest due first; one query for them, two for what is open."""
    query = (
        select(
            RollEntry.id,
            RollEntry.household_id,
            Person.name,
            Household.village_id,
            Household.village_name,
            RollEntry.person_count,
            RollEntry.allowance_fen + RollEntry.uplift_fen,
            RollEntry.review_by,
            Household.address,
            Household.phone,
            RollEntry.person_id,
        )
        .join(Household, Household.id == RollEntry.household_id)
        .join(Person, Person.id == func.coalesce(RollEntry.person_id, Household.head_id))
        .where(*_conditions(wanted))
        .order_by(Household.village_id, RollEntry.review_by, RollEntry.id)
        .limit(wanted.limit or None)
    )
    begun, visited = _open_cases(session), _visited(session)
    return tuple(_row(row, begun, visited) for row in plain_rows(session, query))


def _row(
    row: Any, begun: dict[tuple[str, str | None], tuple[str, str, str, str]], visited: set[str]
) -> ReviewRow:
    *shown, address, phone, person_id = row
    case_id, kind, number, state = begun.get((row[1], person_id), ("", "", "", ""))
    other = kind not in ("", REVIEW.kind)
    why_not = f"正在办理待遇变更 {number}" if other else ""
    return ReviewRow._make(
        (
            *shown,
            "" if other else case_id,
            case_id in visited,
            why_not,
            address,
            phone,
            state == "opinion_given",
        )
    )


def _open_cases(session: Session) -> dict[tuple[str, str | None], tuple[str, str, str, str]]:
    """By household, and who of it is on the roll alone, the case about the entry that is open: id, kind, number, state."""
    query = select(
        Case.household_id, Case.single_person_id, Case.id, Case.kind, Case.number, Case.state
    ).where(
        Case.programme == REVIEW.programme, Case.kind.in_((REVIEW.kind, CHANGE.kind)), Case.state.in_(_OPEN)
    )
    return {
        (row.household_id, row.single_person_id): (row.id, row.kind, row.number, row.state)
        for row in session.execute(query)
    }


def _visited(session: Session) -> set[str]:
    query = select(HomeVisit.case_id).join(Case, Case.id == HomeVisit.case_id)
    return set(session.scalars(query.where(Case.kind == REVIEW.kind, Case.state.in_(_OPEN))))


def _conditions(wanted: ReviewFilter) -> Iterator[ColumnElement[bool]]:
    yield RollEntry.programme == REVIEW.programme
    yield RollEntry.to_month == ""
    yield RollEntry.review_by <= wanted.until
    if wanted.since is not None:
        yield RollEntry.review_by >= wanted.since
    if wanted.village_id:
        yield Household.village_id == wanted.village_id
    if wanted.text.strip():
        yield named("household", Household.id, wanted.text, Person.name, Household.village_name)
