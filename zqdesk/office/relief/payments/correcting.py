"""Putting a payment or an entry right: money that comes back, and the red reversal (红字冲销). Nothing is deleted."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_choice, check_filled
from zqdesk.office.hall.colleagues import is_same
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.office.relief.payments.after_payment import after_payment
from zqdesk.office.reserve.cash.tills import box_of, own_float
from zqdesk.office.reserve.ledger.days import behind, believe_today
from zqdesk.office.reserve.ledger.documents import ARRIVAL, OutsidePaper, checked, required
from zqdesk.office.reserve.ledger.journal import (
    Posting,
    add,
    month_closed,
    paid_fen,
    post,
    short,
    till_account,
    till_of,
    voucher_number,
)
from zqdesk.office.reserve.ledger.standing import (
    is_reversed,
    live_item,
    paid_of_stage,
    returned_fen,
    standing_fen,
    unreplenished_fen,
)
from zqdesk.office.reserve.paying.payments import unsettled_opening_fen
from zqdesk.office.reserve.paying.settling import await_answer_again, why_answer_stands
from zqdesk.office.reserve.undoing import set_aside_entry
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.relief import Grant, GrantStage
from zqdesk.records.tables.reserve import Disbursement, Entry, Refund, Settlement
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.process import Role
from zqdesk.rules.reserve import BANK, DISTRICT, SETTLED, UNSETTLED, is_till

REFUND_TO = {"till": "现金（收进本人窗口备用金）", "bank": "银行账户"}


@frozen
class RefundEntry:
    """Money of a payment that came back, in fen: `to` the cashier's till or the bank, from whom, and why.

    What came back to the bank has the number of its slip (`bank_slip`).
    """

    amount_fen: int
    returned_by: str
    reason: str
    to: str = "till"
    bank_slip: str = ""


def refund(work: Work, disbursement_id: str, entry: RefundEntry) -> str:
    """Record money that came back; returns the refund's id. The grant may be paid again by so much.

    Refused: more than stands of the payment, no reason, no till of one's own to put cash into, no slip of the bank.
    """
    require(work, Role.CASHIER)
    paid = found(work.session, Disbursement, disbursement_id)
    problems = check_choice("to", entry.to, REFUND_TO, "退回方式")
    problems += check_filled("returned_by", entry.returned_by, "退款人")
    problems += check_filled("reason", entry.reason, "退回原因")
    left = standing_fen(work.session, paid)
    if not 0 < entry.amount_fen <= left:
        text = f"这笔发放还可退回{format_yuan(left)}元"
        problems.append(Problem("refund.amount", text, "amount_fen"))
    if _waiting_for_answer(work.session, paid):
        problems.append(Problem("refund.submitted", "这笔发放正在报区核销，等区级答复后再登记退回。"))
    place = _place(work, entry.to)
    if place is None:
        problems.append(Problem("refund.till", "您没有保管现金，不能收退款；请由保管现金的出纳登记。", "to"))
    slips = (OutsidePaper(ARRIVAL, entry.bank_slip, "bank_slip"),) if entry.to == "bank" else ()
    refuse_if([*problems, *required(*slips)])
    assert place is not None
    case = found(work.session, Case, paid.case_id)
    keep_out(work, case.household_id)
    numbers = (paid.receipt_number, *(slip.words for slip in slips))
    posting = Posting(
        "refund",
        place,
        _owed(work.session, paid, entry.amount_fen),
        entry.amount_fen,
        f"退回救助金 {paid.payee_name}（{case.number}）",
        "；".join(numbers),
    )
    booked = post(
        work,
        posting,
        checked(work, *slips),
        grant_id=paid.grant_id,
        case_id=case.id,
        reason=entry.reason.strip(),
    )
    row = Refund(
        entry_id=booked.id,
        disbursement_id=paid.id,
        amount_fen=entry.amount_fen,
        returned_by=entry.returned_by.strip(),
        reason=entry.reason.strip(),
    )
    work.session.add(row)
    work.session.flush()
    after_payment(work, case)
    return row.id


def reverse(work: Work, entry_id: str, reason: str) -> str:
    """Reverse an entry in red, today, whatever month it is of; returns the new entry's id.

    By an approver who did not make it. An entry of a day still to come, booked while the PC's clock was ahead,
    is reversed on that day and set aside with its reversal: the books of both months leave the two out. A reversed answer of the district leaves its batch waiting for the
    right one. Refused: a reversal itself, a second time, without a reason, a payment that is being settled or
    was settled, of which money came back, an entry later ones rest on, anything that would put an account
    below zero.
    """
    require(work, Role.APPROVER)
    entry = found(work.session, Entry, entry_id)
    problems = check_filled("reason", reason, "冲销的原因")
    problems += why_not_reversible(work.session, entry)
    if entry.case_id is not None:
        keep_out(work, found(work.session, Case, entry.case_id).household_id)
    if is_same(work.session, entry.by_id, work.actor.id):
        problems.append(Problem("reversal.own", "自己记的账须由另一位审批人冲销。"))
    day = max(work.today, entry.booked_on)
    refuse_if([*problems, *behind(work.session, day), *month_closed(work.session, day)])
    if day == work.today:
        believe_today(work)
    # Going back, the money leaves the debited account.
    refuse_if(short(work.session, entry.credit, entry.debit, entry.amount_fen, "reason"))
    posting = Posting(
        entry.kind,
        entry.debit,
        entry.credit,
        -entry.amount_fen,
        f"{'冲销' if day == work.today else '作废'}{voucher_number(entry)}：{entry.text}",
        entry.voucher,
        entry.voucher_on,
    )
    booked = add(
        work,
        day,
        posting,
        -entry.amount_fen,
        reverses_id=entry.id,
        grant_id=entry.grant_id,
        case_id=entry.case_id,
        settlement_id=entry.settlement_id,
        request_id=entry.request_id,
        reason=reason.strip(),
    )
    work.note(reason.strip())
    if day > work.today:
        set_aside_entry(work, entry, booked, reason)
    if entry.kind == "settlement":
        await_answer_again(work.session, entry)
    if entry.case_id is not None:
        after_payment(work, found(work.session, Case, entry.case_id))
    return booked.id


def why_not_reversible(session: Session, entry: Entry) -> list[Problem]:
    """What keeps an entry from being reversed, whoever asks."""
    problems = []
    if entry.reverses_id is not None:
        problems.append(Problem("reversal.reversal", "冲销本身不能再冲销；请按正确的内容重新记账。"))
    if is_reversed(session, entry.id):
        problems.append(Problem("reversal.twice", "这笔账已经冲销过。"))
    if entry.kind == "settlement":
        problems += why_answer_stands(session, entry)
    for account in (entry.debit, entry.credit):
        if is_till(account) and till_of(session, account).closed_on is not None:
            text = f"{till_of(session, account).name}已经撤销，不能冲销它的账。"
            problems.append(Problem("reversal.till", text))
    problems += _opening_problems(session, entry)
    paid = session.scalars(select(Disbursement).where(Disbursement.entry_id == entry.id)).first()
    problems += _payment_problems(session, paid) if paid is not None else []
    back = session.scalars(select(Refund).where(Refund.entry_id == entry.id)).first()
    return problems + (_refund_problems(session, entry, back) if back is not None else [])


def _payment_problems(session: Session, paid: Disbursement) -> list[Problem]:
    problems = []
    if returned_fen(session, paid.id):
        problems.append(Problem("reversal.returned", "这笔发放已登记退回，请先冲销那笔退回。"))
    item = live_item(session, paid.id)
    if item is not None:
        state = "已经核销" if item.accepted else "正在报区核销"
        problems.append(Problem("reversal.settling", f"这笔发放{state}，不能冲销；钱退回来的请登记退回。"))
    return problems


def _refund_problems(session: Session, entry: Entry, back: Refund) -> list[Problem]:
    """Taken back, a refund makes the payment stand again: it must have room in its grant, stage and batch."""
    paid = session.get_one(Disbursement, back.disbursement_id)
    grant = session.get_one(Grant, paid.grant_id)
    problems = []
    again = "退回的钱已经重新发放，冲销后会超过批准金额；请先冲销后来的发放。"
    stage = session.get(GrantStage, paid.stage_id) if paid.stage_id else None
    above = paid_fen(session, grant.id) + back.amount_fen > grant.amount_fen
    if above or (stage and paid_of_stage(session, stage) + back.amount_fen > stage.amount_fen):
        problems.append(Problem("reversal.paid_again", again))
    if entry.credit == UNSETTLED and live_item(session, paid.id) is not None:
        text = "这笔发放已按退回后的净额报区核销，这次退回不能再冲销。"
        problems.append(Problem("reversal.settling", text))
    return problems


def _opening_problems(session: Session, entry: Entry) -> list[Problem]:
    """What the old books left unsettled is not taken away from under a batch that holds it."""
    if entry.kind != "opening" or entry.debit != UNSETTLED:
        return []
    if entry.amount_fen <= unsettled_opening_fen(session):
        return []
    return [Problem("reversal.settling", "期初未核销已经报区核销，不能冲销。")]


def _waiting_for_answer(session: Session, paid: Disbursement) -> bool:
    item = live_item(session, paid.id)
    return item is not None and item.accepted is None


def _place(work: Work, to: str) -> str | None:
    """Where the money went: the bank, the cashier's own float, or the box they hold; None where they hold none."""
    if to == "bank":
        return BANK
    till = own_float(work.session, work.actor.id, work.desk_id)
    box = box_of(work.session)
    if till is None and box is not None and box.holder_id == work.actor.id:
        till = box
    return till_account(till.id) if till else None


def _owed(session: Session, paid: Disbursement, amount_fen: int) -> str:
    """Which account the returned money lowers, by what became of the payment (decision record 13)."""
    item = live_item(session, paid.id)
    if item is None:
        return UNSETTLED
    batch = session.get_one(Settlement, item.settlement_id)
    return SETTLED if unreplenished_fen(session, batch) >= amount_fen else DISTRICT
