"""The reserve of the invented hall brought to where a test needs it, by its own acts."""

from dataclasses import dataclass
from datetime import date

from tests import town
from zqdesk.office.reserve import moves
from zqdesk.office.reserve.cash import counting, tills
from zqdesk.office.reserve.cash.counting import CountEntry
from zqdesk.office.reserve.cash.tills import CashOffer, TillEntry
from zqdesk.office.reserve.ledger import days, second_words
from zqdesk.office.reserve.ledger.journal import balance, till_account
from zqdesk.office.reserve.moves import Allocation, BankMove
from zqdesk.records.register import CHINA, Actor, Register, Work
from zqdesk.records.tables.place import Desk
from zqdesk.records.tables.staff import Account
from zqdesk.rules.reserve import DENOMINATIONS_FEN

ALLOCATED_FEN = 6_000_000
BOX_FEN = 1_500_000
FLOAT_FEN = 800_000
SECOND_CASHIER = Actor("c6" * 16, "孙二某", frozenset({"cashier"}))
SECOND_DESK = "d1" * 16


@dataclass(frozen=True)
class Reserve:
    """A funded reserve: its box and the float of the town's desk, both held by the cashier."""

    register: Register
    box_id: str
    float_id: str

    @property
    def cashier(self) -> Register:
        return self.register.acting_as(town.CASHIER)

    @property
    def approver(self) -> Register:
        return self.register.acting_as(town.APPROVER)


def opened(register: Register) -> Reserve:
    """Box and float are there, empty."""
    head = register.acting_as(town.APPROVER)
    box = TillEntry("box", "现金箱", town.DESK_ID, town.CASHIER.id)
    desk = TillEntry("float", "1号窗口备用金", town.DESK_ID, town.CASHIER.id)
    return Reserve(register, head.do(tills.open_till, box).result, head.do(tills.open_till, desk).result)


def funded(register: Register) -> Reserve:
    """60,000.00 allocated, of which 15,000.00 were drawn and 8,000.00 handed to the desk."""
    made = opened(register)
    made.cashier.do(moves.receive_allocation, allocation())
    made.cashier.do(moves.withdraw_cash, BankMove(BOX_FEN, "支001", date(2026, 11, 23)))
    made.cashier.do(tills.offer_cash, CashOffer(made.box_id, made.float_id, FLOAT_FEN))
    return made


def allocation(amount_fen: int = ALLOCATED_FEN, batch: int = 1) -> Allocation:
    return Allocation(amount_fen, "示民财〔2026〕8号", date(2026, 11, 20), f"第{batch}批", f"进{batch:03d}")


def second_cashier(made: Reserve) -> tuple[Register, str]:
    """Another cashier at a desk of their own, and the empty float there."""

    def hire(work: Work) -> None:
        someone = SECOND_CASHIER
        work.session.add_all(
            [
                Account(id=someone.id, login="06", name=someone.name, roles=sorted(someone.roles)),
                Desk(id=SECOND_DESK, name="2号窗口"),
            ]
        )

    made.register.do(hire)
    entry = TillEntry("float", "2号窗口备用金", SECOND_DESK, SECOND_CASHIER.id)
    there = Register(made.register.engine, SECOND_CASHIER, SECOND_DESK, made.register.clock)
    return there, made.approver.do(tills.open_till, entry).result


def confirm_today(register: Register, actor: Actor = town.CLERK) -> None:
    """Somebody says that the PC's date is right, far as it lies from the last day in the books."""
    wanted = register.read(days.far_ahead, register.clock().astimezone(CHINA).date())
    assert wanted is not None
    register.acting_as(actor).do(second_words.give_word, wanted, "核对过日历")


def pieces(fen: int) -> dict[int, int]:
    """So much in the largest notes and coins there are."""
    found = {}
    for piece in (*DENOMINATIONS_FEN, 1):
        found[piece], fen = divmod(fen, piece)
    return found


def counted(made: Reserve, till_id: str, fen: int | None = None, explanation: str = "") -> str:
    """The cashier counts a till, as the books say or so much, and the clerk signs."""
    held = made.register.read(balance, till_account(till_id))
    entry = CountEntry(till_id, pieces(held if fen is None else fen), explanation)
    count_id = made.cashier.do(counting.count_cash, entry).result
    made.register.do(counting.sign_count, count_id)
    return count_id
