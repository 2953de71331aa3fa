"""Money between district, bank and box: only by who holds the box, never more than is there, each on its paper."""

from dataclasses import replace
from datetime import date

import pytest

from tests import town
from tests.office.family import refused
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import ALLOCATED_FEN, BOX_FEN, FLOAT_FEN, Reserve, allocation
from zqdesk.office.relief.payments import correcting
from zqdesk.office.reserve import moves
from zqdesk.office.reserve.cash import tills
from zqdesk.office.reserve.ledger.journal import balances, till_account
from zqdesk.office.reserve.moves import BankMove, OpeningBalance
from zqdesk.office.reserve.position import journal
from zqdesk.records.register import Register

OLD_BOOKS = OpeningBalance(3_000_000, 200_000, 500_000, 300_000, "2026年10月31日旧账结余表")


@pytest.fixture
def empty(register: Register) -> Reserve:
    return reserve_course.opened(register)


def accounts(made: Reserve) -> dict[str, int]:
    """What each account holds, tills by their kind."""
    names = {till_account(made.box_id): "box", till_account(made.float_id): "float"}
    return {names.get(account, account): fen for account, fen in made.register.read(balances).items()}


def test_an_allocation_lies_at_the_bank_and_names_its_notice(empty: Reserve) -> None:
    entry = replace(allocation(), bank_voucher="进001")
    empty.cashier.do(moves.receive_allocation, entry)
    [row] = empty.register.read(journal)
    assert (row.number, row.voucher, row.text) == (
        "记-2026-0001",
        "示民财〔2026〕8号；进001",
        "收到区级拨付备用金（第1批）",
    )
    assert (row.debit_title, row.credit_title, row.amount_fen) == ("银行存款", "区级拨入", ALLOCATED_FEN)
    assert accounts(empty)["district"] == accounts(empty)["bank"] == ALLOCATED_FEN


def test_an_allocation_without_its_notice_is_refused(empty: Reserve) -> None:
    bad = replace(allocation(0), notice_number=" ", notice_on=date(2026, 11, 24))
    assert refused(empty.cashier, moves.receive_allocation, bad) == {
        "notice_number.empty": "notice_number",
        "notice_on.future": "notice_on",
    }
    assert refused(empty.cashier, moves.receive_allocation, allocation(0)) == {"reserve.amount": "amount_fen"}


def test_one_bank_voucher_is_not_booked_twice(empty: Reserve) -> None:
    entry = replace(allocation(), bank_voucher="进001")
    booked = empty.cashier.do(moves.receive_allocation, entry).result
    assert refused(empty.cashier, moves.receive_allocation, entry) == {"word.double": "notice_number"}
    empty.cashier.do(moves.receive_allocation, replace(entry, batch="第2批", bank_voucher="进002"))
    empty.approver.do(correcting.reverse, booked, "金额录错")
    empty.cashier.do(moves.receive_allocation, replace(entry, amount_fen=5_000_000))


def test_money_between_bank_box_and_district(funded: Reserve) -> None:
    funded.cashier.do(moves.deposit_cash, BankMove(100_000, "存001", note="多余现金"))
    funded.cashier.do(moves.return_to_district, BankMove(1_000_000, "退001"))
    assert accounts(funded) == {
        "district": ALLOCATED_FEN - 1_000_000,
        "bank": ALLOCATED_FEN - BOX_FEN + 100_000 - 1_000_000,
        "box": BOX_FEN - FLOAT_FEN - 100_000,
        "float": FLOAT_FEN,
        "unsettled": 0,
        "settled": 0,
    }


def test_never_more_than_is_there_nor_than_the_box_may_hold(funded: Reserve) -> None:
    cashier = funded.cashier
    assert refused(cashier, moves.withdraw_cash, BankMove(1_300_001, "票2")) == {
        "reserve.ceiling": "amount_fen"
    }
    cashier.do(moves.withdraw_cash, BankMove(1_300_000, "票3"))
    assert refused(cashier, moves.deposit_cash, BankMove(2_000_001, "票4")) == {"reserve.short": "amount_fen"}
    assert refused(cashier, moves.return_to_district, BankMove(3_200_001, "退")) == {
        "reserve.short": "amount_fen"
    }
    cashier.do(moves.return_to_district, BankMove(3_200_000, "退"))
    assert refused(cashier, moves.withdraw_cash, BankMove(1, "票5")) == {"reserve.ceiling": "amount_fen"}
    assert accounts(funded)["bank"] == 0


@pytest.mark.parametrize("fen", [0, -5])
def test_a_movement_has_an_amount(funded: Reserve, fen: int) -> None:
    for act in (moves.withdraw_cash, moves.deposit_cash, moves.return_to_district):
        assert refused(funded.cashier, act, BankMove(fen, "1")) == {"reserve.amount": "amount_fen"}


def test_vouchers_are_asked_for_where_they_must_be(funded: Reserve) -> None:
    late = BankMove(5, "1", date(2026, 11, 24))
    assert refused(funded.cashier, moves.deposit_cash, late) == {"voucher_on.future": "voucher_on"}
    assert refused(funded.cashier, moves.return_to_district, BankMove(5)) == {"voucher.empty": "voucher"}


def test_only_the_holder_of_the_box_moves_money(funded: Reserve) -> None:
    there, _ = reserve_course.second_cashier(funded)
    for act in (moves.withdraw_cash, moves.deposit_cash, moves.return_to_district):
        assert refused(there, act, BankMove(5, "1")) == {"till.holder": ""}
        for someone in (funded.register, funded.approver, funded.register.acting_as(town.ADMINISTRATOR)):
            assert refused(someone, act, BankMove(5, "1")) == {"role.required": ""}


def test_nothing_is_booked_before_there_is_a_box(register: Register) -> None:
    cashier = register.acting_as(town.CASHIER)
    assert refused(cashier, moves.receive_allocation, allocation()) == {"reserve.box": ""}
    assert refused(cashier, moves.open_reserve, OLD_BOOKS) == {"reserve.box": ""}


# opening balance


def test_a_hall_that_starts_in_mid_year_brings_its_balances(empty: Reserve) -> None:
    empty.cashier.do(moves.open_reserve, OLD_BOOKS)
    assert accounts(empty) == {
        "district": 4_000_000,
        "bank": 3_000_000,
        "box": 200_000,
        "float": 0,
        "unsettled": 500_000,
        "settled": 300_000,
    }
    assert {row.voucher for row in empty.register.read(journal)} == {OLD_BOOKS.basis}


def test_the_opening_balance_comes_first(funded: Reserve) -> None:
    assert refused(funded.cashier, moves.open_reserve, OLD_BOOKS) == {"reserve.begun": ""}


def test_a_second_opening_balance_is_refused(empty: Reserve) -> None:
    empty.cashier.do(moves.open_reserve, OLD_BOOKS)
    assert refused(empty.cashier, moves.open_reserve, OLD_BOOKS) == {"reserve.opened": ""}


def test_a_mis_keyed_opening_is_reversed_as_a_whole_and_entered_again(empty: Reserve) -> None:
    empty.cashier.do(moves.open_reserve, OLD_BOOKS)
    again = replace(OLD_BOOKS, bank_fen=3_100_000)
    for row in empty.register.read(journal):
        assert refused(empty.cashier, moves.open_reserve, again) == {"reserve.opened": ""}
        empty.approver.do(correcting.reverse, row.entry_id, "银行余额录错")
    empty.cashier.do(moves.open_reserve, again)
    assert (accounts(empty)["bank"], accounts(empty)["district"]) == (3_100_000, 4_100_000)


def test_an_opening_balance_is_checked(empty: Reserve) -> None:
    assert refused(empty.cashier, moves.open_reserve, OpeningBalance(basis="x")) == {
        "reserve.amount": "bank_fen"
    }
    assert refused(empty.cashier, moves.open_reserve, OpeningBalance(box_fen=-5)) == {
        "basis.empty": "basis",
        "reserve.amount": "box_fen",
    }


def test_what_the_box_holds_already_is_brought_though_it_is_too_much(empty: Reserve) -> None:
    """What lies there lies there; the position shows that it is above the ceiling."""
    empty.cashier.do(moves.open_reserve, OpeningBalance(box_fen=2_500_000, basis="旧账"))
    assert accounts(empty)["box"] == 2_500_000
    over = tills.CashOffer(empty.box_id, empty.float_id, 1_000_000)
    empty.cashier.do(tills.offer_cash, over)


# the clock


def test_nothing_is_booked_before_the_last_entry(funded: Reserve, clock: town.Clock) -> None:
    clock.set(date(2026, 11, 22))
    assert refused(funded.cashier, moves.deposit_cash, BankMove(5, "票7")) == {"reserve.clock": ""}


def test_numbers_begin_anew_with_the_year(funded: Reserve, clock: town.Clock) -> None:
    clock.set(date(2027, 1, 4))
    funded.cashier.do(moves.deposit_cash, BankMove(5, "票8"))
    numbers = [row.number for row in funded.register.read(journal)]
    assert numbers == ["记-2027-0001", "记-2026-0003", "记-2026-0002", "记-2026-0001"]


def test_a_refused_movement_takes_no_number(funded: Reserve) -> None:
    for _ in range(3):
        refused(funded.cashier, moves.deposit_cash, BankMove(9_999_999, "票9"))
    funded.cashier.do(moves.deposit_cash, BankMove(5, "票10"))
    assert funded.register.read(journal)[0].number == "记-2026-0004"
