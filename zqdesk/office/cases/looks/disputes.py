"""The register (异议、投诉、复议、诉讼登记簿): everything of the kind wherever it was entered, with what is still open first."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.colleagues import colleague
from zqdesk.office.hall.parameters import parameters_on
from zqdesk.records import codes
from zqdesk.records.register import Actor
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.disputes import Dispute
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.staff import Account
from zqdesk.records.tables.steps import Complaint, Objection

COMPLAINT, RECONSIDERATION, LAWSUIT = "complaint", "reconsideration", "lawsuit"
KINDS = {COMPLAINT: "投诉举报", RECONSIDERATION: "行政复议", LAWSUIT: "行政诉讼"}
APPEALS = frozenset({RECONSIDERATION, LAWSUIT})
OBJECTION = "objection"
TITLES = {OBJECTION: "公示异议", **KINDS}


@frozen
class Subject:
    """The case that something in the register is about; all empty where it is about none."""

    case_id: str = ""
    number: str = ""
    applicant: str = ""
    id_number: str = ""
    household_id: str = ""
    village_id: str = ""
    village_name: str = ""


@frozen
class DisputeRow:
    """A line of the register. `dispute_id` is empty for what is handled in its case.

    `due_on`: by when it is answered; None where the clock is the case's own. `about_id`: the colleague it is about.
    """

    key: str
    dispute_id: str
    kind: str
    received_on: date
    due_on: date | None
    way: str
    name: str
    subject: Subject
    content: str
    replied_on: date | None
    reply: str
    about_id: str = ""
    about: str = ""
    organ: str = ""
    outcome: str = ""
    ended_on: date | None = None

    @property
    def is_open(self) -> bool:
        return self.ended_on is None

    @property
    def waits_for(self) -> str:
        """What is to be done next."""
        if not self.is_open:
            return ""
        return "等待结果" if self.replied_on is not None and self.kind in APPEALS else "待答复"

    @property
    def running_until(self) -> date | None:
        """The day on which the clock that is running now ends."""
        return self.due_on if self.replied_on is None else None

    def was_late(self, by: date) -> bool:
        """Whether it was answered too late, or was not by the end of this day though its clock had run out."""
        return self.due_on is not None and (self.replied_on or by) > self.due_on


def register(session: Session, actor: Actor) -> tuple[DisputeRow, ...]:
    """Every line that this person may see, the open ones first, the nearest clock first.

    Nobody is shown what somebody said about themselves: who spoke up is protected from them.
    """
    mine = colleague(session, actor.id).account_ids
    rows = [row for row in everything(session) if row.about_id not in mine]
    far = date.max
    rows.sort(
        key=lambda row: (
            not row.is_open,
            row.running_until or far if row.is_open else far,
            -row.received_on.toordinal(),
        )
    )
    return tuple(rows)


def everything(session: Session) -> Sequence[DisputeRow]:
    """All lines, in no order."""
    return [*_disputes(session), *_complaints(session), *_objections(session)]


def _subjects(*columns: Any) -> Select[*tuple[Any, ...]]:
    """These columns, and those of the case they are about."""
    return select(
        *columns,
        Case.id,
        Case.number,
        Person.name,
        Person.id_number,
        Household.id,
        Household.village_id,
        Household.village_name,
    )


def _disputes(session: Session) -> Iterator[DisputeRow]:
    query = (
        _subjects(Dispute, Account.name)
        .outerjoin(Case, Case.id == Dispute.case_id)
        .outerjoin(Person, Person.id == Case.applicant_id)
        .outerjoin(Household, Household.id == Case.household_id)
        .outerjoin(Account, Account.id == Dispute.about_id)
    )
    for row, about, *subject in session.execute(query):
        yield DisputeRow(
            key=row.id,
            dispute_id=row.id,
            kind=row.kind,
            received_on=row.received_on,
            due_on=row.due_on,
            way=codes.table("complaint_way").short_of(row.way),
            name=row.name,
            subject=Subject(*subject) if row.case_id else Subject(),
            content=row.content,
            replied_on=row.replied_on,
            reply=row.reply,
            about_id=row.about_id or "",
            about=about or "",
            organ=" ".join(filter(None, (row.organ, row.number))),
            outcome=codes.table("dispute_outcome").short_of(row.outcome) if row.outcome else "",
            ended_on=row.ended_on,
        )


def _complaints(session: Session) -> Iterator[DisputeRow]:
    """Those about an application while it is decided on: they are answered in their case."""
    days = cache(lambda day: parameters_on(session, day).number(f"dispute.days.{COMPLAINT}"))
    for row, *subject in session.execute(_of_cases(Complaint)):
        yield _in_its_case(
            row,
            COMPLAINT,
            Subject(*subject),
            received_on=row.received_on,
            due_on=row.received_on + timedelta(days=days(row.received_on)),
            way=codes.table("complaint_way").short_of(row.way),
        )


def _objections(session: Session) -> Iterator[DisputeRow]:
    """From notices; the case's own limit is their clock. What was entered by mistake is none."""
    for row, *subject in session.execute(_of_cases(Objection).where(Objection.retracted_on.is_(None))):
        yield _in_its_case(
            row, OBJECTION, Subject(*subject), received_on=row.raised_on, due_on=None, way="公示"
        )


def _of_cases(kind: type[Complaint | Objection]) -> Select[*tuple[Any, ...]]:
    return (
        _subjects(kind)
        .join(Case, Case.id == kind.case_id)
        .join(Person, Person.id == Case.applicant_id)
        .join(Household, Household.id == Case.household_id)
    )


def _in_its_case(
    row: Complaint | Objection,
    kind: str,
    subject: Subject,
    *,
    received_on: date,
    due_on: date | None,
    way: str,
) -> DisputeRow:
    return DisputeRow(
        key=row.id,
        dispute_id="",
        kind=kind,
        received_on=received_on,
        due_on=due_on,
        way=way,
        name=row.name,
        subject=subject,
        content=row.content,
        replied_on=row.answered_on,
        reply=row.answer,
        ended_on=row.answered_on,
    )
