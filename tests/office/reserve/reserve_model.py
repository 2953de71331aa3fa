"""The reserve as a handful of plain sums beside the real one, and everything people of the hall try with its money."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from hypothesis import strategies as st
from sqlalchemy import func, select

from tests import town
from tests.office.relief import relief_course
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import allocation
from zqdesk.office.relief import decisions
from zqdesk.office.relief.entries import ReliefApproval
from zqdesk.office.relief.payments import correcting
from zqdesk.office.relief.payments.correcting import RefundEntry
from zqdesk.office.reserve import moves as reserve
from zqdesk.office.reserve.bank import money
from zqdesk.office.reserve.cash import tills
from zqdesk.office.reserve.cash.tills import CashOffer, TillEntry
from zqdesk.office.reserve.ledger import second_words
from zqdesk.office.reserve.moves import BankMove
from zqdesk.office.reserve.paying import settling
from zqdesk.office.reserve.paying.payments import unsettled
from zqdesk.office.reserve.paying.settling import Batch, Replenishment, SettlementAnswer
from zqdesk.records.register import Actor, Register, Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.place import Desk
from zqdesk.records.tables.reserve import Entry
from zqdesk.records.tables.staff import Account
from zqdesk.rules.problem import Refused

SECOND_DESK = "d1" * 16
SECOND = Actor("c6" * 16, "孙二某", frozenset({"cashier"}))
ALL_ROLES = Actor("c7" * 16, "全能某", frozenset({"clerk", "approver", "cashier"}))
PEOPLE = (town.CASHIER, SECOND, town.APPROVER, ALL_ROLES, town.CLERK)
DESK_OF = {SECOND.id: SECOND_DESK}
BOX_CEILING, FLOAT_CEILING = 2_000_000, 1_000_000
NAMES = ("赵一某", "钱二某", "孙三某", "李四某")
NUMBERS = ("370114190001010014", "370181190002150027", "37011419001231999X", "37012219000301123X")
AMOUNTS = st.sampled_from((0, 1, 50_000, 120_050, 300_000, 700_000, 1_500_000, 4_000_000))


@dataclass
class Payment:
    """What the model knows of a payment, in fen."""

    case: int
    amount: int
    entry: str
    back: int = 0
    reversed: bool = False
    batch: str = ""  # waiting, settled


@dataclass
class Model:
    """The reserve as plain sums; `accounts` without what the district gave, which is their total."""

    accounts: dict[str, int]
    payments: dict[str, Payment] = field(default_factory=dict)
    paid: dict[int, int] = field(default_factory=dict)
    entries: list[tuple[str, str, str, str, int]] = field(default_factory=list)
    reversed: set[str] = field(default_factory=set)
    pending: tuple[str, int] | None = None
    batch: tuple[str, int] | None = None
    stated_from: date = date(2026, 11, 1)
    stated_fen: int = 0
    told: set[str] = field(default_factory=set)
    matched: set[str] = field(default_factory=set)

    def move(self, entry: str, maker: str, debit: str, credit: str, amount: int) -> None:
        for account, sign in ((debit, 1), (credit, -1)):
            if account != "district":
                self.accounts[account] += sign * amount
        self.entries.append((entry, maker, debit, credit, amount))


@dataclass
class Hall:
    """The real thing beside its model."""

    register: Register
    clock: town.Clock
    box: str
    floats: dict[str, str]
    cases: list[str]
    model: Model
    numbers: int = 0

    def number(self) -> int:
        """The number of a paper from outside that nobody has seen yet."""
        self.numbers += 1
        return self.numbers

    def as_(self, actor: Actor) -> Register:
        return replace(self.register, actor=actor, desk_id=DESK_OF.get(actor.id, town.DESK_ID))

    def beside(self, actor: Actor) -> Register:
        """The same person, with somebody of the hall beside them who looks at slips and months."""
        return reserve_course.cashier(
            replace(self.register, desk_id=DESK_OF.get(actor.id, town.DESK_ID)), actor
        )

    def last(self) -> Entry:
        query = select(Entry).order_by(Entry.year.desc(), Entry.serial.desc())
        return self.register.read(lambda session: session.scalars(query).first())  # type: ignore[return-value]

    def bank(self) -> list[money.Money]:
        """The entries that touch the bank account."""
        return self.register.read(money.entries)

    def till(self, actor: Actor) -> str:
        """The float out of which this person pays, or nothing."""
        return self.floats.get(actor.id, "")


Try = Callable[[Hall, Actor, int, int], tuple[bool, Callable[[], object]]]
"""Whether the act must succeed by the model, and the doing of it (which moves the model where it succeeds)."""


def book(hall: Hall, actor: Actor, debit: str, credit: str, amount: int) -> None:
    hall.model.move(hall.last().id, actor.id, debit, credit, amount)


def allocate(hall: Hall, actor: Actor, amount: int, _pick: int) -> tuple[bool, Callable[[], object]]:
    def do() -> None:
        hall.as_(actor).do(reserve.receive_allocation, allocation(amount, hall.number()))
        book(hall, actor, "bank", "district", amount)

    return actor is town.CASHIER and amount > 0, do


def withdraw(hall: Hall, actor: Actor, amount: int, _pick: int) -> tuple[bool, Callable[[], object]]:
    held = hall.model.accounts
    legal = actor is town.CASHIER and 0 < amount <= held["bank"] and held[hall.box] + amount <= BOX_CEILING

    def do() -> None:
        hall.beside(actor).do(reserve.withdraw_cash, BankMove(amount, f"票{hall.number()}"))
        book(hall, actor, hall.box, "bank", amount)

    return legal, do


def deposit(hall: Hall, actor: Actor, amount: int, _pick: int) -> tuple[bool, Callable[[], object]]:
    def do() -> None:
        hall.beside(actor).do(reserve.deposit_cash, BankMove(amount, f"票{hall.number()}"))
        book(hall, actor, "bank", hall.box, amount)

    return actor is town.CASHIER and 0 < amount <= hall.model.accounts[hall.box], do


def give_back(hall: Hall, actor: Actor, amount: int, _pick: int) -> tuple[bool, Callable[[], object]]:
    def do() -> None:
        hall.beside(actor).do(reserve.return_to_district, BankMove(amount, f"退{hall.number()}"))
        book(hall, actor, "district", "bank", amount)

    return actor is town.CASHIER and 0 < amount <= hall.model.accounts["bank"], do


def offer(hall: Hall, actor: Actor, amount: int, pick: int) -> tuple[bool, Callable[[], object]]:
    taker = (town.CASHIER, SECOND)[pick % 2]
    account = hall.floats[taker.id]
    held = hall.model.accounts
    legal = actor is town.CASHIER and hall.model.pending is None and 0 < amount <= held[hall.box]
    legal = legal and held[account] + amount <= FLOAT_CEILING

    def do() -> None:
        said = CashOffer(id_of(hall.box), id_of(account), amount)
        handover = hall.as_(actor).do(tills.offer_cash, said).result
        if taker is actor:
            book(hall, actor, account, hall.box, amount)
        else:
            hall.model.pending = (handover, amount)

    return legal, do


def take(hall: Hall, actor: Actor, _amount: int, _pick: int) -> tuple[bool, Callable[[], object]]:
    pending = hall.model.pending
    held = hall.model.accounts
    account = hall.floats[SECOND.id]
    legal = actor is SECOND and pending is not None
    legal = legal and pending is not None and pending[1] <= held[hall.box]
    legal = legal and pending is not None and held[account] + pending[1] <= FLOAT_CEILING

    def do() -> None:
        hall.as_(actor).do(tills.take_cash, pending[0] if pending else "none")
        assert pending is not None
        book(hall, actor, account, hall.box, pending[1])
        hall.model.pending = None

    return legal, do


def call_off(hall: Hall, actor: Actor, _amount: int, _pick: int) -> tuple[bool, Callable[[], object]]:
    pending = hall.model.pending

    def do() -> None:
        hall.as_(actor).do(tills.call_off, pending[0] if pending else "none", "改日再领")
        hall.model.pending = None

    return pending is not None and (actor in (town.CASHIER, SECOND) or "approver" in actor.roles), do


def pay(hall: Hall, actor: Actor, amount: int, pick: int) -> tuple[bool, Callable[[], object]]:
    number = pick % len(hall.cases)
    account = hall.till(actor)
    left = 300_000 - hall.model.paid.get(number, 0)
    legal = bool(account) and 0 < amount <= min(left, hall.model.accounts.get(account, 0))
    legal = legal and state_of(hall, number) in ("agreed", "helped", "papers_ready", "approved")

    def do() -> None:
        said = relief_course.payment(amount, payee_name=NAMES[number], payee_id_number=NUMBERS[number])
        paid = relief_course.paid_by(hall.as_(actor), hall.cases[number], said)
        entry = hall.last().id
        hall.model.move(entry, actor.id, "unsettled", account, amount)
        hall.model.paid[number] = hall.model.paid.get(number, 0) + amount
        hall.model.payments[paid] = Payment(number, amount, entry)

    return legal, do


def refund(hall: Hall, actor: Actor, amount: int, pick: int) -> tuple[bool, Callable[[], object]]:
    known = list(hall.model.payments.items())
    if not known:
        return False, lambda: hall.as_(actor).do(correcting.refund, "none", RefundEntry(1, "某", "某"))
    paid_id, paid = known[pick % len(known)]
    standing = 0 if paid.reversed else paid.amount - paid.back
    account = hall.till(actor)
    legal = bool(account) and 0 < amount <= standing and paid.batch != "waiting"

    def do() -> None:
        hall.as_(actor).do(correcting.refund, paid_id, RefundEntry(amount, NAMES[paid.case], "退回"))
        # Money of a settled payment is owed to the district once it was replenished: the entry says where it went.
        hall.model.move(hall.last().id, actor.id, account, hall.last().credit, amount)
        assert hall.last().credit in (("settled", "district") if paid.batch else ("unsettled",))
        hall.model.paid[paid.case] -= amount
        paid.back += amount

    return legal, do


def reverse(hall: Hall, actor: Actor, _amount: int, pick: int) -> tuple[bool, Callable[[], object]]:
    if not hall.model.entries:
        return False, lambda: hall.as_(actor).do(correcting.reverse, "none", "记错")
    entry, maker, debit, credit, amount = hall.model.entries[pick % len(hall.model.entries)]
    if (debit, credit) == ("settled", "unsettled"):  # an answer undone is tried in test_settling
        return False, lambda: hall.as_(town.CLERK).do(correcting.reverse, entry, "记错了")
    paid = next((each for each in hall.model.payments.values() if each.entry == entry), None)
    held = hall.model.accounts
    legal = (
        "approver" in actor.roles and actor.id != maker and amount > 0 and entry not in hall.model.reversed
    )
    legal = legal and (debit == "district" or held[debit] >= amount)
    legal = legal and (credit != "district" or sum(held.values()) >= amount)
    if paid is not None:
        legal = legal and not paid.back and not paid.batch
    refunded = next(
        (each for each in hall.model.payments.values() if entry in _refunds(hall, each.entry)), None
    )
    if refunded is not None:
        legal = legal and hall.model.paid[refunded.case] + amount <= 300_000
        legal = legal and not (credit == "unsettled" and refunded.batch)

    def do() -> None:
        hall.as_(actor).do(correcting.reverse, entry, "记错了")
        hall.model.move(hall.last().id, actor.id, debit, credit, -amount)
        hall.model.reversed.add(entry)
        if paid is not None:
            paid.reversed = True
            hall.model.paid[paid.case] -= amount
        _take_refund_back(hall, entry, amount)

    return legal, do


def _take_refund_back(hall: Hall, entry: str, amount: int) -> None:
    """A reversed refund: the payment stands again."""
    for paid in hall.model.payments.values():
        if entry in _refunds(hall, paid.entry):
            paid.back -= amount
            hall.model.paid[paid.case] += amount


def _refunds(hall: Hall, payment_entry: str) -> set[str]:
    from zqdesk.records.tables.reserve import Disbursement, Refund

    query = (
        select(Refund.entry_id)
        .join(Disbursement, Disbursement.id == Refund.disbursement_id)
        .where(Disbursement.entry_id == payment_entry)
    )
    return set(hall.register.read(lambda session: session.scalars(query).all()))


def paper(hall: Hall, actor: Actor, _amount: int, pick: int) -> tuple[bool, Callable[[], object]]:
    """Complete the papers of a helped case and approve it: what may then be settled."""
    number = pick % len(hall.cases)
    legal = actor is town.APPROVER and state_of(hall, number) == "helped"

    def do() -> None:
        if legal:
            relief_course.complete_papers(hall.as_(town.CLERK), hall.cases[number])
        case_id = hall.cases[number]
        verdicts = relief_course.told_apart(hall.register, case_id)
        hall.as_(actor).do(decisions.approve_relief, case_id, ReliefApproval(300_000, verdicts=verdicts))

    return legal, do


def submit(hall: Hall, actor: Actor, _amount: int, _pick: int) -> tuple[bool, Callable[[], object]]:
    ready = [row.disbursement_id for row in hall.register.read(unsettled) if not row.why_not]
    legal = "cashier" in actor.roles and bool(ready) and hall.model.batch is None

    def do() -> None:
        batch = hall.as_(actor).do(settling.submit_settlement, Batch(tuple(ready))).result
        total = 0
        for paid_id in ready:
            paid = hall.model.payments[paid_id]
            paid.batch = "waiting"
            total += paid.amount - paid.back
        hall.model.batch = (batch, total)

    return legal, do if hall.model.batch is None else lambda: hall.as_(actor).do(
        settling.submit_settlement, Batch(())
    )


def answer(hall: Hall, actor: Actor, _amount: int, pick: int) -> tuple[bool, Callable[[], object]]:
    batch = hall.model.batch
    legal = "cashier" in actor.roles and batch is not None

    def do() -> None:
        waiting = [key for key, paid in hall.model.payments.items() if paid.batch == "waiting"]
        back = {waiting[0]: "缺签字"} if pick % 3 == 0 and waiting else {}
        said = SettlementAnswer(hall.clock.now.date(), f"区核{hall.number()}号", back)
        hall.as_(actor).do(settling.record_settlement_answer, batch[0] if batch else "none", said)
        assert batch is not None
        total = batch[1]
        for key in waiting:
            paid = hall.model.payments[key]
            paid.batch = "" if key in back else "settled"
            total -= paid.amount - paid.back if key in back else 0
        if total:
            book(hall, actor, "settled", "unsettled", total)
        hall.model.batch = None

    return legal, do


def replenish(hall: Hall, actor: Actor, amount: int, _pick: int) -> tuple[bool, Callable[[], object]]:
    legal = "cashier" in actor.roles and 0 < amount <= hall.model.accounts["settled"]

    def do() -> None:
        before = entry_count(hall)
        number = hall.number()
        said = Replenishment(amount, f"区{number}号", hall.clock.now.date(), f"进{number}")
        hall.as_(actor).do(settling.record_replenishment, said)
        query = select(Entry).order_by(Entry.year.desc(), Entry.serial.desc())
        made = hall.register.read(lambda s: s.scalars(query.limit(entry_count(hall) - before)).all())
        for entry in reversed(made):
            hall.model.move(entry.id, actor.id, "bank", "settled", entry.amount_fen)

    return legal, do


def same_slip(hall: Hall, actor: Actor, amount: int, pick: int) -> tuple[bool, Callable[[], object]]:
    """The slip of a deposit again, typed otherwise: only on the approver's word, and each time on a new one."""
    slip = f"缴-{hall.number()}"
    typed = (
        slip,
        f"缴 {slip[2:]}",
        f"第缴（0{slip[2:]}）号",
        "".join(chr(ord(c) + 0xFEE0) if c < "~" else c for c in slip),
    )
    held = hall.model.accounts[hall.box]
    legal = actor is town.CASHIER and 0 < 2 * amount <= held

    def do() -> None:
        cashier = hall.beside(actor)
        cashier.do(reserve.deposit_cash, BankMove(amount, slip))
        book(hall, actor, "bank", hall.box, amount)
        again = BankMove(amount, typed[pick % len(typed)])
        try:
            cashier.do(reserve.deposit_cash, again)
        except second_words.WordWanted as asked:
            hall.as_(town.APPROVER).do(second_words.give_word, asked.wanted, "两张缴款单，银行编号相同")
        else:
            raise AssertionError(again)
        cashier.do(reserve.deposit_cash, again)
        book(hall, actor, "bank", hall.box, amount)

    return legal, do if legal else lambda: hall.as_(actor).do(reserve.deposit_cash, BankMove(0, slip))


def opening(hall: Hall, actor: Actor, amount: int, _pick: int) -> tuple[bool, Callable[[], object]]:
    """Old books are brought in while nothing stands: here something always does."""
    said = reserve.OpeningBalance(amount, basis="旧账")
    return False, lambda: hall.as_(actor).do(reserve.open_reserve, said)


def wrong_clock(hall: Hall, actor: Actor, amount: int, pick: int) -> tuple[bool, Callable[[], object]]:
    """With the clock before the last entry or far behind the calendar nothing is booked, by nobody."""

    def do() -> None:
        now = hall.clock.now
        hall.clock.forward(days=(-800, -30, 60, 800)[pick % 4])
        try:
            hall.as_(actor).do(reserve.receive_allocation, allocation(amount, hall.number()))
        finally:
            hall.clock.now = now

    return False, do


def tomorrow(hall: Hall, _actor: Actor, _amount: int, _pick: int) -> tuple[bool, Callable[[], object]]:
    return True, lambda: hall.clock.forward(days=1)


def refusal_of(do: Callable[[], object]) -> Refused | None:
    try:
        do()
    except Refused as refused:
        return refused
    return None


def entry_count(hall: Hall) -> int:
    return int(hall.register.read(lambda session: session.scalar(select(func.count(Entry.id)))) or 0)


def state_of(hall: Hall, number: int) -> str:
    return str(hall.register.read(lambda session: session.get_one(Case, hall.cases[number]).state))


def id_of(account: str) -> str:
    return account.removeprefix("till:")


def _people(work: Work) -> None:
    work.session.add(Desk(id=SECOND_DESK, name="2号窗口"))
    for login, actor in (("06", SECOND), ("07", ALL_ROLES)):
        work.session.add(Account(id=actor.id, login=login, name=actor.name, roles=sorted(actor.roles)))


@contextmanager
def a_hall(template: town.Vault) -> Iterator[Hall]:
    """Two desks with a float each, money in the box, and four families whose help was agreed upon."""
    clock = town.Clock()
    with town.of_its_own(template, clock) as register:
        register.do(_people)
        head, cashier = register.acting_as(town.APPROVER), register.acting_as(town.CASHIER)
        box = head.do(tills.open_till, TillEntry("box", "现金箱", town.DESK_ID, town.CASHIER.id)).result
        floats = {}
        for actor, desk in ((town.CASHIER, town.DESK_ID), (SECOND, SECOND_DESK)):
            entry = TillEntry("float", f"{actor.name}备用金", desk, actor.id)
            floats[actor.id] = f"till:{head.do(tills.open_till, entry).result}"
        model = Model(
            {
                "bank": 0,
                "unsettled": 0,
                "settled": 0,
                f"till:{box}": 0,
                **dict.fromkeys(floats.values(), 0),
            }
        )
        cases = [_agreed(register, name) for name in NAMES]
        hall = Hall(register, clock, f"till:{box}", floats, cases, model)
        for act, amount in ((allocate, 4_000_000), (withdraw, 1_500_000), (offer, 300_000)):
            _, do = act(hall, cashier.actor, amount, 0)
            do()
        yield hall


def _agreed(register: Register, name: str) -> str:
    entry = replace(
        relief_course.FIRE,
        name=name,
        id_number=NUMBERS[NAMES.index(name)],
        phone="",
        address=f"{NAMES.index(name) + 1}号",
    )
    return relief_course.agreed(register, entry)
