"""The warning of a second payment: what looks as if the same family had been paid already."""

from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from zqdesk.office.hall.parameters import parameters_on
from zqdesk.office.relief import earlier
from zqdesk.office.relief.earlier import EarlierRelief
from zqdesk.office.reserve.ledger.standing import reversed_entries, standing_fen
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.reserve import Disbursement, Entry
from zqdesk.rules.calendar import add_months
from zqdesk.rules.money import format_yuan
from zqdesk.rules.people.identity import mask_id
from zqdesk.rules.relief.event import GROUNDS, VERDICTS

MOST = 12


def paid_already(session: Session, case: Case, today: date) -> list[str]:
    """What looks as if the same family had been paid already: in other cases that look like this, here today."""
    since = add_months(today, -parameters_on(session, today).number("relief.repeat_months"))
    beside = {each.case_id: each for each in earlier.of_case(session, case, today)}
    rows = session.execute(
        select(Disbursement, Entry.booked_on)
        .join(Entry, Entry.id == Disbursement.entry_id)
        .where(
            or_(
                and_(Disbursement.case_id.in_(beside), Entry.booked_on >= since),
                and_(Disbursement.case_id == case.id, Entry.booked_on == today),
            )
        )
        .where(Entry.id.not_in(reversed_entries()))
        .order_by(Entry.booked_on.desc(), Entry.serial.desc())
        .limit(MOST)
    )
    standing = ((paid, booked_on, standing_fen(session, paid)) for paid, booked_on in rows)
    return [
        _sentence(case, paid, booked_on, fen) + _why(beside.get(paid.case_id))
        for paid, booked_on, fen in standing
        if fen
    ]


def _why(beside: EarlierRelief | None) -> str:
    """Why the two cases look alike, and what the approver said of it."""
    if beside is None:
        return ""
    said = f"；{VERDICTS[beside.verdict]}，{beside.reason}" if beside.verdict else "；审批时没有看到"
    return f"（{'、'.join(GROUNDS[each] for each in beside.grounds)}{said}）"


def _sentence(case: Case, paid: Disbursement, booked_on: date, standing: int) -> str:
    where = "今天已在本案" if paid.case_id == case.id else f"{booked_on} 已"
    proxy = f"、代领人{paid.proxy_name}" if paid.proxy_name else ""
    return (
        f"{where}向{paid.payee_name}（{mask_id(paid.payee_id_number) or '无证件号'}{proxy}）发放"
        f"{format_yuan(standing)}元，领款单{paid.receipt_number}"
    )
