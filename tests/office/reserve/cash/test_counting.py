"""Cash is counted by denominations and signed by a second person; a difference is explained and never booked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import town
from tests.office.family import refused
from tests.office.relief import relief_course
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import FLOAT_FEN, Reserve, counted, pieces
from zqdesk.office.reserve.cash import counting, tills
from zqdesk.office.reserve.cash.counting import CountEntry
from zqdesk.office.reserve.cash.pieces import sum_of
from zqdesk.office.reserve.cash.till_agreement import last_signed, moved_since, new_count, standing_difference
from zqdesk.office.reserve.ledger.journal import balance, till_account
from zqdesk.office.reserve.position import Position, TillRow, counts, position
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.reserve import CashCount, Till

TODAY = town.OPENING.date()


@pytest.fixture
def reserve(register: Register) -> Reserve:
    return reserve_course.funded(register)


def seen(reserve: Reserve) -> Position:
    return reserve.register.read(position, TODAY)


def row(reserve: Reserve) -> TillRow:
    return next(till for till in seen(reserve).tills if till.id == reserve.float_id)


def count(reserve: Reserve, fen: int = FLOAT_FEN, explanation: str = "") -> str:
    entry = CountEntry(reserve.float_id, pieces(fen), explanation)
    return reserve.cashier.do(counting.count_cash, entry).result


@given(fen=st.integers(0, 10**9))
def test_every_sum_can_be_laid_in_notes_and_coins(fen: int) -> None:
    assert sum_of(pieces(fen)) == fen


def test_a_count_that_agrees_holds_once_a_second_person_signed(reserve: Reserve) -> None:
    count_id = count(reserve)
    assert (row(reserve).counted_at, row(reserve).fresh) == (None, False)
    reserve.register.do(counting.sign_count, count_id)
    assert (row(reserve).fresh, row(reserve).wrong) == (True, "")
    [listed] = reserve.register.read(counts)
    assert (listed.counted_fen, listed.book_fen, listed.by_name, listed.signed_by_name) == (
        FLOAT_FEN,
        FLOAT_FEN,
        "钱某",
        "王小某",
    )
    made = reserve.register.read(lambda session: session.get_one(CashCount, count_id))
    assert made.pieces == {"10000": 80}
    assert (made.after_year, made.after_serial) == (2026, 3)


def test_single_fen_are_counted(reserve: Reserve) -> None:
    """Relief to the fen leaves some in a till, though no coin is that small."""
    said = pieces(FLOAT_FEN - 3)
    assert said[1] == 7
    reserve.cashier.do(counting.count_cash, CountEntry(reserve.float_id, said, "少三分"))


@pytest.mark.parametrize(
    ("said", "problem"),
    [({10_000: -1}, "count.negative"), ({300: 1}, "count.piece"), ({10_000: 79}, "count.difference")],
)
def test_a_count_that_cannot_be_is_refused(reserve: Reserve, said: dict[int, int], problem: str) -> None:
    entry = CountEntry(reserve.float_id, said)
    assert list(refused(reserve.cashier, counting.count_cash, entry)) == [problem]


def test_only_the_holder_counts(reserve: Reserve) -> None:
    there, _ = reserve_course.second_cashier(reserve)
    entry = CountEntry(reserve.float_id, pieces(FLOAT_FEN))
    assert refused(there, counting.count_cash, entry) == {"till.holder": ""}
    assert refused(reserve.approver, counting.count_cash, entry) == {"role.required": ""}


def test_a_count_is_signed_once_by_another_person(reserve: Reserve) -> None:
    count_id = count(reserve)
    assert refused(reserve.cashier, counting.sign_count, count_id) == {"count.same": ""}
    administrator = reserve.register.acting_as(town.ADMINISTRATOR)
    assert refused(administrator, counting.sign_count, count_id) == {"count.role": ""}
    reserve.approver.do(counting.sign_count, count_id)
    assert refused(reserve.register, counting.sign_count, count_id) == {"count.signed": ""}


def test_a_count_over_which_the_till_moved_is_not_signed(reserve: Reserve) -> None:
    count_id = count(reserve)
    relief_course.helped(reserve.register)
    assert refused(reserve.register, counting.sign_count, count_id) == {"count.moved": ""}


def test_a_difference_is_not_booked_and_stays_red_until_a_count_agrees(reserve: Reserve) -> None:
    counted(reserve, reserve.float_id, FLOAT_FEN - 1_000, "找零差错，待查")
    assert reserve.register.read(balance, till_account(reserve.float_id)) == FLOAT_FEN
    assert seen(reserve).wrong == ("1号窗口备用金上次盘点短款10.00元，还没有查清",)
    relief_course.helped(reserve.register)
    assert not seen(reserve).agrees
    unsigned = count(reserve, FLOAT_FEN - 300_000)
    assert not seen(reserve).agrees
    reserve.register.do(counting.sign_count, unsigned)
    assert seen(reserve).agrees


def test_a_shortage_is_not_hidden_by_leaving_it_unsigned(reserve: Reserve) -> None:
    counted(reserve, reserve.float_id)
    count(reserve, FLOAT_FEN + 2_000, "多出二十元")
    assert seen(reserve).wrong == ("1号窗口备用金上次盘点长款20.00元，还没有查清",)
    assert row(reserve).fresh
    counted(reserve, reserve.float_id)
    assert seen(reserve).agrees


def test_a_till_is_stale_once_it_moved(reserve: Reserve) -> None:
    counted(reserve, reserve.float_id)
    relief_course.helped(reserve.register)
    last = reserve.register.read(last_signed, reserve.float_id)
    assert last is not None
    assert reserve.register.read(moved_since, last)
    assert (row(reserve).fresh, row(reserve).wrong) == (False, "")
    counted(reserve, reserve.float_id)
    assert row(reserve).fresh


def test_moving_another_till_leaves_a_count_alone(reserve: Reserve) -> None:
    counted(reserve, reserve.float_id)
    _, other = reserve_course.second_cashier(reserve)
    reserve.cashier.do(tills.offer_cash, tills.CashOffer(reserve.box_id, other, 5))
    assert row(reserve).fresh


def test_the_books_of_a_count_are_added_up_anew(reserve: Reserve) -> None:
    """What a count says the books held is not believed."""
    entry = CountEntry(reserve.float_id, pieces(FLOAT_FEN))

    def forge(work: Work) -> None:
        till = work.session.get_one(Till, reserve.float_id)
        made = new_count(work, till, entry.pieces, "")
        made.book_fen = made.counted_fen = FLOAT_FEN - 5_000
        made.signed_by_id = town.CLERK.id
        work.session.add(made)

    reserve.cashier.do(forge)
    assert "与账簿不符" in seen(reserve).wrong[0]


def test_counts_of_a_till_are_judged_in_the_order_they_were_made(reserve: Reserve, clock: town.Clock) -> None:
    first = count(reserve, FLOAT_FEN - 100, "少一元")
    clock.forward(minutes=5)
    second = count(reserve)
    reserve.register.do(counting.sign_count, second)
    assert seen(reserve).agrees
    reserve.register.do(counting.sign_count, first)
    till = reserve.register.read(lambda session: session.get_one(Till, reserve.float_id))
    assert reserve.register.read(standing_difference, till) == ""
    assert reserve.register.read(position, date(2026, 11, 24)).agrees
