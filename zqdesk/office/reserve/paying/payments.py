"""What is to be paid, what was paid and waits: for its papers, for settlement, for the district's money."""

from datetime import date
from typing import Any

from sqlalchemy import Exists, ScalarSelect, Select, Subquery, func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.parameters import parameters_on
from zqdesk.office.reserve.ledger.standing import reversed_entries
from zqdesk.records import parameters as dated
from zqdesk.records.register import CHINA
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.paper import Paper
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.relief import Grant, GrantStage, Relief
from zqdesk.records.tables.reserve import Disbursement, Entry, Refund, Settlement, SettlementItem
from zqdesk.rules.relief.amount import CAUSES
from zqdesk.rules.relief.process import PAYABLE
from zqdesk.rules.reserve import UNSETTLED


@frozen
class Payable:
    """A case that money may be paid on now or on a later stage's day; amounts in fen."""

    case_id: str
    case_number: str
    payee: str
    village: str
    kind: str
    cause: str
    granted_fen: int
    paid_fen: int
    agreed_by: str
    agreed_on: date
    form: str
    next_on: date | None
    help_first: bool

    @property
    def unpaid_fen(self) -> int:
        return self.granted_fen - self.paid_fen


@frozen
class Unsettled:
    """A payment that is not settled; `net_fen` is what stands of it, `why_not` why it cannot be handed in yet."""

    disbursement_id: str
    entry_id: str
    case_id: str
    case_number: str
    receipt_number: str
    paid_on: date
    payee: str
    village: str
    kind: str
    cause: str
    net_fen: int
    why_not: str


@frozen
class AwaitingPapers:
    """A case that was helped first and whose papers are not complete; `due_on` by the clock of S4 2.2."""

    case_id: str
    case_number: str
    payee: str
    village: str
    cause: str
    paid_fen: int
    paid_on: date
    due_on: date
    overdue: bool
    provisional: bool


@frozen
class SettlementRow:
    """A batch as it is listed."""

    settlement_id: str
    number: str
    submitted_on: date
    by_name: str
    item_count: int
    amount_fen: int
    answer: str
    answered_on: date | None
    document_number: str
    accepted_fen: int
    replenished_fen: int


ANSWER_TITLES = {"": "等待批复", "accepted": "已核销", "returned": "全部退回", "withdrawn": "已撤回"}


def payable(session: Session) -> tuple[Payable, ...]:
    """Every case with a grant out of the reserve that is not paid in full, the oldest agreement first."""
    paid = _paid_by_grant()
    rows = session.execute(
        select(Case, Person.name, Household.village_name, Relief, Grant, func.coalesce(paid.c.fen, 0))
        .join(Grant, Grant.case_id == Case.id)
        .join(Relief, Relief.case_id == Case.id)
        .join(Person, Person.id == Case.applicant_id)
        .join(Household, Household.id == Case.household_id)
        .outerjoin(paid, paid.c.grant_id == Grant.id)
        .where(Grant.fund == "reserve", Case.state.in_(PAYABLE))
        .where(func.coalesce(paid.c.fen, 0) < Grant.amount_fen)
        .order_by(Grant.agreed_at)
    ).all()
    stages = _next_stages(session)
    return tuple(
        Payable(
            case_id=case.id,
            case_number=case.number,
            payee=name,
            village=village,
            kind=case.kind,
            cause=CAUSES.get(relief.cause, ""),
            granted_fen=grant.amount_fen,
            paid_fen=int(fen),
            agreed_by=grant.agreed_by_name,
            agreed_on=grant.agreed_at.astimezone(CHINA).date(),
            form=relief.form,
            next_on=stages.get(grant.id),
            help_first=grant.help_first,
        )
        for case, name, village, relief, grant, fen in rows
    )


def unsettled(session: Session) -> tuple[Unsettled, ...]:
    """Every standing payment that is in no batch, the oldest first."""
    net = Disbursement.amount_fen - func.coalesce(_returned(), 0)
    rows = session.execute(
        select(
            Disbursement.id.label("disbursement_id"),
            Disbursement.entry_id,
            Disbursement.case_id,
            Case.number.label("case_number"),
            Disbursement.receipt_number,
            Entry.booked_on.label("paid_on"),
            Disbursement.payee_name.label("payee"),
            Household.village_name.label("village"),
            Case.kind,
            Relief.cause,
            net.label("net_fen"),
            Case.state,
            Grant.confirmed_on,
            _has_receipt().label("has_receipt"),
        )
        .join(Entry, Entry.id == Disbursement.entry_id)
        .join(Case, Case.id == Disbursement.case_id)
        .join(Household, Household.id == Case.household_id)
        .join(Relief, Relief.case_id == Case.id)
        .join(Grant, Grant.id == Disbursement.grant_id)
        .where(Disbursement.entry_id.not_in(reversed_entries()), Disbursement.id.not_in(_live()), net > 0)
        .order_by(Entry.year, Entry.serial)
    )
    return tuple(
        Unsettled(
            disbursement_id=row.disbursement_id,
            entry_id=row.entry_id,
            case_id=row.case_id,
            case_number=row.case_number,
            receipt_number=row.receipt_number,
            paid_on=row.paid_on,
            payee=row.payee,
            village=row.village,
            kind=row.kind,
            cause=CAUSES.get(row.cause, ""),
            net_fen=row.net_fen,
            why_not=_why_not(row.state, row.confirmed_on, has_receipt=row.has_receipt),
        )
        for row in rows
    )


def unsettled_opening_fen(session: Session) -> int:
    """What the old books brought along unsettled and is in no batch, in fen."""
    brought = select(func.coalesce(func.sum(Entry.amount_fen), 0)).where(
        Entry.kind == "opening", Entry.debit == UNSETTLED
    )
    live = Settlement.answer.in_(("", "accepted"))
    handed_in = select(func.coalesce(func.sum(Settlement.amount_fen), 0)).where(live)
    listed = (
        select(func.coalesce(func.sum(SettlementItem.amount_fen), 0))
        .join(Settlement, Settlement.id == SettlementItem.settlement_id)
        .where(live)
    )
    sums = session.execute(
        select(brought.scalar_subquery(), handed_in.scalar_subquery(), listed.scalar_subquery())
    ).one()
    return int(sums[0]) - (int(sums[1]) - int(sums[2]))


def awaiting_papers(session: Session, today: date) -> tuple[AwaitingPapers, ...]:
    """Every case helped first whose papers are not confirmed, by its deadline under the law of its registration."""
    asked, calendar = parameters_on(session, today), dated.calendar(session)
    paid, first = _paid_by_grant(), first_paid().subquery()
    rows = session.execute(
        select(Case, Person.name, Household.village_name, Relief.cause, paid.c.fen, first.c.day)
        .join(Grant, Grant.case_id == Case.id)
        .join(paid, paid.c.grant_id == Grant.id)
        .join(first, first.c.case_id == Case.id)
        .join(Relief, Relief.case_id == Case.id)
        .join(Person, Person.id == Case.applicant_id)
        .join(Household, Household.id == Case.household_id)
        .where(Case.state == "helped", paid.c.fen > 0)
        .order_by(first.c.day, Case.id)
    )
    found = []
    for case, name, village, cause, fen, first_on in rows:
        days = asked.at(case.applied_on).number("relief.papers_days")
        end = calendar.add_working_days(first_on, days)
        found.append(
            AwaitingPapers(
                case.id,
                case.number,
                name,
                village,
                CAUSES.get(cause, ""),
                int(fen),
                first_on,
                end.day,
                today > end.day,
                end.provisional,
            )
        )
    return tuple(found)


def first_paid_on(session: Session, case_id: str) -> date | None:
    """The day of the first payment of a case, whatever came back of it: the papers' clock starts there."""
    return session.scalars(first_paid().where(Disbursement.case_id == case_id)).first()


def settlements(session: Session) -> tuple[SettlementRow, ...]:
    """Every batch, the newest first."""
    counted = session.execute(
        select(SettlementItem.settlement_id, func.count()).group_by(SettlementItem.settlement_id)
    )
    counts = {row[0]: row[1] for row in counted}
    sent = session.execute(
        select(Entry.settlement_id, func.sum(Entry.amount_fen))
        .where(Entry.kind == "replenishment", Entry.settlement_id.is_not(None))
        .group_by(Entry.settlement_id)
    )
    refilled = {row[0]: row[1] for row in sent}
    return tuple(
        SettlementRow(
            settlement_id=row.id,
            number=row.number,
            submitted_on=row.submitted_on,
            by_name=row.by_name,
            item_count=counts.get(row.id, 0),
            amount_fen=row.amount_fen,
            answer=ANSWER_TITLES[row.answer],
            answered_on=row.answered_on,
            document_number=row.document_number,
            accepted_fen=row.accepted_fen,
            replenished_fen=int(refilled.get(row.id, 0)),
        )
        for row in session.scalars(select(Settlement).order_by(Settlement.id.desc()))
    )


def approved_unpaid_fen(session: Session) -> int:
    """What is granted out of the reserve and not paid yet, in fen."""
    return sum(row.unpaid_fen for row in payable(session))


def _paid_by_grant() -> Subquery:
    signed = func.sum(func.iif(Entry.debit == UNSETTLED, Entry.amount_fen, -Entry.amount_fen)).label("fen")
    return (
        select(Entry.grant_id, signed, func.min(Entry.booked_on).label("first"))
        .where(Entry.grant_id.is_not(None))
        .group_by(Entry.grant_id)
        .subquery()
    )


def first_paid() -> Select[date, str]:
    """The first day of each case on which something was paid that was not reversed.

    What came back was paid all the same: a refund and a new payment give the papers no new days.
    """
    return (
        select(func.min(Entry.booked_on).label("day"), Disbursement.case_id)
        .join(Disbursement, Disbursement.entry_id == Entry.id)
        .where(Entry.id.not_in(reversed_entries()))
        .group_by(Disbursement.case_id)
    )


def _next_stages(session: Session) -> dict[str, date]:
    """The day of the first stage of each grant that is not paid in full."""
    standing = Disbursement.amount_fen - func.coalesce(_returned(), 0)
    paid = (
        select(Disbursement.stage_id, func.sum(standing).label("fen"))
        .where(Disbursement.stage_id.is_not(None), Disbursement.entry_id.not_in(reversed_entries()))
        .group_by(Disbursement.stage_id)
        .subquery()
    )
    rows = session.execute(
        select(GrantStage.grant_id, func.min(GrantStage.due_on))
        .outerjoin(paid, paid.c.stage_id == GrantStage.id)
        .where(func.coalesce(paid.c.fen, 0) < GrantStage.amount_fen)
        .group_by(GrantStage.grant_id)
    )
    return {row[0]: row[1] for row in rows}


def _why_not(state: str, confirmed_on: date | None, *, has_receipt: bool) -> str:
    """Why a payment cannot be handed in yet; empty where it can."""
    if confirmed_on is None:
        words = {"helped": "先行救助手续未补齐", "papers_ready": "待补办审批", "recovering": "待追回"}
        return words.get(state, "待补办审批")
    return "" if has_receipt else "领款单还没有打印签字"


def _has_receipt() -> Exists:
    return (
        select(Paper.id)
        .where(Paper.kind == "receipt", Paper.subject_id == Disbursement.id, Paper.digest != "")
        .correlate(Disbursement)
        .exists()
    )


def _live() -> Select[Any]:
    return select(SettlementItem.disbursement_id).where(SettlementItem.accepted.is_not(False))


def _returned() -> ScalarSelect[Any]:
    return (
        select(func.sum(Refund.amount_fen))
        .where(Refund.disbursement_id == Disbursement.id, Refund.entry_id.not_in(reversed_entries()))
        .correlate(Disbursement)
        .scalar_subquery()
    )
