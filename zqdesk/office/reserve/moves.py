"""Money of the reserve between the district, the bank and the box; done by the cashier who holds the box."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from zqdesk.office.hall.access import require
from zqdesk.office.hall.checks import check_day, check_filled
from zqdesk.office.reserve.journal import Posting, post, till_account
from zqdesk.office.reserve.limits import over_ceiling
from zqdesk.office.reserve.tills import box_of
from zqdesk.records.register import Work
from zqdesk.records.tables.reserve import Entry, Till
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role
from zqdesk.rules.reserve import BANK, DISTRICT, SETTLED, UNSETTLED


@dataclass(frozen=True, slots=True)
class OpeningBalance:
    """What a hall brings along that starts in mid-year, in fen; `basis` names the old books or the statement."""

    bank_fen: int = 0
    box_fen: int = 0
    unsettled_fen: int = 0
    settled_fen: int = 0
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Allocation:
    """Money the district sent: by which notice, of what day, in which batch, by which bank voucher."""

    amount_fen: int
    notice_number: str
    notice_on: date
    batch: str = ""
    bank_voucher: str = ""


@dataclass(frozen=True, slots=True)
class BankMove:
    """Money between bank and box, or back to the district, with the bank's voucher."""

    amount_fen: int
    voucher: str = ""
    voucher_on: date | None = None
    note: str = ""


def open_reserve(work: Work, opening: OpeningBalance) -> None:
    """Bring the balances of the old books in, once, before anything else is booked.

    A part that was mis-keyed and reversed may be entered again. Refused: a journal that has begun otherwise,
    a part that stands already, a hall without a box, sums below zero, nothing at all, no basis.
    """
    box = _box(work)
    parts = (
        ("bank_fen", BANK, opening.bank_fen, "银行存款"),
        ("box_fen", till_account(box.id), opening.box_fen, "库存现金"),
        ("unsettled_fen", UNSETTLED, opening.unsettled_fen, "已发未核销"),
        ("settled_fen", SETTLED, opening.settled_fen, "已核销待补足"),
    )
    problems = check_filled("basis", opening.basis, "期初余额的依据")
    begun, standing = _openings(work.session)
    if begun:
        problems.append(Problem("reserve.begun", "账上已经有记录，期初余额只能在记第一笔账之前登记。"))
    for field, account, fen, title in parts:
        if fen < 0:
            problems.append(Problem("reserve.amount", "金额不能小于零", field))
        if fen and account in standing:
            text = f"{title}的期初余额已经登记；有误的先由审批人冲销，再重新登记"
            problems.append(Problem("reserve.opened", text, field))
    if not any(fen for _, _, fen, _ in parts):
        problems.append(Problem("reserve.amount", "请填写至少一项期初余额", "bank_fen"))
    refuse_if(problems)
    for field, account, fen, title in parts:
        if fen:
            text = f"期初余额：{title}"
            post(work, Posting("opening", account, DISTRICT, fen, text, opening.basis, field=field))


def receive_allocation(work: Work, allocation: Allocation) -> str:
    """Money from the district has arrived at the bank; returns the entry's id.

    Refused: no amount, no number of the notice, a notice of a later day, a bank voucher that was booked
    before for the same notice and batch.
    """
    _box(work)
    problems = check_filled("notice_number", allocation.notice_number, "拨款通知文号")
    problems += check_day("notice_on", allocation.notice_on, "拨款通知日期", today=work.today)
    batch = f"（{allocation.batch.strip()}）" if allocation.batch.strip() else ""
    voucher = "；".join(
        part.strip() for part in (allocation.notice_number, allocation.bank_voucher) if part.strip()
    )
    text = f"收到区级拨付备用金{batch}"
    if allocation.bank_voucher.strip() and _is_booked(work.session, "allocation", text, voucher):
        words = "这份通知、批次和银行凭证的拨款已经登记，请核对"
        problems.append(Problem("allocation.twice", words, "bank_voucher"))
    refuse_if(problems)
    posting = Posting(
        "allocation", BANK, DISTRICT, allocation.amount_fen, text, voucher, allocation.notice_on
    )
    return post(work, posting).id


def withdraw_cash(work: Work, move: BankMove) -> str:
    """Cash from the bank into the box; never more than the box may hold. Returns the entry's id."""
    box = _box(work)
    refuse_if(_voucher(work, move) + over_ceiling(work, box, move.amount_fen))
    return post(work, _posting("withdrawal", till_account(box.id), BANK, move, "提取现金")).id


def deposit_cash(work: Work, move: BankMove) -> str:
    """Cash from the box to the bank; returns the entry's id."""
    box = _box(work)
    refuse_if(_voucher(work, move))
    return post(work, _posting("deposit", BANK, till_account(box.id), move, "现金存行")).id


def return_to_district(work: Work, move: BankMove) -> str:
    """Money back to the district, from the bank; returns the entry's id. Refused without the bank's voucher."""
    _box(work)
    refuse_if(check_filled("voucher", move.voucher, "银行凭证号") + _voucher(work, move))
    return post(work, _posting("return", DISTRICT, BANK, move, "上缴区级")).id


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


def _openings(session: Session) -> tuple[bool, set[str]]:
    """Whether the journal began without an opening balance, and the accounts whose opening stands."""
    openings = session.scalars(select(Entry).where(Entry.kind == "opening")).all()
    back = {entry.reverses_id for entry in openings}
    standing = {e.debit for e in openings if e.reverses_id is None and e.id not in back}
    begun = not openings and session.scalars(select(Entry.id).limit(1)).first() is not None
    return begun, standing


def _is_booked(session: Session, kind: str, text: str, voucher: str) -> bool:
    """Whether an entry of just these words stands in the books."""
    back = aliased(Entry)
    query = select(Entry.id).where(
        Entry.kind == kind,
        Entry.text == text,
        Entry.voucher == voucher,
        Entry.reverses_id.is_(None),
        ~select(back.id).where(back.reverses_id == Entry.id).exists(),
    )
    return session.scalars(query.limit(1)).first() is not None


def _voucher(work: Work, move: BankMove) -> list[Problem]:
    if move.voucher_on is None:
        return []
    return check_day("voucher_on", move.voucher_on, "凭证日期", today=work.today)


def _posting(kind: str, debit: str, credit: str, move: BankMove, words: str) -> Posting:
    text = f"{words}（{move.note.strip()}）" if move.note.strip() else words
    return Posting(kind, debit, credit, move.amount_fen, text, move.voucher, move.voucher_on)
