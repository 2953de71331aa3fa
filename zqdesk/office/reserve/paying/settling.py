"""Settling with the district (核销): a batch handed in, what it answered, and the reserve filled up again (补足)."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_day, check_filled
from zqdesk.office.hall.colleagues import colleague
from zqdesk.office.hall.conflicts import own_people
from zqdesk.office.hall.numbers import full_number, give_number
from zqdesk.office.hall.setup import hall
from zqdesk.office.reserve.ledger.days import believe_today
from zqdesk.office.reserve.ledger.documents import ANSWER, ARRIVAL, NOTICE, OutsidePaper, checked, required
from zqdesk.office.reserve.ledger.journal import Posting, balance, balances, post
from zqdesk.office.reserve.ledger.limits import limits
from zqdesk.office.reserve.ledger.sent import answer_problems, notice_problems
from zqdesk.office.reserve.ledger.standing import is_reversed, live_item, reversed_entries, unreplenished_fen
from zqdesk.office.reserve.paying.payments import Unsettled, awaiting_papers, unsettled, unsettled_opening_fen
from zqdesk.records.register import Work
from zqdesk.records.tables.reserve import Entry, ReplenishmentRequest, Settlement, SettlementItem
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role
from zqdesk.rules.reserve import BANK, SETTLED, UNSETTLED, is_till

BATCHES, REQUESTS = "HX", "BZ"


@frozen
class Batch:
    """Payments to be settled together; `opening_fen` is a part of what the old books brought along unsettled."""

    disbursement_ids: tuple[str, ...]
    opening_fen: int = 0
    note: str = ""


@frozen
class SettlementAnswer:
    """What the district answered; `returned`: payments it did not accept, each with the reason."""

    answered_on: date
    document_number: str
    returned: Mapping[str, str] = field(default_factory=dict)


@frozen
class RequestEntry:
    """How much the district is asked to send, in fen, and why."""

    amount_fen: int
    reason: str


@frozen
class Replenishment:
    """Money that fills the reserve up again has arrived at the bank."""

    amount_fen: int
    notice_number: str
    notice_on: date
    bank_voucher: str = ""
    request_id: str = ""


def submit_settlement(work: Work, batch: Batch) -> str:
    """Hand a batch in to the district; returns its id. It is numbered; nothing is booked yet.

    Refused: while papers of a payment that helped first are overdue (with the cases named), payments whose
    papers are not complete or that are in a batch already, nothing to settle.
    """
    require(work, Role.CASHIER)
    believe_today(work)
    late = [row for row in awaiting_papers(work.session, work.today) if row.overdue]
    problems = [
        Problem("settlement.overdue", f"{row.payee}（{row.case_number}）的先行救助手续已逾期，补齐后才能核销")
        for row in late
    ]
    ready = {row.disbursement_id: row for row in unsettled(work.session)}
    chosen = [ready[each] for each in dict.fromkeys(batch.disbursement_ids) if each in ready]
    if len(chosen) != len(set(batch.disbursement_ids)):
        problems.append(Problem("settlement.gone", "有发放已在别的批次中，请刷新后重选", "disbursement_ids"))
    problems += [
        Problem(
            "settlement.not_ready", f"{row.payee}（{row.receipt_number}）：{row.why_not}", "disbursement_ids"
        )
        for row in chosen
        if row.why_not
    ]
    if not 0 <= batch.opening_fen <= unsettled_opening_fen(work.session):
        problems.append(Problem("settlement.opening", "期初未核销没有这么多", "opening_fen"))
    problems += _own_families(work, chosen)
    total = sum(row.net_fen for row in chosen) + batch.opening_fen
    if total <= 0:
        problems.append(Problem("settlement.empty", "请选择要核销的发放", "disbursement_ids"))
    refuse_if(problems)
    settlement = Settlement(
        number=_number(work, BATCHES),
        submitted_on=work.today,
        by_id=work.actor.id,
        by_name=work.actor.name,
        amount_fen=total,
        note=batch.note.strip(),
    )
    work.session.add(settlement)
    for row in chosen:
        item = SettlementItem(
            settlement_id=settlement.id, disbursement_id=row.disbursement_id, amount_fen=row.net_fen
        )
        work.session.add(item)
    return settlement.id


def record_settlement_answer(work: Work, settlement_id: str, answer: SettlementAnswer) -> str | None:
    """Book what the district accepted; returns the entry's id, None where it accepted nothing.

    Returned payments are unsettled again and may be handed in another time.
    """
    require(work, Role.CASHIER)
    believe_today(work)
    settlement = _open(work.session, settlement_id)
    items = _items(work.session, settlement)
    problems = check_day(
        "answered_on", answer.answered_on, "批复日期", today=work.today, earliest=settlement.submitted_on
    )
    paper = OutsidePaper(ANSWER, answer.document_number, "document_number")
    problems += required(paper)
    if set(answer.returned) - {item.disbursement_id for item in items}:
        problems.append(Problem("settlement.item", "退回的发放不在这个批次中", "returned"))
    if any(not reason.strip() for reason in answer.returned.values()):
        problems.append(Problem("settlement.reason", "请写明每一笔退回的原因", "returned"))
    problems += answer_problems(
        work.session, settlement_id, answer.answered_on, answer.document_number, dict(answer.returned)
    )
    refuse_if(problems)
    papers = checked(work, paper)
    for item in items:
        item.accepted = item.disbursement_id not in answer.returned
        item.reason = answer.returned.get(item.disbursement_id, "").strip()
    back = sum(item.amount_fen for item in items if not item.accepted)
    settlement.answered_on, settlement.document_number = answer.answered_on, answer.document_number.strip()
    settlement.accepted_fen = settlement.amount_fen - back
    settlement.answer = "accepted" if settlement.accepted_fen else "returned"
    work.session.flush()
    if not settlement.accepted_fen:
        return None
    text = f"区级核销{settlement.number}"
    posting = Posting(
        "settlement", SETTLED, UNSETTLED, settlement.accepted_fen, text, settlement.document_number
    )
    return post(work, posting, papers, settlement_id=settlement.id).id


def _own_families(work: Work, chosen: Sequence[Unsettled]) -> list[Problem]:
    """Nobody hands in what their own family was paid."""
    me = colleague(work.session, work.actor.id)
    own = [row for row in chosen if own_people(work.session, me, (row.case_id,))]
    return [
        Problem(
            "duty.own_family",
            f"{row.payee}（{row.receipt_number}）是您本人或您家庭的救助，应当回避，请另一位出纳报核销",
            "disbursement_ids",
        )
        for row in own
    ]


def why_answer_stands(session: Session, booked: Entry) -> list[Problem]:
    """What keeps a recorded answer from being reversed: money rests on it, or what it returned went on."""
    batch = found(session, Settlement, booked.settlement_id or "")
    problems = []
    if not is_reversed(session, booked.id) and unreplenished_fen(session, batch) != batch.accepted_fen:
        text = "这次核销之后已有补足拨款或退回，请先冲销那些记录。"
        problems.append(Problem("reversal.settled", text))
    handed_in = (live_item(session, item.disbursement_id) for item in _items(session, batch))
    if any(item is not None and item.settlement_id != batch.id for item in handed_in):
        text = "这次退回的发放已经重新报区核销，请先撤回那个批次。"
        problems.append(Problem("reversal.settled", text))
    return problems


def await_answer_again(session: Session, booked: Entry) -> None:
    """The answer was booked wrongly and is reversed: the batch waits for it as it was handed in."""
    batch = found(session, Settlement, booked.settlement_id or "")
    for item in _items(session, batch):
        item.accepted, item.reason = None, ""
    batch.answered_on, batch.answer, batch.document_number, batch.accepted_fen = None, "", "", 0
    session.flush()


def withdraw_settlement(work: Work, settlement_id: str, reason: str) -> None:
    """Take a batch back before the district answered; its payments are free again."""
    require(work, Role.CASHIER)
    believe_today(work)
    settlement = _open(work.session, settlement_id)
    refuse_if(check_filled("reason", reason, "撤回的原因"))
    for item in _items(work.session, settlement):
        item.accepted, item.reason = False, reason.strip()
    settlement.answered_on, settlement.answer = work.today, "withdrawn"
    work.note(reason.strip())


def request_replenishment(work: Work, entry: RequestEntry) -> str:
    """Ask the district to fill the reserve up; returns the request's id. The balances of now are kept with it.

    Refused: more than is missing to the fixed amount, no reason, while another request is open.
    """
    require(work, Role.CASHIER)
    believe_today(work)
    held = balances(work.session)
    money = sum(fen for account, fen in held.items() if account == BANK or is_till(account))
    lacking = limits(work.session, work.today).fixed_fen - money
    problems = check_filled("reason", entry.reason, "申请理由")
    if not 0 < entry.amount_fen <= lacking:
        text = f"现有资金距定额差{format_yuan(max(0, lacking))}元，申请金额应大于零且不超过它"
        problems.append(Problem("request.amount", text, "amount_fen"))
    if open_requests(work.session):
        problems.append(Problem("request.open", "上一次补充申请还没有拨款，请先登记拨款或撤回。"))
    refuse_if(problems)
    request = ReplenishmentRequest(
        number=_number(work, REQUESTS),
        requested_on=work.today,
        amount_fen=entry.amount_fen,
        reason=entry.reason.strip(),
        balances=held,
        by_id=work.actor.id,
        by_name=work.actor.name,
    )
    work.session.add(request)
    return request.id


def withdraw_request(work: Work, request_id: str, reason: str) -> None:
    """Take a request back that nothing was sent on."""
    require(work, Role.CASHIER)
    believe_today(work)
    refuse_if(check_filled("reason", reason, "撤回的原因"))
    if request_id not in {request.id for request in open_requests(work.session)}:
        raise Refused(Problem("request.done", "这份申请已经拨款或撤回。"))
    found(work.session, ReplenishmentRequest, request_id).withdrawn_on = work.today
    work.note(reason.strip())


def record_replenishment(work: Work, arrived: Replenishment) -> str:
    """Book money that replaces what was settled, the oldest batch first; returns the last entry's id.

    Refused: more than is settled and not replenished (more money is a new allocation), no notice, no slip of
    the bank; one of them that stands in the books already, without a second person's word.
    """
    require(work, Role.CASHIER)
    believe_today(work)
    papers = (
        OutsidePaper(NOTICE, arrived.notice_number, "notice_number"),
        OutsidePaper(ARRIVAL, arrived.bank_voucher, "bank_voucher"),
    )
    problems = required(*papers)
    problems += check_day("notice_on", arrived.notice_on, "拨款通知日期", today=work.today)
    waiting = balance(work.session, SETTLED)
    if not 0 < arrived.amount_fen <= waiting:
        text = f"已核销待补足{format_yuan(waiting)}元；超出的部分请作为新的拨付登记"
        problems.append(Problem("replenishment.amount", text, "amount_fen"))
    if arrived.request_id and arrived.request_id not in {each.id for each in open_requests(work.session)}:
        problems.append(Problem("request.done", "这份申请已经拨款或撤回。", "request_id"))
    problems += notice_problems(work.session, arrived.amount_fen, papers[0], arrived.notice_on)
    refuse_if(problems)
    voucher = f"{arrived.notice_number.strip()}；{arrived.bank_voucher.strip()}"
    once = checked(work, *papers)
    entry_id = ""
    for settlement_id, number, fen in _oldest_first(work.session, arrived.amount_fen):
        text = f"收到补足拨款（核销{number}）" if number else "收到补足拨款（期初已核销）"
        posting = Posting("replenishment", BANK, SETTLED, fen, text, voucher, arrived.notice_on)
        links = {"settlement_id": settlement_id, "request_id": arrived.request_id or None}
        entry_id = post(work, posting, once, **links).id
    return entry_id


def open_requests(session: Session) -> tuple[ReplenishmentRequest, ...]:
    """Requests that were neither withdrawn nor answered by money that still stands."""
    answered = select(Entry.request_id).where(
        Entry.request_id.is_not(None), Entry.reverses_id.is_(None), Entry.id.not_in(reversed_entries())
    )
    query = select(ReplenishmentRequest).where(
        ReplenishmentRequest.withdrawn_on.is_(None), ReplenishmentRequest.id.not_in(answered)
    )
    return tuple(session.scalars(query.order_by(ReplenishmentRequest.id)))


def _oldest_first(session: Session, amount_fen: int) -> list[tuple[str | None, str, int]]:
    """The amount laid on the batches in the order they were answered; what is left came with the opening."""
    parts: list[tuple[str | None, str, int]] = []
    batches = session.scalars(
        select(Settlement)
        .where(Settlement.answer == "accepted")
        .order_by(Settlement.answered_on, Settlement.id)
    )
    waiting = [(batch, unreplenished_fen(session, batch)) for batch in batches]
    before = balance(session, SETTLED) - sum(fen for _, fen in waiting)
    for settlement_id, number, fen in [
        (None, "", before),
        *((batch.id, batch.number, fen) for batch, fen in waiting),
    ]:
        part = min(fen, amount_fen)
        if part > 0:
            parts.append((settlement_id, number, part))
            amount_fen -= part
    return parts


def _open(session: Session, settlement_id: str) -> Settlement:
    settlement = found(session, Settlement, settlement_id)
    if settlement.answer:
        raise Refused(Problem("settlement.answered", "这个批次已经有了答复或已撤回。"))
    return settlement


def _items(session: Session, settlement: Settlement) -> list[SettlementItem]:
    query = select(SettlementItem).where(SettlementItem.settlement_id == settlement.id)
    return list(session.scalars(query.order_by(SettlementItem.id)))


def _number(work: Work, kind: str) -> str:
    series = f"{hall(work.session).town_id}-{work.today.year}-{kind}"
    return full_number(series, give_number(work, series))
