"""The reserve of the invented hall brought to where a test needs it, by its own acts."""

from dataclasses import dataclass
from datetime import date

from tests import town
from zqdesk.office import reserve, tills
from zqdesk.office.reserve import Allocation, BankMove
from zqdesk.office.tills import CashOffer, TillEntry
from zqdesk.records.register import Register

ALLOCATED_FEN = 6_000_000
BOX_FEN = 1_500_000
FLOAT_FEN = 800_000


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
    made.cashier.do(reserve.receive_allocation, allocation())
    made.cashier.do(reserve.withdraw_cash, BankMove(BOX_FEN, "支001", date(2026, 11, 23)))
    made.cashier.do(tills.offer_cash, CashOffer(made.box_id, made.float_id, FLOAT_FEN))
    return made


def allocation(amount_fen: int = ALLOCATED_FEN) -> Allocation:
    return Allocation(amount_fen, "示民财〔2026〕8号", date(2026, 11, 20), "第1批")
