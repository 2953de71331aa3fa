"""Reading the file of a relief case out of the database."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.relief import earlier
from zqdesk.office.relief.applying.checks import grant_of, relief_of
from zqdesk.office.relief.decisions import above_town, assessment_of, proposed_fen
from zqdesk.office.relief.file import PaymentFacts, ReliefFile
from zqdesk.office.relief.persons import persons_of
from zqdesk.office.reserve.ledger.journal import paid_fen
from zqdesk.office.reserve.ledger.standing import live_item, returned_fen
from zqdesk.office.reserve.paying.payments import first_paid_on
from zqdesk.records.changes import history
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.paper import Paper
from zqdesk.records.tables.relief import Grant, GrantStage, Referral
from zqdesk.records.tables.reserve import Disbursement, Entry, Settlement
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.problem import Refused
from zqdesk.rules.relief.amount import ReliefAssessment


def read_file(session: Session, case: Case, parameters: Parameters) -> ReliefFile:
    """The file of a relief case as it stands on the day the parameters are known."""
    today = parameters.known
    facts, grant = relief_of(session, case.id), grant_of(session, case.id)
    seen = earlier.seen_of(session, case)
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
        earlier=earlier.earlier(session, seen, today),
        parallel=earlier.parallel(session, seen, today),
        assessment=assessment,
        proposed_fen=proposed,
        paid_fen=paid_fen(session, grant.id) if grant else 0,
        help_due_at=facts.registered_at + timedelta(hours=parameters.number("relief.help_hours")),
        first_paid_on=first_paid_on(session, case.id),
        by_district=above_town(session, case, proposed, today),
        agreed_fen=_agreed_fen(session, grant),
        others=persons_of(session, case.id),
    )


def _agreed_fen(session: Session, grant: Grant | None) -> int:
    """What help first was agreed to with; a later decision may have changed the grant, the change log has not."""
    if grant is None or not grant.help_first:
        return 0
    if grant.confirmed_on is None:
        return grant.amount_fen
    given = [
        values["amount_fen"][1]
        for change in history(session, [grant.id])
        for name, row_id, values in change.fields
        if name == Grant.__tablename__ and row_id == grant.id and "amount_fen" in values
    ]
    return int(given[-1]) if given else grant.amount_fen


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
