"""A month from the list to the bank's answer and beyond: nobody is paid twice, forgotten, or paid after their end."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests import town
from tests.office.payroll.payroll_course import CARDS, WEST, Months, codes
from zqdesk.office.payroll import accounts, failed, lists, months, recoveries, reissues, roster, signing
from zqdesk.office.payroll.bank import answering, bank_files
from zqdesk.office.payroll.values import seal
from zqdesk.records.register import Register
from zqdesk.records.tables.payroll import PayrollAccount
from zqdesk.rules.payroll.process import State


@pytest.fixture
def hall(register: Register, clock: town.Clock) -> Months:
    clock.set(date(2026, 12, 3))
    return Months(register, clock)


@pytest.fixture
def three(hall: Months) -> Months:
    """Three households, one of them in another village."""
    hall.home("张𬭎", 1, 60_000, uplift=8_040)
    hall.home("李某", 2, 50_000)
    hall.home("王某", 3, 40_000, village_id=WEST)
    return hall


def test_a_month_from_the_roll_to_the_banks_answer(three: Months) -> None:
    made = three.make()
    assert [(row.name, row.total_fen, row.notes) for row in three.drawn(made).rows] == [
        ("张𬭎", 68_040, ()),
        ("李某", 50_000, ()),
        ("王某", 40_000, ()),
    ]
    three.sign(made)
    (head,) = three.clerk.read(lists.heads)
    assert (head.state, head.row_count, head.base_fen, head.uplift_fen, head.total_fen) == (
        State.RELEASED, 3, 150_000, 8_040, 158_040,
    )  # fmt: skip
    assert head.number == "370114001-2026-FF-00001"
    assert [each.name for each in head.signatures] == ["王小某", "赵小某", "李大某"]
    three.give(made)
    three.answer(made, three.lines(made, failing=("李某",)))
    assert three.states(made) == {"张𬭎": "paid", "李某": "failed", "王某": "paid"}
    assert three.paid(made) == {"张𬭎": 68_040, "李某": 0, "王某": 40_000}


def test_what_failed_is_paid_again_once_into_the_new_account(three: Months) -> None:
    made = three.released()
    three.answer(made, three.lines(made, failing=("李某",)))
    home = three.row(made, "李某").home_id
    again = three.reissue("李某")
    assert [note.code for note in three.row(again, "李某").notes] == ["account_same"]
    entry = accounts.AccountEntry("示例农村商业银行", "李某", CARDS[77], "原卡已销户")
    three.clerk.do(accounts.change_account, home, entry)
    assert three.row(again, "李某").notes == ()
    assert "payroll.row_standing" in codes(
        three.clerk, reissues.open_reissue, [three.row(made, "李某").row_id]
    )
    three.give(three.sign(again))
    assert three.states(made)["李某"] == "reissued"
    three.answer(again, three.lines(again))
    assert three.states(again) == {"李某": "paid"}
    assert three.clerk.read(failed.open_rows) == ()
    (month,) = three.clerk.read(months.household_months, home, three.today)
    assert (month.roll_fen, month.listed_fen, month.paid_fen, month.open_fen) == (50_000, 50_000, 50_000, 0)


def test_who_is_on_a_signed_list_is_on_no_other_of_the_month(three: Months) -> None:
    three.sign(three.make(village_id=WEST))
    rest = three.make()
    assert [row.name for row in three.drawn(rest).rows] == ["张𬭎", "李某"]
    assert "payroll.being_made" in codes(
        three.clerk, lists.open_list, lists.MonthEntry("allowance", "2026-12")
    )
    three.sign(rest)
    assert "payroll.nobody" in codes(three.clerk, lists.open_list, lists.MonthEntry("allowance", "2026-12"))
    three.home("赵某", 4, 30_000)
    late = three.make()
    assert [row.name for row in three.drawn(late).rows] == ["赵某"], "who came late is not forgotten"


def test_three_people_sign_and_nobody_twice(three: Months) -> None:
    made = three.make()
    three.prepare(made)
    assert codes(three.clerk, signing.review, made) == ["duty.signed"]
    three.second.do(signing.review, made)
    assert codes(three.second, signing.release, made) == ["role.required"]
    both = three.clerk.acting_as(replace(town.SECOND_CLERK, roles=frozenset({"clerk", "approver"})))
    assert codes(both, signing.release, made) == ["duty.signed"]
    three.approver.do(signing.release, made)
    assert codes(three.clerk, lists.drop_list, made, "错了") == ["payroll.signed"]


def test_nobody_signs_for_their_own(hall: Months) -> None:
    hall.home(town.SECOND_CLERK.name, 1)
    hall.home("李某", 2)
    made = hall.make()
    hall.prepare(made)
    assert codes(hall.second, signing.review, made) == ["duty.own_family"]


def test_nobody_signs_another_list_than_they_saw(three: Months) -> None:
    made = three.make()
    seen = seal(three.drawn(made).rows)
    three.change(three.row(made, "李某").home_id, allowance_fen=51_000)
    assert codes(three.clerk, signing.prepare, made, seen) == ["payroll.changed"]


def test_a_list_given_back_counts_for_nothing(three: Months) -> None:
    made = three.make()
    three.prepare(made)
    three.approver.do(signing.give_back, made, "李某的金额不对")
    assert three.state(made) == State.RETURNED
    assert len(three.drawn(three.make()).rows) == 3


def test_grave_rows_are_put_right_or_held_before_anybody_signs(hall: Months) -> None:
    hall.home("张某", 1)
    gone = hall.home("李某", 2)
    hall.home("王某", 3, account="")
    other = hall.home("赵某", 4)
    hall.dies(gone, date(2026, 11, 20))
    hall.account(other, account_name="外人某")
    made = hall.make()
    found = {row.name: [note.code for note in row.notes] for row in hall.drawn(made).rows}
    assert found == {
        "张某": [], "李某": ["all_gone", "account_dead"], "王某": ["account_none"], "赵某": ["account_other"],
    }  # fmt: skip
    assert codes(hall.clerk, signing.prepare, made, seal(hall.drawn(made).rows)) == ["payroll.grave"]
    note = accounts.AccountNote(
        "other_person", "外人某", " ３7011419001231999ｘ", "村干部", date(2026, 11, 1), date(2026, 11, 5)
    )
    hall.clerk.do(accounts.note_account, other, note)
    (kept,) = hall.clerk.read(lambda s: s.scalars(select(PayrollAccount)).all())
    assert kept.holder_id_number == "37011419001231999X", "as the card has it, however it was typed"
    assert hall.row(made, "赵某").notes == ()
    for name in ("李某", "王某"):
        hall.hold(made, name)
    hall.give(hall.sign(made))
    assert [row.name for row in hall.sent(made)] == ["张某", "外人某"], "as the account is called"
    assert hall.states(made) == {"张某": "sent", "李某": "held", "王某": "held", "赵某": "sent"}
    printed = hall.clerk.read(roster.roster, made)
    assert printed.words[-1] == "存折（卡）由他人代管的，括号内为代管人：赵某（外人某）。"
    hall.clock.forward(days=1)
    hall.clerk.do(accounts.note_account, other, accounts.AccountNote("in_order"))
    assert hall.clerk.read(roster.roster, made).words == printed.words, "as it was when it was signed"


def test_what_was_held_is_paid_later_or_ended(hall: Months) -> None:
    hall.home("张某", 1)
    home = hall.home("王某", 2, account="")
    made = hall.make()
    hall.hold(made, "王某")
    hall.give(hall.sign(made))
    hall.clerk.do(accounts.change_account, home, accounts.AccountEntry("示例银行", "王某", CARDS[9], "新办"))
    again = hall.give(hall.sign(hall.reissue("王某")))
    hall.answer(again, hall.lines(again, failing=("王某",)))
    (row,) = hall.clerk.read(failed.open_rows)
    assert (row.list_id, row.rest_fen) == (again, 60_000)
    hall.approver.do(reissues.end_row, row.row_id, "已去外地，无法联系")
    assert hall.clerk.read(failed.open_rows) == ()
    assert hall.states(again) == {"王某": "ended"}


def test_after_a_death_nothing_goes_out_and_what_went_comes_back(hall: Months) -> None:
    hall.home("张某", 1)
    home = hall.home("李某", 2)
    first = hall.released()
    hall.answer(first, hall.lines(first))
    hall.clock.set(date(2027, 1, 4))
    january = hall.released("2027-01")
    hall.answer(january, hall.lines(january))
    hall.dies(home, date(2026, 12, 20))
    hall.clock.set(date(2027, 2, 3))
    february = hall.make("2027-02")
    assert [note.code for note in hall.row(february, "李某").notes] == ["all_gone", "account_dead"]
    (paid,) = hall.clerk.read(recoveries.overpaid)
    assert (paid.month, paid.fen, paid.kind) == ("2027-01", 60_000, "death")
    booked = hall.recover("李某")
    assert hall.clerk.read(recoveries.overpaid) == ()
    receipt = recoveries.ReceiptEntry(20_000, hall.today, "treasury", "0101")
    hall.clerk.do(recoveries.book_receipt, booked, receipt)
    more = replace(receipt, amount_fen=40_001)
    assert codes(hall.clerk, recoveries.book_receipt, booked, more) == ["receipt.over"]
    hall.clerk.do(recoveries.book_receipt, booked, replace(receipt, amount_fen=40_000))
    (row,) = hall.clerk.read(recoveries.recoveries)
    assert (row.ended, row.back_fen, row.rest_fen) == (True, 60_000, 0)
    january_row = next(
        row for row in hall.clerk.read(months.household_months, home, hall.today) if row.month == "2027-01"
    )
    assert (january_row.paid_fen, january_row.recovered_fen) == (60_000, 60_000)


def test_what_was_paid_again_for_a_month_after_a_death_comes_back_for_that_month(hall: Months) -> None:
    """The list of what is paid again has other rows of an earlier month too; its own month says nothing of this one."""
    hall.home("张某", 1)
    home = hall.home("李某", 2)
    december = hall.released()
    hall.answer(december, hall.lines(december, failing=("张某",)))
    hall.clock.set(date(2027, 1, 4))
    january = hall.released("2027-01")
    hall.answer(january, hall.lines(january, failing=("李某",)))
    hall.account(home, account_number=CARDS[77])
    again = hall.reissue("张某", "李某")
    hall.sign(again)
    hall.give(again)
    hall.answer(again, hall.lines(again))
    hall.dies(home, date(2026, 12, 20))
    (paid,) = hall.clerk.read(recoveries.overpaid)
    assert (paid.name, paid.month, paid.fen, paid.kind) == ("李某", "2027-01", 60_000, "death")
    booked = hall.recover("李某")
    hall.clerk.do(
        recoveries.book_receipt, booked, recoveries.ReceiptEntry(60_000, hall.today, "treasury", "0101")
    )
    found = {row.month: row for row in hall.clerk.read(months.household_months, home, hall.today)}
    assert (found["2027-01"].paid_fen, found["2027-01"].recovered_fen) == (60_000, 60_000)
    assert found["2026-12"].recovered_fen == 0


def test_who_ends_is_named_on_the_next_list(hall: Months) -> None:
    hall.home("张某", 1)
    home = hall.home("李某", 2, 50_000)
    first = hall.released()
    hall.answer(first, hall.lines(first))
    hall.change(home, to_month="2026-12", ended_reason="income")
    hall.clock.set(date(2027, 1, 4))
    made = hall.make("2027-01")
    assert [row.name for row in hall.drawn(made).rows] == ["张某"]
    (ended,) = hall.drawn(made).ended
    assert (ended.name, ended.was_fen, ended.why) == ("李某", 50_000, "收入高于标准")
    hall.sign(made)
    assert hall.drawn(made).ended == (ended,)


def test_a_row_is_stopped_before_the_file_goes_out(three: Months) -> None:
    made = three.sign(three.make())
    row = three.row(made, "李某")
    three.clerk.do(bank_files.stop_row, row.row_id, "昨日来电称已迁走")
    three.give(made)
    assert [each.name for each in three.sent(made)] == ["张𬭎", "王某"]
    assert three.states(made)["李某"] == "stopped"


def test_a_file_the_bank_cannot_read_is_recalled(three: Months) -> None:
    made = three.released()
    assert codes(three.clerk, bank_files.give_file, made, bank_files.FileMade("再.csv", "")) == [
        "payroll.given"
    ]
    three.clerk.do(bank_files.recall_file, made, "银行不认文件格式")
    three.give(made)
    three.answer(made, three.lines(made))
    assert codes(three.clerk, bank_files.recall_file, made, "再来") == ["payroll.answered"]


def test_every_odd_line_waits_for_a_decision(three: Months) -> None:
    made = three.released()
    zhang, li, wang = three.lines(made)
    odd = [
        zhang,
        replace(zhang, position=2),
        replace(li, position=3, status="", fen=None, day=None),
        replace(wang, position=4, key="99", account=""),
    ]
    three.answer(made, odd)
    assert set(three.states(made).values()) == {"odd"}
    assert three.paid(made) == {"张𬭎": 0, "李某": 0, "王某": 0}
    lines = three.clerk.read(answering.odd_lines, made)
    assert [(line.outcome, line.name) for line in lines] == [
        ("unknown", "王某"), ("doubled", "张𬭎"), ("doubled", "张𬭎"), ("empty", "李某"), ("missing", "王某"),
    ]  # fmt: skip

    def decide(number: int, name: str, fen: int) -> None:
        row_id = three.row(made, name).row_id if name else ""
        decision = answering.LineDecision("已向银行核实", row_id, fen, three.today)
        three.clerk.do(answering.decide_line, lines[number].result_id, decision)

    decide(0, "王某", 40_000)
    decide(1, "张𬭎", 68_040)
    decide(2, "", 0)
    decide(3, "李某", 0)
    decide(4, "王某", 0)
    assert three.states(made) == {"张𬭎": "paid", "李某": "failed", "王某": "paid"}
    assert three.clerk.read(answering.odd_lines, made) == ()
    assert codes(three.clerk, answering.decide_line, lines[0].result_id, answering.LineDecision("再")) == [
        "answer.decided"
    ]


def test_a_second_answer_says_was_and_is(three: Months) -> None:
    made = three.released()
    three.answer(made, three.lines(made))
    again = three.lines(made, failing=("李某",))[1]
    three.answer(made, [again])
    assert three.states(made) == {"张𬭎": "paid", "李某": "failed", "王某": "paid"}
    first, second = three.clerk.read(answering.answers_of, made)
    assert (first.serial, first.outcomes) == (1, (("全额到账", 3),))
    assert (second.serial, second.outcomes) == (2, (("未到账", 1),))


def test_paid_more_than_was_due_is_to_come_back(three: Months) -> None:
    made = three.released()
    lines = three.lines(made)
    three.answer(made, [replace(lines[0], fen=70_000), *lines[1:]])
    (odd,) = three.clerk.read(answering.odd_lines, made)
    assert odd.outcome == "over"
    decision = answering.LineDecision("银行确认多付", odd.row_id, 70_000, three.today)
    three.clerk.do(answering.decide_line, odd.result_id, decision)
    (over,) = three.clerk.read(recoveries.overpaid)
    assert (over.name, over.fen, over.kind) == ("张𬭎", 1_960, "overpaid")
