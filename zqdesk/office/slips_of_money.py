"""The slips of the reserve: allocation and hand-out, hand-over, cash count, request for money, carry-over of a year."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.book_values import Book, BookColumn, BookRow
from zqdesk.office.journal import voucher_number
from zqdesk.office.reserve_looks import account_titles
from zqdesk.office.setup import hall
from zqdesk.office.steps import found
from zqdesk.records.register import CHINA
from zqdesk.records.reserve import CashCount, Closing, Entry, Handover, ReplenishmentRequest, Till
from zqdesk.rules.money import capitals, format_yuan
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.reserve import ACCOUNT_TITLES, BANK, DENOMINATIONS_FEN, KINDS, SETTLED, UNSETTLED, is_till

PIECES = (
    BookColumn("面额", 40, align="center"),
    BookColumn("张（枚）数", 40, align="right"),
    BookColumn("金额（元）", 40, money=True, align="right"),
)
SUMS = (
    BookColumn("项目", 70, align="center"),
    BookColumn("金额（元）", 50, money=True, align="right"),
    BookColumn("备注", 48),
)


def allocation_slip(session: Session, entry_id: str) -> Book:
    """One movement of the reserve on a slip of its own (拨付/领用单)."""
    entry = found(session, Entry, entry_id)
    titles = account_titles(session)
    rows = (
        BookRow((KINDS[entry.kind].title, entry.amount_fen, entry.text), red=entry.amount_fen < 0),
        BookRow(("合计", entry.amount_fen, ""), strong=True),
    )
    facts = (
        ("日期", entry.booked_on.isoformat()),
        ("记账凭证", voucher_number(entry)),
        ("转出", titles[entry.credit]),
        ("转入", titles[entry.debit]),
        ("依据", entry.voucher),
        ("依据日期", entry.voucher_on.isoformat() if entry.voucher_on else ""),
    )
    words = (f"人民币（大写）：{_capitals(entry.amount_fen)}",)
    title = "备用金领用（交回）单" if entry.kind.startswith("float") else "备用金拨付（收付）单"
    return _slip(
        session,
        "allocation_slip",
        title,
        voucher_number(entry),
        facts,
        SUMS,
        rows,
        words,
        ("经办人", "领用人", "负责人"),
    )


def handover_slip(session: Session, handover_id: str) -> Book:
    """Cash or a till from one person to another, with both signatures (交接单)."""
    row = found(session, Handover, handover_id)
    till = found(session, Till, row.till_id)
    to = found(session, Till, row.to_till_id) if row.to_till_id else None
    state = "已接手" if row.taken else "已撤销" if row.ended_at else "待接手"
    facts = (
        ("种类", "现金领用、交回" if row.kind == "cash" else "保管人交接"),
        ("现金", f"{till.name}" + (f" → {to.name}" if to else "")),
        ("移交人", row.from_name),
        ("接手人", row.to_name),
        ("移交时间", f"{row.offered_at.astimezone(CHINA):%Y-%m-%d %H:%M}"),
        ("状态", state),
        ("差额说明", row.explanation),
    )
    rows = _pieces(row.pieces) if row.pieces else ()
    rows = (*rows, BookRow(("合计", "", row.amount_fen), strong=True))
    words = (f"人民币（大写）：{_capitals(row.amount_fen)}",)
    return _slip(
        session,
        "handover_slip",
        "备用金交接单",
        "",
        facts,
        PIECES,
        rows,
        words,
        ("移交人", "接手人", "监交人"),
    )


def count_sheet(session: Session, count_id: str) -> Book:
    """The cash by denominations beside the books, the difference and why, signed by two (盘点表)."""
    count = found(session, CashCount, count_id)
    till = found(session, Till, count.till_id)
    difference = count.counted_fen - count.book_fen
    rows = (
        *_pieces(count.pieces),
        BookRow(("实点合计", "", count.counted_fen), strong=True),
        BookRow(("账面余额", "", count.book_fen), strong=True),
        BookRow(("长款（+）短款（-）", "", difference), red=difference != 0, strong=True),
    )
    facts = (
        ("现金", till.name),
        ("保管人", count.by_name),
        ("盘点时间", f"{count.counted_at.astimezone(CHINA):%Y-%m-%d %H:%M}"),
        ("账记至", f"记-{count.after_year}-{count.after_serial:04d}" if count.after_year else "尚无收付"),
        ("监盘人", count.signed_by_name or "（未签字）"),
    )
    reason = count.explanation or ("" if difference == 0 else "（未说明）")
    words = (f"差额说明：{reason or '账实相符'}",)
    return _slip(
        session,
        "count_sheet",
        "库存现金盘点表",
        "",
        facts,
        PIECES,
        rows,
        words,
        ("保管人", "监盘人", "负责人"),
    )


def replenishment_request(session: Session, request_id: str) -> Book:
    """What is asked of the district, with the balances of that moment (补充申请表)."""
    row = found(session, ReplenishmentRequest, request_id)
    held = {str(account): int(fen) for account, fen in row.balances.items()}
    cash = sum(fen for account, fen in held.items() if is_till(account))
    rows = (
        BookRow(("银行存款", held.get(BANK, 0), "")),
        BookRow(("库存现金", cash, "")),
        BookRow((ACCOUNT_TITLES[UNSETTLED], held.get(UNSETTLED, 0), "")),
        BookRow((ACCOUNT_TITLES[SETTLED], held.get(SETTLED, 0), "")),
        BookRow(("申请补充", row.amount_fen, ""), strong=True),
    )
    facts = (("申请日期", row.requested_on.isoformat()), ("申请人", row.by_name), ("申请理由", row.reason))
    words = (f"申请补充人民币（大写）：{_capitals(row.amount_fen)}",)
    signers = ("出纳", "镇街负责人（盖章）", "区民政局（盖章）")
    title = "临时救助备用金补充申请表"
    return _slip(session, "replenishment_request", title, row.number, facts, SUMS, rows, words, signers)


def carry_over(session: Session, year: str) -> Book:
    """What a year leaves to the next one (年度结转表)."""
    closing = session.scalars(select(Closing).where(Closing.period == year)).first()
    if closing is None:
        raise Refused(Problem("closing.none", f"{year}年还没有结转。"))
    titles = account_titles(session)
    rows = [
        BookRow((titles.get(account, account), int(fen), "结转下年"))
        for account, fen in closing.balances.items()
        if account != "district"
    ]
    owed = int(closing.balances.get("district", 0))
    rows.append(BookRow(("合计（等于区级拨入）", owed, ""), strong=True))
    facts = (
        ("结转日期", closing.closed_on.isoformat()),
        ("办理人", closing.by_name),
        ("本年凭证", f"共 {closing.entry_count} 笔，至 {closing.last_serial} 号"),
    )
    return _slip(
        session,
        "carry_over",
        f"{year}年度备用金结转表",
        "",
        facts,
        SUMS,
        tuple(rows),
        (),
        ("出纳", "审核", "负责人"),
    )


def _pieces(pieces: dict[str, int]) -> tuple[BookRow, ...]:
    """Every denomination in use, the largest first; loose fen last where there are any."""
    counts = {int(piece): int(count) for piece, count in pieces.items()}
    shown = [*DENOMINATIONS_FEN, *([1] if counts.get(1) else [])]
    return tuple(
        BookRow((f"{format_yuan(piece)} 元", str(counts.get(piece, 0)), piece * counts.get(piece, 0)))
        for piece in shown
    )


def _capitals(fen: int) -> str:
    return f"红字 {capitals(-fen)}" if fen < 0 else capitals(fen)


def _slip(
    session: Session,
    kind: str,
    title: str,
    number: str,
    facts: tuple[tuple[str, str], ...],
    columns: tuple[BookColumn, ...],
    rows: tuple[BookRow, ...],
    words: tuple[str, ...],
    signers: tuple[str, ...],
) -> Book:
    return Book(
        kind=kind,
        title=title,
        office=hall(session).name,
        period="",
        number=number,
        facts=facts,
        columns=columns,
        rows=rows,
        words=words,
        signers=signers,
    )
