"""The reserve of the invented hall brought to where a test needs it, by its own acts."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import town
from zqdesk.office.reserve import moves
from zqdesk.office.reserve.bank import matching, money, reconciling, statements
from zqdesk.office.reserve.bank.matching import Pair
from zqdesk.office.reserve.bank.statements import StatementEntry, StatementLine
from zqdesk.office.reserve.cash import counting, tills
from zqdesk.office.reserve.cash.counting import CountEntry
from zqdesk.office.reserve.cash.tills import CashOffer, TillEntry
from zqdesk.office.reserve.ledger import days, second_words
from zqdesk.office.reserve.ledger.journal import balance, till_account
from zqdesk.office.reserve.months import closing
from zqdesk.office.reserve.moves import Allocation, BankMove
from zqdesk.records.register import CHINA, Actor, Outcome, Register, Work
from zqdesk.records.tables.place import Desk
from zqdesk.records.tables.reserve import Till
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
        return cashier(self.register)

    @property
    def approver(self) -> Register:
        return self.register.acting_as(town.APPROVER)


class Accompanied(Register):
    """Somebody whose colleague stands beside them: where a second person is to look at a slip or a month, one does."""

    def do(self, act: Any, *args: Any, **kwargs: Any) -> Outcome[Any]:
        try:
            return super().do(act, *args, **kwargs)
        except second_words.WordWanted as asked:
            if asked.wanted.matter not in (second_words.MOVE, second_words.CLOSE):
                raise
            Register(self.engine, town.CLERK, self.desk_id, self.clock).do(
                second_words.give_word, asked.wanted, asked.wanted.usual
            )
        return self.do(act, *args, **kwargs)


def cashier(register: Register, actor: Actor = town.CASHIER) -> Register:
    """The cashier, with a colleague beside them."""
    return Accompanied(register.engine, actor, register.desk_id, register.clock)


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


def found(register: Register) -> Reserve:
    """The same where it stands already."""

    def look(session: Session) -> dict[str, str]:
        rows = session.execute(select(Till.kind, Till.id).where(Till.desk_id == town.DESK_ID))
        return {row.kind: row.id for row in rows}

    tills_there = register.read(look)
    return Reserve(register, tills_there["box"], tills_there["float"])


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


def stated(register: Register, last_on: date) -> tuple[money.Money, ...]:
    """The bank's statement up to a day, as the books say; returns the entries it tells of, in the order of its lines."""
    last = register.read(statements.last_statement)
    first_on = last.last_on + timedelta(days=1) if last else last_on.replace(day=1)
    entries = register.read(money.entries, last_on)
    before = sum(each.fen for each in entries if each.day < first_on)
    inside = tuple(each for each in entries if each.day >= first_on)
    lines = tuple(line_of(each) for each in inside)
    closing = before + sum(each.fen for each in inside)
    said = StatementEntry(first_on, last_on, before, closing, lines)
    register.acting_as(town.CASHIER).do(statements.enter_statement, said)
    return inside


def line_of(entry: money.Money) -> StatementLine:
    """What the bank says of an entry: its own words, and the number of the slip."""
    came, went = (entry.fen, None) if entry.fen > 0 else (None, -entry.fen)
    return StatementLine(entry.day, came, went, text=entry.kind, slip=entry.number)


def reconciled(register: Register, month: str) -> str:
    """A month with its statement, everything of it matched, and the reconciliation signed by the approver."""
    last_on = reconciling.last_day(month)
    before = {each.row_id for each in register.read(money.lines)}
    inside = stated(register, last_on)
    fresh = [each for each in register.read(money.lines) if each.row_id not in before]
    pairs = (
        [
            Pair((line.row_id,), (entry.row_id,))
            for line, entry in zip(fresh[-len(inside) :], inside, strict=True)
        ]
        if inside
        else []
    )
    if len(fresh) > len(inside):  # what was there when the first statement began
        earlier = [each.row_id for each in register.read(money.entries, last_on) if each not in inside]
        pairs.append(Pair((fresh[0].row_id,), tuple(earlier)))
    if pairs:
        register.acting_as(town.CASHIER).do(matching.match_money, pairs)
    return signed(register, month)


def signed(register: Register, month: str, note: str = "") -> str:
    """The reconciliation of a month as it stands, made by the cashier and signed by the approver."""
    made = register.acting_as(town.CASHIER).do(reconciling.make_reconciliation, month, note).result
    register.acting_as(town.APPROVER).do(reconciling.sign_reconciliation, made)
    return made


def close_month(made: Reserve, month: str) -> str:
    """The month reconciled with the bank, then closed; returns the closing's id."""
    reconciled(made.register, month)
    return made.cashier.do(closing.close_month, month).result


def unstate(register: Register) -> None:
    """Everything that was matched is taken back, and every statement withdrawn, the last one first."""
    someone = register.acting_as(town.CASHIER)
    for match_id in sorted({each.match_id for each in register.read(money.entries) if each.match_id}):
        someone.do(matching.take_back_match, match_id, "对账单日期有误")
    for row in register.read(statements.statements):
        someone.do(statements.withdraw_statement, row.statement_id, "日期有误")
