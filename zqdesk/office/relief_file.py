"""What a relief case has beside every other case: its facts, the grant, the payments, what was given before."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office import relief_looks
from zqdesk.office.journal import paid_fen
from zqdesk.office.payment_looks import first_paid_on
from zqdesk.office.relief_checks import grant_of, relief_of
from zqdesk.office.relief_decisions import above_town, assessment_of, proposed_fen
from zqdesk.office.relief_looks import EarlierRelief
from zqdesk.office.standing import live_item, returned_fen
from zqdesk.records.case import Case
from zqdesk.records.paper import Paper
from zqdesk.records.relief import Grant, GrantStage, Referral, Relief
from zqdesk.records.reserve import Disbursement, Entry, Settlement
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.problem import Refused
from zqdesk.rules.relief import ReliefAssessment


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """One payment and what became of it; sums in fen. `receipt` is the issued receipt, None before."""

    disbursement: Disbursement
    entry: Entry
    reversal: Entry | None
    returned_fen: int
    settlement_number: str
    settled: bool
    receipt: Paper | None

    @property
    def reversed(self) -> bool:
        return self.reversal is not None

    @property
    def net_fen(self) -> int:
        """What stands of it."""
        return 0 if self.reversed else self.disbursement.amount_fen - self.returned_fen


@dataclass(frozen=True, slots=True)
class ReliefFile:
    """Everything of a relief case that other cases do not have; sums in fen, tuples in order of time."""

    facts: Relief
    grant: Grant | None
    stages: tuple[GrantStage, ...]
    payments: tuple[PaymentFacts, ...]
    referrals: tuple[Referral, ...]
    earlier: tuple[EarlierRelief, ...]
    parallel: tuple[str, ...]
    assessment: ReliefAssessment | None
    proposed_fen: int
    paid_fen: int
    help_due_at: datetime
    first_paid_on: date | None
    by_district: bool

    @property
    def granted_fen(self) -> int:
        return self.grant.amount_fen if self.grant else 0

    @property
    def unpaid_fen(self) -> int:
        """What is granted out of the reserve and not paid."""
        if self.grant is None or self.grant.fund != "reserve":
            return 0
        return self.grant.amount_fen - self.paid_fen


def file_of(session: Session, case: Case, parameters: Parameters) -> ReliefFile | None:
    """The file of a relief case as it stands on the day the parameters are known; None of any other case."""
    if case.programme != "relief":
        return None
    today = parameters.known
    facts, grant = relief_of(session, case.id), grant_of(session, case.id)
    seen = relief_looks.seen_of(session, case)
    try:
        assessment: ReliefAssessment | None = assessment_of(session, case, today)
        proposed = proposed_fen(session, case)
    except Refused:
        assessment, proposed = None, facts.requested_fen
    return ReliefFile(
        facts=facts,
        grant=grant,
        stages=_stages(session, grant),
        payments=tuple(_payments(session, case)),
        referrals=tuple(session.scalars(select(Referral).where(Referral.case_id == case.id))),
        earlier=relief_looks.earlier(session, seen, today),
        parallel=relief_looks.parallel(session, seen, today),
        assessment=assessment,
        proposed_fen=proposed,
        paid_fen=paid_fen(session, grant.id) if grant else 0,
        help_due_at=facts.registered_at + timedelta(hours=parameters.number("relief.help_hours")),
        first_paid_on=first_paid_on(session, case.id),
        by_district=above_town(session, case, proposed, today),
    )


def _stages(session: Session, grant: Grant | None) -> tuple[GrantStage, ...]:
    if grant is None:
        return ()
    query = select(GrantStage).where(GrantStage.grant_id == grant.id).order_by(GrantStage.position)
    return tuple(session.scalars(query))


def _payments(session: Session, case: Case) -> list[PaymentFacts]:
    rows = session.execute(
        select(Disbursement, Entry)
        .join(Entry, Entry.id == Disbursement.entry_id)
        .where(Disbursement.case_id == case.id)
        .order_by(Entry.year, Entry.serial)
    )
    return [_payment(session, paid, entry) for paid, entry in rows]


def _payment(session: Session, paid: Disbursement, entry: Entry) -> PaymentFacts:
    item = live_item(session, paid.id)
    batch = session.get_one(Settlement, item.settlement_id) if item else None
    receipt = select(Paper).where(Paper.kind == "receipt", Paper.subject_id == paid.id, Paper.digest != "")
    return PaymentFacts(
        disbursement=paid,
        entry=entry,
        reversal=session.scalars(select(Entry).where(Entry.reverses_id == entry.id)).first(),
        returned_fen=returned_fen(session, paid.id),
        settlement_number=batch.number if batch else "",
        settled=bool(item and item.accepted),
        receipt=session.scalars(receipt).first(),
    )
