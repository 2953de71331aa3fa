"""The slips of the reserve: allocation and hand-out, hand-over, cash count; each one movement with its signatures."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.hall.access import found
from zqdesk.office.hall.setup import hall
from zqdesk.office.reserve.books.values import Book, BookRow, Facts, column, fen_column, in_words, total_row
from zqdesk.office.reserve.ledger.journal import voucher_number
from zqdesk.office.reserve.ledger.set_asides import set_aside_words
from zqdesk.office.reserve.position import account_titles
from zqdesk.records.register import CHINA
from zqdesk.records.tables.reserve import CashCount, Entry, Handover, SetAside, Till
from zqdesk.rules.money import format_yuan
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.reserve import DENOMINATIONS_FEN, KINDS

PIECES = (
    column("面额", 56),
    column("张（枚）数", 56, align="right"),
    fen_column("金额（元）", 56),
)
MOVED = (
    column("项目", 36),
    column("摘要", 84, align="left"),
    fen_column("金额（元）", 48),
)
SLIP_TITLES = {
    "opening": "备用金期初余额登记单",
    "allocation": "备用金拨付单",
    "return": "备用金上缴单",
    "withdrawal": "备用金提现单",
    "deposit": "备用金存行单",
    "float_out": "备用金领用单",
    "float_back": "备用金交回单",
    "replenishment": "备用金补足拨款单",
    "settlement": "备用金核销记账单",
}
SLIP_SIGNERS = {
    "float_out": ("发出人", "领用人", "负责人"),
    "float_back": ("交回人", "收回人", "负责人"),
}


def allocation_slip(session: Session, entry_id: str) -> Book:
    """One movement of the reserve on a slip of its own (拨付/领用单)."""
    entry = found(session, Entry, entry_id)
    titles = account_titles(session)
    words = KINDS[entry.kind].title
    red = entry.amount_fen < 0
    rows = (
        BookRow((f"冲销{words}" if red else words, entry.text, entry.amount_fen), red=red),
        total_row(MOVED, "合计", {2: entry.amount_fen}),
    )
    facts = (
        ("日期", chinese_day(entry.booked_on)),
        ("经办人", entry.by_name),
        ("转出", titles[entry.credit]),
        ("转入", titles[entry.debit]),
        ("依据", entry.voucher),
        ("依据日期", chinese_day(entry.voucher_on) if entry.voucher_on else ""),
        *((("冲销原因", entry.reason),) if entry.reason else ()),
    )
    return Book(
        kind="allocation_slip",
        title=SLIP_TITLES.get(entry.kind, "备用金收付单"),
        office=hall(session).name,
        number=voucher_number(entry),
        facts=facts,
        columns=MOVED,
        rows=rows,
        words=(f"人民币（大写）：{in_words(entry.amount_fen)}",),
        signers=SLIP_SIGNERS.get(entry.kind, ("经办人", "审核", "负责人")),
        seals=(hall(session).town_name,),
    )


def handover_slip(session: Session, handover_id: str) -> Book:
    """Cash or a till from one person to another, with both signatures (交接单)."""
    row = found(session, Handover, handover_id)
    till = found(session, Till, row.till_id)
    entry = session.get(Entry, row.entry_id) if row.entry_id else None
    facts: Facts = (
        ("交接内容", "现金领用、交回" if row.kind == "cash" else "整体移交（更换保管人）"),
        ("状态", "已接手" if row.taken else "已撤销" if row.ended_at else "待接手"),
        ("移交", f"{row.from_name}　{till.name}"),
        ("接手", f"{row.to_name}　{_to(session, row) or till.name}"),
        ("移交时间", f"{row.offered_at.astimezone(CHINA):%Y-%m-%d %H:%M}"),
        ("结束时间", f"{row.ended_at.astimezone(CHINA):%Y-%m-%d %H:%M}" if row.ended_at else ""),
        *((("记账凭证", voucher_number(entry)),) if entry else ()),
        *((("差额说明", row.explanation),) if row.explanation else ()),
    )
    if row.pieces:
        columns, rows = PIECES, _pieces(row.pieces)
    else:
        columns, rows = MOVED, (BookRow(("现金", f"{till.name} → {_to(session, row)}", row.amount_fen)),)
    return Book(
        kind="handover_slip",
        title="备用金交接单",
        office=hall(session).name,
        facts=facts,
        columns=columns,
        rows=(*rows, total_row(columns, "合计", {2: row.amount_fen})),
        words=(f"人民币（大写）：{in_words(row.amount_fen)}",),
        signers=("移交人", "接手人", "监交人"),
    )


def count_sheet(session: Session, count_id: str) -> Book:
    """The cash by denominations beside the books, the difference and why, signed by two (盘点表)."""
    count = found(session, CashCount, count_id)
    till = found(session, Till, count.till_id)
    difference = count.counted_fen - count.book_fen
    rows = (
        *_pieces(count.pieces),
        total_row(PIECES, "实点合计", {2: count.counted_fen}),
        total_row(PIECES, "账面余额", {2: count.book_fen}),
        BookRow((_difference(difference), None, difference), red=difference != 0, strong=True),
    )
    signed = count.signed_at
    undone = session.scalars(select(SetAside).where(SetAside.subject_id == count.id)).first()
    facts = (
        ("盘点对象", till.name),
        ("账记至", f"记-{count.after_year}-{count.after_serial:04d}" if count.after_year else "尚无收付"),
        ("盘点人", count.by_name),
        ("盘点时间", f"{count.counted_at.astimezone(CHINA):%Y-%m-%d %H:%M}"),
        ("保管人" if count.surprise else "监盘人", count.signed_by_name or "（未签字）"),
        ("签字时间", f"{signed.astimezone(CHINA):%Y-%m-%d %H:%M}" if signed else ""),
        *((("状态", set_aside_words(undone)),) if undone else ()),
    )
    reason = count.explanation or ("账实相符。" if difference == 0 else "（未说明）")
    return Book(
        kind="count_sheet",
        title="库存现金突击盘点表" if count.surprise else "库存现金盘点表",
        office=hall(session).name,
        facts=facts,
        columns=PIECES,
        rows=rows,
        words=(f"实点人民币（大写）：{in_words(count.counted_fen)}", f"差额说明：{reason}"),
        signers=("盘点人", "保管人" if count.surprise else "监盘人", "负责人"),
    )


def _to(session: Session, row: Handover) -> str:
    return found(session, Till, row.to_till_id).name if row.to_till_id else ""


def _difference(fen: int) -> str:
    return "账实相符" if fen == 0 else "长款" if fen > 0 else "短款"


def _pieces(pieces: Mapping[str, Any]) -> tuple[BookRow, ...]:
    """Every denomination in use, the largest first, and what else was counted."""
    counts = {int(piece): int(count) for piece, count in pieces.items()}
    shown = sorted({*DENOMINATIONS_FEN, *counts}, reverse=True)
    return tuple(
        BookRow((f"{format_yuan(piece)} 元", counts.get(piece, 0), piece * counts.get(piece, 0)))
        for piece in shown
    )
