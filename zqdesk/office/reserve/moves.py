"""Money of the reserve between the district, the bank and the box; done by the cashier who holds the box."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import require
from zqdesk.office.hall.checks import check_day, check_filled
from zqdesk.office.reserve.cash.tills import box_of
from zqdesk.office.reserve.ledger.days import behind, believe_today
from zqdesk.office.reserve.ledger.documents import (
    ARRIVAL,
    CHEQUE,
    DEPOSIT,
    NOTICE,
    REMITTANCE,
    TITLES,
    OutsidePaper,
    checked,
    required,
)
from zqdesk.office.reserve.ledger.journal import Posting, month_closed, post, short, till_account
from zqdesk.office.reserve.ledger.limits import over_ceiling
from zqdesk.office.reserve.ledger.second_words import MOVE, SECOND_MOVE, Wanted, word_where_wanted
from zqdesk.office.reserve.ledger.sent import notice_problems
from zqdesk.office.reserve.ledger.standing import reversed_entries
from zqdesk.records.register import Work
from zqdesk.records.tables.reserve import Document, Entry, Till
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role
from zqdesk.rules.reserve import BANK, DISTRICT, KINDS, SETTLED, UNSETTLED


@frozen
class OpeningBalance:
    """What a hall brings along that starts in mid-year, in fen; `basis` names the old books or the statement."""

    bank_fen: int = 0
    box_fen: int = 0
    unsettled_fen: int = 0
    settled_fen: int = 0
    basis: str = ""


@frozen
class Allocation:
    """Money the district sent: by which notice, of what day, in which batch, by which bank voucher."""

    amount_fen: int
    notice_number: str
    notice_on: date
    batch: str = ""
    bank_voucher: str = ""


@frozen
class BankMove:
    """Money between bank and box, or back to the district, with the bank's voucher."""

    amount_fen: int
    voucher: str = ""
    voucher_on: date | None = None
    note: str = ""


def open_reserve(work: Work, opening: OpeningBalance) -> None:
    """Bring the balances of the old books in, once, before anything else is booked.

    Mis-keyed, all of it is reversed and entered anew. Refused: while any entry stands, a hall without a box,
    sums below zero, nothing at all, no basis.
    """
    box = _box(work)
    parts = (
        ("bank_fen", BANK, opening.bank_fen, "银行存款"),
        ("box_fen", till_account(box.id), opening.box_fen, "库存现金"),
        ("unsettled_fen", UNSETTLED, opening.unsettled_fen, "已发未核销"),
        ("settled_fen", SETTLED, opening.settled_fen, "已核销待补足"),
    )
    problems = check_filled("basis", opening.basis, "期初余额的依据")
    problems += _begun(work.session)
    problems += [Problem("reserve.amount", "金额不能小于零", field) for field, _, fen, _ in parts if fen < 0]
    if not any(fen for _, _, fen, _ in parts):
        problems.append(Problem("reserve.amount", "请填写至少一项期初余额", "bank_fen"))
    refuse_if(problems)
    for field, account, fen, title in parts:
        if fen:
            text = f"期初余额：{title}"
            post(work, Posting("opening", account, DISTRICT, fen, text, opening.basis, field=field))


def receive_allocation(work: Work, allocation: Allocation) -> str:
    """Money from the district has arrived at the bank; returns the entry's id.

    Refused: no amount, no number of the notice or of the bank's slip, a notice of a later day; a slip, or a
    notice with its batch, that stands in the books already, without a second person's word; of a notice that the
    district sent itself another sum or day, and a second time whatever is said.
    """
    _box(work)
    papers = (
        OutsidePaper(NOTICE, allocation.notice_number, "notice_number", allocation.batch),
        OutsidePaper(ARRIVAL, allocation.bank_voucher, "bank_voucher"),
    )
    problems = required(*papers)
    problems += check_day("notice_on", allocation.notice_on, "拨款通知日期", today=work.today)
    problems += notice_problems(work.session, allocation.amount_fen, papers[0], allocation.notice_on)
    refuse_if(problems)
    batch = f"（{allocation.batch.strip()}）" if allocation.batch.strip() else ""
    voucher = f"{allocation.notice_number.strip()}；{allocation.bank_voucher.strip()}"
    text = f"收到区级拨付备用金{batch}"
    posting = Posting(
        "allocation", BANK, DISTRICT, allocation.amount_fen, text, voucher, allocation.notice_on
    )
    return post(work, posting, checked(work, *papers)).id


def withdraw_cash(work: Work, move: BankMove) -> str:
    """Cash from the bank into the box; never more than the box may hold. Returns the entry's id.

    Like every move of the bank's money it takes a second person's word, while `reserve.second_move` says so.
    """
    box = _box(work)
    paper = OutsidePaper(CHEQUE, move.voucher, "voucher")
    refuse_if(_paper_problems(work, paper, move) + over_ceiling(work, box, move.amount_fen))
    posting = _posting("withdrawal", till_account(box.id), BANK, move, "提取现金")
    return _by_two(work, posting, paper)


def deposit_cash(work: Work, move: BankMove) -> str:
    """Cash from the box to the bank; returns the entry's id. Refused without the bank's slip."""
    box = _box(work)
    paper = OutsidePaper(DEPOSIT, move.voucher, "voucher")
    refuse_if(_paper_problems(work, paper, move))
    posting = _posting("deposit", BANK, till_account(box.id), move, "现金存行")
    return _by_two(work, posting, paper)


def return_to_district(work: Work, move: BankMove) -> str:
    """Money back to the district, from the bank; returns the entry's id. Refused without the bank's voucher."""
    _box(work)
    paper = OutsidePaper(REMITTANCE, move.voucher, "voucher")
    refuse_if(_paper_problems(work, paper, move))
    return _by_two(work, _posting("return", DISTRICT, BANK, move, "上缴区级"), paper)


def _by_two(work: Work, posting: Posting, paper: OutsidePaper) -> str:
    """Book money of the bank on the word of a second person, who has seen the slip; returns the entry's id."""
    fen = posting.amount_fen
    # Nobody is called for what cannot be.
    refuse_if([*behind(work.session, work.today), *month_closed(work.session, work.today)])
    believe_today(work)
    if fen > 0:
        refuse_if(short(work.session, posting.debit, posting.credit, fen))
    papers = checked(work, paper)
    # How often this slip was booked before is part of what is asked: a word opens one booking, not the next one too.
    times = select(func.count(Document.id)).where(Document.kind == paper.kind, Document.key == paper.key)
    subject = f"{posting.kind}:{fen}:{paper.key}:{work.session.scalar(times)}"
    sentence = (
        f"{work.actor.name}登记{KINDS[posting.kind].title}{format_yuan(fen)}元，{TITLES[paper.kind]}“{paper.words}”。"
        "请核对凭证和金额。"
    )
    wanted = Wanted(MOVE, subject, sentence, usual="已核对凭证和金额")
    word_id = word_where_wanted(work, SECOND_MOVE, wanted) if fen > 0 else None
    return post(work, posting, papers, word_id=word_id).id


def _box(work: Work) -> Till:
    """The box, which must be the actor's."""
    require(work, Role.CASHIER)
    box = box_of(work.session)
    if box is None:
        raise Refused(Problem("reserve.box", "还没有设立现金箱，请审批人先在“盘点与交接”里设立。"))
    if box.holder_id != work.actor.id:
        text = f"现金箱由{box.holder_name}保管，银行与现金箱的收付须由保管人登记。"
        raise Refused(Problem("till.holder", text))
    return box


def _begun(session: Session) -> list[Problem]:
    """The problem of books in which an entry stands: neither a reversal nor reversed."""
    query = select(Entry).where(Entry.reverses_id.is_(None), Entry.id.not_in(reversed_entries()))
    first = session.scalars(query.order_by(Entry.year, Entry.serial).limit(1)).first()
    if first is None:
        return []
    if first.kind == "opening":
        text = "期初余额已经登记；有误的，先由审批人把各项期初全部冲销，再重新登记。"
        return [Problem("reserve.opened", text)]
    return [Problem("reserve.begun", "账上已经有记录，期初余额只能在记第一笔账之前登记。")]


def _paper_problems(work: Work, paper: OutsidePaper, move: BankMove) -> list[Problem]:
    problems = required(paper)
    if move.voucher_on is not None:
        problems += check_day("voucher_on", move.voucher_on, "凭证日期", today=work.today)
    return problems


def _posting(kind: str, debit: str, credit: str, move: BankMove, words: str) -> Posting:
    text = f"{words}（{move.note.strip()}）" if move.note.strip() else words
    return Posting(kind, debit, credit, move.amount_fen, text, move.voucher, move.voucher_on)
