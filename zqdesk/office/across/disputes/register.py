"""The register (异议、投诉、复议、诉讼登记簿): everything of the kind wherever it was entered, with what is still open first."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.across.disputes.disputing import APPEALS, COMPLAINT, KINDS
from zqdesk.office.hall.parameters import parameters_on
from zqdesk.records import codes
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.disputes import Dispute
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.staff import Account
from zqdesk.records.tables.steps import Complaint, Objection

OBJECTION = "objection"
TITLES = {OBJECTION: "公示异议", **KINDS}


@frozen
class DisputeRow:
    """A line of the register. `dispute_id` is empty for what is handled in its case. `due_on`: None where no clock runs."""

    key: str
    dispute_id: str
    kind: str
    received_on: date
    due_on: date | None
    way: str
    name: str
    case_id: str
    case_number: str
    applicant: str
    about: str
    content: str
    organ: str
    replied_on: date | None
    reply: str
    outcome: str
    ended_on: date | None

    @property
    def is_open(self) -> bool:
        return self.ended_on is None

    @property
    def waits_for(self) -> str:
        """What is to be done next."""
        if not self.is_open:
            return ""
        return "等待结果" if self.replied_on is not None and self.kind in APPEALS else "待答复"


def register(session: Session, today: date) -> tuple[DisputeRow, ...]:
    """Every line, the open ones first, the nearest clock first."""
    days = parameters_on(session, today).number(f"dispute.days.{COMPLAINT}")
    rows = [*_disputes(session), *_complaints(session, days), *_objections(session)]
    far = date.max
    rows.sort(
        key=lambda row: (
            not row.is_open,
            row.due_on or far if row.is_open else far,
            -row.received_on.toordinal(),
        )
    )
    return tuple(rows)


def _disputes(session: Session) -> Iterator[DisputeRow]:
    query = (
        select(Dispute, Case.number, Person.name, Account.name)
        .outerjoin(Case, Case.id == Dispute.case_id)
        .outerjoin(Person, Person.id == Case.applicant_id)
        .outerjoin(Account, Account.id == Dispute.about_id)
    )
    for row, number, applicant, about in session.execute(query):
        yield DisputeRow(
            key=row.id,
            dispute_id=row.id,
            kind=row.kind,
            received_on=row.received_on,
            due_on=row.due_on if row.replied_on is None else None,
            way=codes.table("complaint_way").short_of(row.way),
            name=row.name,
            case_id=row.case_id or "",
            case_number=number or "",
            applicant=applicant or "",
            about=about or "",
            content=row.content,
            organ=" ".join(filter(None, (row.organ, row.number))),
            replied_on=row.replied_on,
            reply=row.reply,
            outcome=codes.table("dispute_outcome").short_of(row.outcome) if row.outcome else "",
            ended_on=row.ended_on,
        )


def _complaints(session: Session, days: int) -> Iterator[DisputeRow]:
    """Those about an application while it is decided on: they are answered in their case."""
    query = (
        select(Complaint, Case.number, Person.name)
        .join(Case, Case.id == Complaint.case_id)
        .join(Person, Person.id == Case.applicant_id)
    )
    for row, number, applicant in session.execute(query):
        yield _in_its_case(
            row,
            COMPLAINT,
            number,
            applicant,
            received_on=row.received_on,
            due_on=row.received_on + timedelta(days=days) if row.answered_on is None else None,
            way=codes.table("complaint_way").short_of(row.way),
        )


def _objections(session: Session) -> Iterator[DisputeRow]:
    """From notices; the case's own limit is their clock. What was entered by mistake is none."""
    query = (
        select(Objection, Case.number, Person.name)
        .join(Case, Case.id == Objection.case_id)
        .join(Person, Person.id == Case.applicant_id)
        .where(Objection.retracted_on.is_(None))
    )
    for row, number, applicant in session.execute(query):
        yield _in_its_case(
            row, OBJECTION, number, applicant, received_on=row.raised_on, due_on=None, way="公示"
        )


def _in_its_case(
    row: Complaint | Objection,
    kind: str,
    number: str,
    applicant: str,
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
        case_id=row.case_id,
        case_number=number,
        applicant=applicant,
        about="",
        content=row.content,
        organ="",
        replied_on=row.answered_on,
        reply=row.answer,
        outcome="",
        ended_on=row.answered_on,
    )
