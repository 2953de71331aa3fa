"""The reserve of the invented hall through a November and a December, with everything that stands in its books."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from tests import town
from tests.office.relief import relief_course
from tests.office.relief.relief_course import FIRE, IN_THE_WEST
from tests.office.reserve import reserve_course
from zqdesk.office.relief.entries import Emergency
from zqdesk.office.relief.payments import correcting
from zqdesk.office.relief.payments.correcting import RefundEntry
from zqdesk.office.reserve import moves
from zqdesk.office.reserve.cash import counting, tills
from zqdesk.office.reserve.cash.counting import CountEntry
from zqdesk.office.reserve.cash.tills import CashOffer
from zqdesk.office.reserve.ledger.journal import balance, till_account
from zqdesk.office.reserve.months import closing
from zqdesk.office.reserve.moves import BankMove
from zqdesk.office.reserve.paying import settling
from zqdesk.office.reserve.paying.settling import Batch, Replenishment, RequestEntry, SettlementAnswer
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.reserve import Disbursement
from zqdesk.records.tables.staff import Account

RARE = replace(
    FIRE,
    name="𬭎某某",
    address="示例西村三组12号院内东屋",
    cause="traffic",
    person_count=2,
    amount_fen=120_050,
    **IN_THE_WEST,
)
UNKNOWN = replace(
    FIRE,
    name="阿不都热依木·买买提某某",
    id_number="",
    phone="13000000002",
    address="9号",
    applicant_class="outsider",
    cause="other_emergency",
    person_count=1,
    amount_fen=50_000,
)


@dataclass(frozen=True)
class Books:
    """What was done, by the ids a book may be asked for."""

    register: Register
    box_id: str
    float_id: str
    allocation_id: str
    handover_id: str
    count_id: str
    settlement_id: str
    request_id: str
    fire_id: str
    """The disbursement that was settled and replenished."""
    wrong_id: str
    """The disbursement that was reversed and paid again."""
    reconciliation_id: str
    """Of November, signed."""


def november(register: Register, clock: town.Clock) -> Books:
    """From the allocation of the 23rd to the closing of the 30th: four payments, a reversal, a refund, a batch."""
    made = reserve_course.opened(register)
    money, head = made.cashier, made.approver
    allocation_id = money.do(moves.receive_allocation, reserve_course.allocation()).result
    money.do(moves.withdraw_cash, BankMove(reserve_course.BOX_FEN, "支001", date(2026, 11, 23)))
    handover_id = money.do(tills.offer_cash, CashOffer(made.box_id, made.float_id, 800_000)).result
    fire = relief_course.closed(register)
    clock.forward(days=1)
    rare = relief_course.agreed(register, RARE)
    wrong_id = relief_course.pay(register, rare, relief_course.payment(120_050, **_payee(RARE)))
    head.do(correcting.reverse, _entry_of(register, wrong_id), "重复点钞，金额付错")
    relief_course.pay(register, rare, relief_course.payment(120_050, **_payee(RARE)))
    relief_course.complete_papers(register, rare)
    unknown = relief_course.agreed(register, UNKNOWN)
    given = relief_course.payment(
        50_000, **_payee(UNKNOWN), way="goods", goods="棉被2床", supplier="示例商店", invoice="00012"
    )
    returned = relief_course.pay(register, unknown, given)
    back = RefundEntry(20_000, UNKNOWN.name, "棉被退货一床")
    money.do(correcting.refund, returned, back)
    clock.forward(days=2)
    fire_id = _paid(register, fire)
    batch = money.do(settling.submit_settlement, Batch((fire_id,), note="11月第一批")).result
    request = money.do(settling.request_replenishment, RequestEntry(300_000, "已用三千元")).result
    clock.forward(days=1)
    answer = SettlementAnswer(clock.now.date(), "示民核〔2026〕3号")
    money.do(settling.record_settlement_answer, batch, answer)
    arrived = Replenishment(300_000, "示民财〔2026〕9号", clock.now.date(), "进002", request)
    money.do(settling.record_replenishment, arrived)
    clock.set(date(2026, 11, 30), 16)
    money.do(tills.offer_cash, CashOffer(made.float_id, made.box_id, 100_000))
    money.do(moves.deposit_cash, BankMove(300_000, "存001", clock.now.date()))
    count_id = count(register, made.box_id, {10_000: 49}, "少一张百元，正在查找")
    clock.forward(minutes=20)
    counted(register, made.box_id, made.float_id)
    reconciled = reserve_course.reconciled(register, "2026-11")
    money.do(closing.close_month, "2026-11")
    return Books(
        register, made.box_id, made.float_id, allocation_id, handover_id, count_id, batch, request, fire_id, wrong_id,
        reconciled,
    )  # fmt: skip


def december(books: Books, clock: town.Clock) -> None:
    """A month of one payment by transfer, closed, and the year carried over; January has begun."""
    register = books.register
    clock.set(date(2026, 12, 10))
    entry = replace(
        FIRE,
        name="李某",
        id_number="37011419001231999X",
        phone="13000000003",
        address="21号",
        amount_fen=200_000,
        cause="illness",
    )
    case_id = relief_course.agreed(register, entry)
    account = {
        "bank_name": "示例银行",
        "account_name": "李某",
        "account_number": "6222000000000000004",
        "bank_slip": "回0031",
    }
    relief_course.pay(
        register, case_id, relief_course.payment(200_000, **_payee(entry), way="transfer", **account)
    )
    clock.set(date(2026, 12, 31), 16)
    counted(register, books.box_id, books.float_id)
    money = reserve_course.cashier(register)
    reserve_course.reconciled(register, "2026-12")
    money.do(closing.close_month, "2026-12")
    money.do(closing.carry_over, 2026)
    clock.set(date(2027, 1, 4))
    money.do(moves.withdraw_cash, BankMove(100_000, "支002", date(2027, 1, 4)))


@contextmanager
def lived_through(template: town.Vault) -> Iterator[Books]:
    """Both months in a database of their own."""
    clock = town.Clock()
    with town.of_its_own(template, clock) as register:
        made = november(register, clock)
        december(made, clock)
        yield made


def another_cashier(work: Work) -> str:
    """An act: a second cashier; returns the account's id."""
    account = Account(login="14", name="吴某", roles=["cashier"])
    work.session.add(account)
    return account.id


def count(register: Register, till_id: str, pieces: dict[int, int], explanation: str = "") -> str:
    """Counted by the cashier, signed by the clerk."""
    counted_as = CountEntry(till_id, pieces, explanation)
    count_id = register.acting_as(town.CASHIER).do(counting.count_cash, counted_as).result
    register.do(counting.sign_count, count_id)
    return count_id


def counted(register: Register, *till_ids: str) -> None:
    """Every till as the books say."""
    for till_id in till_ids:
        held = register.read(balance, till_account(till_id))
        pieces = {}
        for piece in (10_000, 5_000, 1_000, 500, 100, 50, 10):
            pieces[piece], held = divmod(held, piece)
        count(register, till_id, pieces)


def _payee(entry: Emergency) -> dict[str, object]:
    return {"payee_name": entry.name, "payee_id_number": entry.id_number}


def _entry_of(register: Register, disbursement_id: str) -> str:
    return register.read(lambda session: session.get_one(Disbursement, disbursement_id).entry_id)


def _paid(register: Register, case_id: str) -> str:
    return register.read(lambda session: session.query(Disbursement).filter_by(case_id=case_id).one().id)
