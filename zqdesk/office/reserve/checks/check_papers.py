"""Whether what lies behind the reserve's entries agrees with them: approvals, receipts, refunds, batches, counts."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.hall.colleagues import person_keys
from zqdesk.office.reserve.ledger.journal import till_account, voucher_number
from zqdesk.office.reserve.ledger.set_asides import ENTRY_IN_LOG, booked, closed
from zqdesk.office.reserve.ledger.standing import reversed_entries
from zqdesk.records.checks.finding import Finding
from zqdesk.records.tables.relief import Grant
from zqdesk.records.tables.reserve import (
    CashCount,
    Closing,
    Disbursement,
    Document,
    Entry,
    Handover,
    Refund,
    Reported,
    SetAside,
    Settlement,
    SettlementItem,
    Till,
)
from zqdesk.rules.money import format_yuan
from zqdesk.rules.reserve import UNSETTLED


def payments(session: Session) -> Iterator[Finding]:
    """Every payment has its approval, its receipt and its entry, all of one amount, and never more than approved."""
    grants = {grant.id: grant for grant in session.scalars(select(Grant))}
    papers = {row.entry_id: row for row in session.scalars(select(Disbursement))}
    paid: dict[str, int] = defaultdict(int)
    whose = person_keys(session)
    for entry in _entries(session):
        if entry.kind not in ("disbursement", "refund"):
            continue
        place = voucher_number(entry)
        grant = grants.get(entry.grant_id or "")
        if grant is None or grant.case_id != entry.case_id:
            yield Finding("payment.grant", place, "这笔发放或退回没有对应的批准。")
            continue
        paid[grant.id] += entry.amount_fen if entry.debit == UNSETTLED else -entry.amount_fen
        if not 0 <= paid[grant.id] <= grant.amount_fen:
            text = f"批准{format_yuan(grant.amount_fen)}元，记到这一笔时已发{format_yuan(paid[grant.id])}元。"
            yield Finding("payment.above_grant", place, text)
        if entry.kind == "disbursement" and entry.reverses_id is None:
            yield from _payment(entry, place, grant, papers.pop(entry.id, None), whose)
    for row in papers.values():
        yield Finding("payment.entry", f"领款单{row.receipt_number}", "这张领款单没有记账。")


def refunds(session: Session) -> Iterator[Finding]:
    """Every refund has its entry and its payment, and no more came back than was paid."""
    entries = {entry.id: entry for entry in _entries(session)}
    undone = {entry.reverses_id for entry in entries.values()}
    paid = {row.id: row for row in session.scalars(select(Disbursement))}
    back: dict[str, int] = defaultdict(int)
    rows = {row.entry_id: row for row in session.scalars(select(Refund))}
    for entry in entries.values():
        row = rows.pop(entry.id, None)
        if entry.kind == "refund" and entry.reverses_id is None and row is None:
            yield Finding("refund.missing", voucher_number(entry), "这笔退回没有登记从哪一笔发放退回。")
        if row is None:
            continue
        place, payment = voucher_number(entry), paid.get(row.disbursement_id)
        if payment is None or (entry.kind, entry.amount_fen) != ("refund", row.amount_fen):
            yield Finding("refund.entry", place, "退回登记与记账不一致。")
            continue
        if entry.id not in undone:
            back[payment.id] += row.amount_fen
        left = 0 if payment.entry_id in undone else payment.amount_fen
        if back[payment.id] > left:
            yield Finding("refund.amount", place, f"退回的比领款单{payment.receipt_number}发放的还多。")
    for row in rows.values():
        yield Finding("refund.entry", f"退回登记 {row.id}", "这笔退回没有记账。")


def settlements(session: Session) -> Iterator[Finding]:
    """A batch's sum, its items, its answer and its entries agree, and no payment is settled twice."""
    items: dict[str, list[SettlementItem]] = defaultdict(list)
    for item in session.scalars(select(SettlementItem)):
        items[item.settlement_id].append(item)
    paid = {row.id: row.amount_fen for row in session.scalars(select(Disbursement))}
    booked: dict[tuple[str, str | None], int] = defaultdict(int)
    for entry in _entries(session):
        booked[entry.kind, entry.settlement_id] += entry.amount_fen
    seen: set[str] = set()
    for batch in session.scalars(select(Settlement).order_by(Settlement.id)):
        place = f"核销批次{batch.number}"
        listed = items.pop(batch.id, [])
        yield from _listed(place, listed, paid, seen)
        yield from _answer(batch, place, listed)
        if booked["settlement", batch.id] != (batch.accepted_fen if batch.answer == "accepted" else 0):
            yield Finding("settlement.entry", place, "区级核销的金额与记账不一致。")
        if not 0 <= booked["replenishment", batch.id] <= batch.accepted_fen:
            yield Finding("settlement.replenished", place, "补足的金额超过核销的金额。")
    for settlement_id in items:
        yield Finding("settlement.item", f"核销批次 {settlement_id}", "有一笔报销不属于任何批次。")


def counts(session: Session) -> Iterator[Finding]:
    """A count adds up its pieces, stands beside what the books said then, and is signed by a second person."""
    entries = _entries(session)
    running = _running(entries)
    places = {(entry.year, entry.serial): place for place, entry in enumerate(entries)}
    names = {row.id: row.name for row in session.execute(select(Till.id, Till.name))}
    for count in session.scalars(select(CashCount).order_by(CashCount.id)):
        place = f"{names.get(count.till_id, '')}{count.counted_on}盘点"
        if sum(int(piece) * int(pieces) for piece, pieces in count.pieces.items()) != count.counted_fen:
            yield Finding("count.pieces", place, "各面额合计不等于实点金额。")
        moved = running[till_account(count.till_id)]
        until = places.get((count.after_year, count.after_serial), -1)
        at = bisect_right(moved, until, key=lambda each: each[0])
        if (moved[at - 1][1] if at else 0) != count.book_fen:
            yield Finding("count.book", place, "盘点表上的账面余额与逐笔重算的不符。")
        if count.counted_fen != count.book_fen and not count.explanation:
            yield Finding("count.difference", place, "账实有差额而没有说明。")
        if count.signed_by_id == count.by_id:
            yield Finding("count.same", place, "盘点人和监盘人是同一个人。")


def handovers(session: Session) -> Iterator[Finding]:
    """Cash that was taken is booked once, with its amount, between its two tills."""
    entries = {entry.id: entry for entry in _entries(session)}
    used: set[str] = set()
    for row in session.scalars(select(Handover).where(Handover.kind == "cash").order_by(Handover.id)):
        place = f"交接{row.from_name}→{row.to_name}"
        entry = entries.get(row.entry_id or "")
        if not row.taken:
            if entry is not None:
                yield Finding("handover.entry", place, "没有接手的交接却记了账。")
            continue
        moved = (till_account(row.to_till_id or ""), till_account(row.till_id), row.amount_fen)
        if entry is None or (entry.debit, entry.credit, entry.amount_fen) != moved or entry.id in used:
            yield Finding("handover.entry", place, "交接的现金与记账不一致。")
            continue
        used.add(entry.id)
    for entry in entries.values():
        if entry.kind in ("float_out", "float_back") and entry.reverses_id is None and entry.id not in used:
            yield Finding("handover.missing", voucher_number(entry), "这笔领用或交回没有交接记录。")


def _payment(
    entry: Entry, place: str, grant: Grant, row: Disbursement | None, whose: Mapping[str, str]
) -> Iterator[Finding]:
    if row is None:
        yield Finding("payment.receipt", place, "这笔发放没有领款单。")
        return
    if (row.amount_fen, row.grant_id, row.case_id) != (entry.amount_fen, entry.grant_id, entry.case_id):
        yield Finding("payment.receipt", place, f"领款单{row.receipt_number}与记账的金额或业务不一致。")
    if grant.agreed_by_id and whose.get(grant.agreed_by_id) == whose.get(entry.by_id):
        yield Finding("payment.own", place, "发放人就是批准人。")
    if row.witness_id and whose.get(row.witness_id) == whose.get(entry.by_id):
        yield Finding("payment.witness", place, "在场发放人就是发放人。")
    if row.proxy_name and row.proxy_name in (entry.by_name, grant.agreed_by_name):
        yield Finding("payment.proxy", place, "代领人就是发放人或批准人。")


def _listed(
    place: str, listed: list[SettlementItem], paid: dict[str, int], seen: set[str]
) -> Iterator[Finding]:
    for item in listed:
        if item.amount_fen > paid.get(item.disbursement_id, 0):
            yield Finding("settlement.item", place, "批次中有一笔没有领款单，或多于领款单的金额。")
        if item.accepted is False:
            continue
        if item.disbursement_id in seen:
            yield Finding("settlement.twice", place, "批次中有一笔发放重复报销。")
        seen.add(item.disbursement_id)


def _answer(batch: Settlement, place: str, listed: list[SettlementItem]) -> Iterator[Finding]:
    brought = batch.amount_fen - sum(item.amount_fen for item in listed)
    if brought < 0:
        yield Finding("settlement.amount", place, "各笔合计多于批次的金额。")
    taken = sum(item.amount_fen for item in listed if item.accepted is not False)
    if batch.answer == "accepted" and batch.accepted_fen != taken + brought:
        yield Finding("settlement.answer", place, "核销的金额不等于各笔接受的合计。")


def set_asides(session: Session) -> Iterator[Finding]:
    """What was set aside is there, by two people, and an entry with the reversal that cancels it."""
    entries = {entry.id: entry for entry in _entries(session)}
    known = {*entries, *session.scalars(select(CashCount.id)), *session.scalars(select(Closing.id))}
    whose = person_keys(session)
    for row in session.scalars(select(SetAside).order_by(SetAside.id)):
        place = f"{row.set_on}作废、重新打开"
        if row.subject_id not in known:
            yield Finding("set_aside.subject", place, "所作废的账、盘点或结账不存在。")
        if whose.get(row.by_id, row.by_id) == whose.get(row.second_id, row.second_id):
            yield Finding("set_aside.same", place, "作废不是由两个人办理的。")
        back = entries.get(row.reversal_id or "")
        if row.matter == "entry" and (back is None or back.reverses_id != row.subject_id):
            yield Finding("set_aside.reversal", place, "作废的账没有冲销。")


def reported(session: Session) -> Iterator[Finding]:
    """Every payment of a closed month has what its books said of it."""
    kept = {(row.closing_id, row.entry_id) for row in session.scalars(select(Reported))}
    closings = session.scalars(select(Closing).where(closed()))
    of_month = {row.period: row.id for row in closings}
    query = select(Entry).where(booked(), Entry.case_id.is_not(None)).order_by(ENTRY_IN_LOG)
    for entry in session.scalars(query):
        closing_id = of_month.get(f"{entry.booked_on:%Y-%m}")
        if closing_id is not None and (closing_id, entry.id) not in kept:
            yield Finding("closing.reported", voucher_number(entry), "结账时没有留下这笔发放的内容。")


def documents(session: Session) -> Iterator[Finding]:
    """A paper from outside stands behind one entry, or behind a second one on somebody's word."""
    undone = set(session.scalars(reversed_entries()))
    seen: dict[tuple[str, str], Entry] = {}
    query = select(Document, Entry).join(Entry, Entry.id == Document.entry_id).order_by(ENTRY_IN_LOG)
    for paper, entry in session.execute(query):
        if entry.id in undone:
            continue
        before = seen.setdefault((paper.kind, paper.key), entry)
        same_act = before.kind == entry.kind == "replenishment" and before.booked_at == entry.booked_at
        if before is not entry and paper.word_id is None and not same_act:
            text = f"凭证“{paper.number}”已在{voucher_number(before)}登记过。"
            yield Finding("document.twice", voucher_number(entry), text)


def _running(entries: list[Entry]) -> dict[str, list[tuple[int, int]]]:
    """For each account, after which entry (its place as it was written) it held what, in fen."""
    running: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, entry in enumerate(entries):
        for account, fen in ((entry.debit, entry.amount_fen), (entry.credit, -entry.amount_fen)):
            before = running[account][-1][1] if running[account] else 0
            running[account].append((place, before + fen))
    return running


def _entries(session: Session) -> list[Entry]:
    return list(session.scalars(select(Entry).order_by(ENTRY_IN_LOG)))
