"""Where money that goes out or comes back leaves a relief case."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.relief.applying import checks
from zqdesk.office.reserve.ledger.journal import paid_fen
from zqdesk.office.reserve.ledger.set_asides import ENTRY_IN_LOG
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.relief import Grant
from zqdesk.records.tables.reserve import Entry


def after_payment(work: Work, case: Case) -> None:
    """Where a payment, a refund or a reversal leaves the case: helped, paid out, waiting again, or to recover.

    What was closed without paying the rest stays closed when money comes back; only a payment that was
    reversed opens it again, as it may have to be made anew.
    """
    grant = checks.grant_of(work.session, case.id)
    assert grant is not None
    paid, rest = paid_fen(work.session, grant.id), checks.unpaid_fen(work.session, grant)
    if case.state == "agreed" and paid:
        case.state = "helped"
    elif case.state == "helped" and not paid:
        case.state = "agreed"
    elif case.state == "approved" and rest == 0:
        case.state, case.ended_on = "closed", work.today
    elif case.state == "closed" and grant.confirmed_on is None and paid:
        case.state, case.ended_on, case.ended_reason = "recovering", None, ""
    elif case.state == "closed" and grant.confirmed_on and rest and _to_pay_again(work.session, case, grant):
        case.state, case.ended_on, case.ended_reason = "approved", None, ""


def _to_pay_again(session: Session, case: Case, grant: Grant) -> bool:
    """Whether what is unpaid of a closed case is to be paid: nobody gave it up, or a payment was just reversed."""
    if not case.ended_reason:
        return True
    last = session.scalars(
        select(Entry).where(Entry.grant_id == grant.id).order_by(ENTRY_IN_LOG.desc())
    ).first()
    return last is not None and last.kind == "disbursement" and last.reverses_id is not None
