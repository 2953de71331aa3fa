"""The PC's clock in money: nothing before the last act, nothing far ahead alone, and a way back by two people."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import town
from tests.office.family import refused
from tests.office.relief import relief_course
from tests.office.reserve import reserve_course, reserve_hall
from tests.office.reserve.reserve_course import (
    FLOAT_FEN,
    Reserve,
    confirm_today,
    counted,
    pieces,
    second_cashier,
)
from tests.sync.given import enrolled
from zqdesk.office.relief import decisions
from zqdesk.office.relief.entries import Agreement
from zqdesk.office.relief.payments import correcting
from zqdesk.office.reserve import moves, undoing
from zqdesk.office.reserve.books import district, money, slips
from zqdesk.office.reserve.cash import counting, tills
from zqdesk.office.reserve.cash.counting import CountEntry
from zqdesk.office.reserve.cash.tills import CashOffer, TillEntry, TillOffer
from zqdesk.office.reserve.checks import check
from zqdesk.office.reserve.ledger import days
from zqdesk.office.reserve.ledger.journal import balances
from zqdesk.office.reserve.ledger.second_words import WordWanted, give_word
from zqdesk.office.reserve.months import closing
from zqdesk.office.reserve.months.closing_lists import closings
from zqdesk.office.reserve.moves import BankMove
from zqdesk.office.reserve.paying import settling
from zqdesk.office.reserve.paying.settling import Batch, RequestEntry
from zqdesk.office.reserve.position import counts, journal, position
from zqdesk.records.register import Register, Work
from zqdesk.rules.problem import Refused
from zqdesk.sync.local import transaction

TODAY = town.OPENING.date()
LATER = date(2027, 3, 1)
Attack = Callable[[Reserve, str], object]

GUARDED: dict[str, Attack] = {
    "bank move": lambda made, _: made.cashier.do(moves.deposit_cash, BankMove(5, "存9")),
    "count": lambda made, _: made.cashier.do(
        counting.count_cash, CountEntry(made.float_id, pieces(FLOAT_FEN))
    ),
    "close": lambda made, _: made.cashier.do(closing.close_month, "2026-11"),
    "carry over": lambda made, _: made.cashier.do(closing.carry_over, 2026),
    "hand out": lambda made, _: made.cashier.do(tills.offer_cash, CashOffer(made.box_id, made.float_id, 5)),
    "hand over": lambda made, _: made.cashier.do(
        tills.offer_till, TillOffer(made.float_id, town.CLERK.id, pieces(FLOAT_FEN))
    ),
    "till": lambda made, _: made.approver.do(
        tills.open_till, TillEntry("float", "三号", "d3" * 16, town.CASHIER.id)
    ),
    "batch": lambda made, _: made.cashier.do(settling.submit_settlement, Batch(())),
    "request": lambda made, _: made.cashier.do(settling.request_replenishment, RequestEntry(5, "不足")),
    "emergency": lambda made, _: relief_course.emergency(
        made.register, replace(relief_course.FIRE, name="别某", id_number="", phone="", address="9号")
    ),
    "agreement": lambda made, case: made.approver.do(decisions.agree_help, case, Agreement(300_000)),
    "payment": lambda made, case: relief_course.pay(made.register, case),
    "reversal": lambda made, _: made.approver.do(
        correcting.reverse, made.register.read(journal)[0].entry_id, "记错"
    ),
}


@pytest.mark.parametrize("attack", GUARDED)
@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2019, 5, 1), date(2027, 4, 23), date(2031, 1, 1)])
def test_nothing_is_done_on_a_day_that_cannot_be(
    funded: Reserve, clock: town.Clock, attack: str, day: date
) -> None:
    ready = relief_course.agreed if attack == "payment" else relief_course.emergency
    case_id = ready(funded.register)
    clock.set(day)
    if attack == "reversal" and day < TODAY:
        return  # its day is still to come: the way back from an entry of a wrong day
    with pytest.raises(Refused) as answer:
        GUARDED[attack](funded, case_id)
    assert ("reserve.clock" if day < TODAY else "word.date") in {p.code for p in answer.value.problems}


def test_the_word_of_somebody_else_opens_the_day_and_nothing_more(funded: Reserve, clock: town.Clock) -> None:
    clock.set(LATER)
    with pytest.raises(WordWanted) as asked:
        funded.cashier.do(moves.deposit_cash, BankMove(5, "存9"))
    wanted = asked.value.wanted
    assert refused(funded.register, give_word, wanted, " ") == {"reason.empty": "reason"}
    administrator = funded.register.acting_as(town.ADMINISTRATOR)
    assert refused(administrator, give_word, wanted, "看过日历") == {"role.required": ""}
    funded.cashier.do(give_word, wanted, "看过日历")
    with pytest.raises(WordWanted):
        funded.cashier.do(moves.deposit_cash, BankMove(5, "存9"))
    funded.register.do(give_word, wanted, "看过日历，大厅停办三个月")
    funded.cashier.do(moves.deposit_cash, BankMove(5, "存9"))
    clock.forward(days=100)
    with pytest.raises(WordWanted):
        funded.cashier.do(moves.deposit_cash, BankMove(5, "存10"))


def test_other_work_carries_the_days_on_but_a_jump_of_it_does_not(funded: Reserve, clock: town.Clock) -> None:
    for _ in range(4):
        clock.forward(days=30)
        _other_work(funded.register)
    assert funded.register.read(days.far_ahead, clock.now.date()) is None
    clock.forward(days=200)
    _other_work(funded.register)
    assert funded.register.read(days.far_ahead, clock.now.date()) is not None


@pytest.mark.parametrize("days_off", [1, -1, 1100])
def test_a_clock_that_is_not_the_districts_closes_no_day_alone(funded: Reserve, days_off: int) -> None:
    enrolled(funded.register.engine)
    with transaction(funded.register.engine) as local:
        local.keep(ahead_seconds=days_off * 86_400 - 3_600)
    with pytest.raises(WordWanted) as asked:
        funded.cashier.do(moves.deposit_cash, BankMove(5, "存9"))
    assert f"相差{abs(days_off)}天" in asked.value.wanted.sentence
    funded.register.do(give_word, asked.value.wanted, "看过日历，电脑已校准")
    funded.cashier.do(moves.deposit_cash, BankMove(5, "存9"))


# the mistakes, and their way back


def test_an_agreeing_count_of_a_later_day_hides_no_shortage(funded: Reserve, clock: town.Clock) -> None:
    """Counts follow each other as they were written, and the wrong one is set aside by two."""
    counted(funded, funded.box_id)
    clock.set(date(2026, 12, 20))
    counted(funded, funded.float_id)
    clock.set(TODAY, 12)
    assert refused(funded.cashier, counting.count_cash, CountEntry(funded.float_id, {})) == {
        "reserve.clock": ""
    }
    wrong = funded.register.read(counts)[0].count_id
    with pytest.raises(WordWanted) as asked:
        funded.cashier.do(undoing.set_aside_count, wrong, "电脑日期误为12月20日")
    funded.approver.do(give_word, asked.value.wanted, "核对过日历")
    funded.cashier.do(undoing.set_aside_count, wrong, "电脑日期误为12月20日")
    assert refused(funded.cashier, undoing.set_aside_count, wrong, "再来") == {"undoing.twice": ""}
    counted(funded, funded.float_id, FLOAT_FEN - 300_000, "少3,000元")
    assert not funded.register.read(position, TODAY).agrees
    clock.set(date(2026, 11, 30))
    assert set(refused(funded.cashier, closing.close_month, "2026-11")) == {
        "closing.difference",
        "closing.reconciled",
    }
    assert (
        "钱某、李大某作废：电脑日期误为12月20日"
        in dict(funded.register.read(slips.count_sheet, wrong).facts)["状态"]
    )
    assert check.run(funded.register.engine) == []


def test_setting_a_count_aside_hides_no_shortage(funded: Reserve, clock: town.Clock) -> None:
    clock.set(date(2026, 12, 20))
    counted(funded, funded.float_id, FLOAT_FEN - 50, "少五角")
    clock.set(TODAY, 12)
    wrong = funded.register.read(counts)[0].count_id
    by_two(funded, undoing.set_aside_count, wrong)
    assert not funded.register.read(position, TODAY).agrees
    counted(funded, funded.float_id)
    assert funded.register.read(position, TODAY).agrees


def test_a_count_of_a_day_that_has_been_is_not_set_aside(funded: Reserve) -> None:
    count_id = counted(funded, funded.float_id)
    assert refused(funded.cashier, undoing.set_aside_count, count_id, "不喜欢") == {"undoing.day": ""}


def test_an_entry_of_a_later_day_is_reversed_on_that_day_and_the_books_go_on(
    funded: Reserve, clock: town.Clock
) -> None:
    clock.set(date(2027, 1, 4))
    wrong = funded.cashier.do(moves.deposit_cash, BankMove(200_000, "存001")).result
    clock.set(TODAY, 15)
    assert "请审批人在“流水”里冲销它" in _words(funded, moves.deposit_cash, BankMove(5, "存2"))
    assert refused(funded.cashier, correcting.reverse, wrong, "日期错") == {"role.required": ""}
    funded.approver.do(correcting.reverse, wrong, "电脑日期误为2027年")
    again = funded.cashier.do(moves.deposit_cash, BankMove(200_000, "存001")).result
    numbers = [row.number for row in funded.register.read(journal)]
    assert numbers == [
        "记-2027-0002", "记-2027-0001", "记-2026-0004", "记-2026-0003", "记-2026-0002", "记-2026-0001",
    ]  # fmt: skip
    assert again
    assert check.run(funded.register.engine) == []
    for period in ("2026-11", "2027-01"):
        [said] = [w for w in funded.register.read(district.month_report, period).words if "2027-0001" in w]
        assert said == (
            "记-2027-0001及其冲销记-2027-0002（日期有误，误记为2027年1月4日）"
            "2026年11月23日由李大某、钱某作废：电脑日期误为2027年。"
        )
    assert "2027-0001" not in str([r.cells for r in funded.register.read(money.bank_book, "2027-01").rows])


def test_a_month_closed_too_early_is_opened_again_by_two_and_closed_anew(
    funded: Reserve, clock: town.Clock
) -> None:
    clock.set(date(2026, 12, 31))
    for till_id in (funded.box_id, funded.float_id):
        counted(funded, till_id)
    for month in ("2026-11", "2026-12"):
        reserve_course.close_month(funded, month)
    funded.cashier.do(closing.carry_over, 2026)
    clock.set(date(2026, 11, 24))
    assert set(refused(funded.cashier, moves.deposit_cash, BankMove(5, "存2"))) == {
        "reserve.clock",
        "reserve.closed",
    }
    rows = funded.register.read(closings, clock.now.date()).rows
    assert [row.period for row in rows] == ["2026", "2026-12", "2026-11"]
    assert refused(funded.cashier, undoing.reopen_period, rows[1].closing_id, "早了") == {"undoing.order": ""}
    for row in rows:
        by_two(funded, undoing.reopen_period, row.closing_id)
    reserve_course.unstate(funded.register)
    for count in funded.register.read(counts):
        by_two(funded, undoing.set_aside_count, count.count_id)
    funded.cashier.do(moves.deposit_cash, BankMove(5, "存2"))
    clock.set(date(2026, 11, 30))
    for till_id in (funded.box_id, funded.float_id):
        counted(funded, till_id)
    reserve_course.close_month(funded, "2026-11")
    seen = funded.register.read(closings, clock.now.date())
    assert [(row.period, bool(row.opened_again)) for row in seen.rows] == [
        ("2026-11", False),
        ("2026", True),
        ("2026-12", True),
        ("2026-11", True),
    ]
    words = funded.register.read(district.month_report, "2026-11").words
    assert any(
        w.startswith("2026年11月（2026年12月31日结账）2026年11月24日由钱某、李大某重新打开：") for w in words
    )
    assert check.run(funded.register.engine) == []


def test_a_hand_over_of_a_later_day_is_called_off_on_any_day(funded: Reserve, clock: town.Clock) -> None:
    _, other = second_cashier(funded)
    clock.set(date(2026, 12, 20))
    offered = funded.cashier.do(tills.offer_cash, CashOffer(funded.box_id, other, 5)).result
    clock.set(date(2026, 11, 22))
    funded.cashier.do(tills.call_off, offered, "日期错了")


@settings(max_examples=12, deadline=None)
@given(
    jumps=st.lists(
        st.tuples(st.integers(-400, 400), st.sampled_from(("count", "bank move", "short"))), max_size=7
    )
)
def test_whatever_the_clock_does_the_books_stay_in_order(
    template: town.Vault, jumps: list[tuple[int, str]]
) -> None:
    """Acts come through only on days that can be, and the last count as written decides whether a till agrees."""
    with _hall(template) as (made, clock):
        last, short = TODAY, False
        for jump, act in jumps:
            clock.now = town.OPENING
            clock.forward(days=jump)
            today = clock.now.date()
            legal = 0 <= (today - last).days <= 45
            try:
                _do(made, act)
            except Refused:
                assert not legal, (jump, act)
                continue
            assert legal, (jump, act)
            last, short = today, short if act == "bank move" else act == "short"
            assert made.register.read(position, today).agrees is not short
        assert check.run(made.register.engine) == []


@contextmanager
def _hall(template: town.Vault) -> Iterator[tuple[Reserve, town.Clock]]:
    with reserve_hall.hall(template) as made:
        clock = made.register.clock
        assert isinstance(clock, town.Clock)
        yield made, clock


def _do(made: Reserve, act: str) -> None:
    if act == "bank move":
        held = made.register.read(balances)["bank"]
        made.cashier.do(moves.return_to_district, BankMove(1, f"退{held}"))
    else:
        counted(made, made.float_id, FLOAT_FEN - (50 if act == "short" else 0), "少五角")


def by_two(made: Reserve, act: Callable[..., str], subject: str) -> None:
    with pytest.raises(WordWanted) as asked:
        made.cashier.do(act, subject, "电脑日期有误")
    made.approver.do(give_word, asked.value.wanted, "核对过")
    made.cashier.do(act, subject, "电脑日期有误")


def _words(made: Reserve, act: Callable[..., object], *args: object) -> str:
    with pytest.raises(Refused) as answer:
        made.cashier.do(act, *args)
    return answer.value.problems[0].text


def test_today_is_confirmed_once_for_all(funded: Reserve, clock: town.Clock) -> None:
    clock.set(LATER)
    confirm_today(funded.register)
    relief_course.emergency(funded.register.acting_as(town.SECOND_CLERK))
    funded.cashier.do(moves.deposit_cash, BankMove(5, "存9"))


def test_the_day_is_asked_where_nothing_was_booked_yet(register: Register, clock: town.Clock) -> None:
    """The first act of all is measured by the last day of the change log."""
    clock.forward(days=400)
    with pytest.raises(WordWanted):
        register.acting_as(town.APPROVER).do(
            tills.open_till, TillEntry("box", "现金箱", town.DESK_ID, town.CASHIER.id)
        )


def _other_work(register: Register) -> None:
    register.acting_as(town.ADMINISTRATOR).do(_noted)


def _noted(work: Work) -> None:
    work.note("别的业务")
