"""Between the first signature and the bank's answer somebody dies, is stopped or changes the account: nobody is paid unseen."""

from collections.abc import Callable
from datetime import date

import pytest

from tests import town
from tests.office.payroll.payroll_course import CARDS, Months, codes
from zqdesk.office.payroll import accounts, failed, recoveries, signing
from zqdesk.office.payroll.bank import bank_files
from zqdesk.office.payroll.list_view import ListView, list_view
from zqdesk.office.payroll.signing import RowChoice
from zqdesk.records.register import Register

FILE = bank_files.FileMade("代发.csv", "ab" * 32)


@pytest.fixture
def hall(register: Register, clock: town.Clock) -> Months:
    clock.set(date(2026, 12, 3))
    made = Months(register, clock)
    for number, name in enumerate(("张𬭎", "李某", "王某", "赵某"), 1):
        made.home(name, number, 40_000 + number * 1_000)
    return made


def looked_at(hall: Months, list_id: str) -> ListView:
    return hall.clerk.read(list_view, list_id, hall.today)


def reviewed(hall: Months) -> str:
    made = hall.make()
    hall.prepare(made)
    hall.second.do(signing.review, made)
    return made


def change_account(hall: Months, home: str) -> None:
    entry = accounts.AccountEntry("示例银行", "王某", CARDS[80], "换卡")
    hall.clerk.do(accounts.change_account, home, entry)


CHANGES: dict[str, tuple[Callable[[Months, str], object], bool]] = {
    "去世": (lambda hall, home: hall.dies(home, date(2026, 11, 28)), True),
    "当月照发": (lambda hall, home: hall.dies(home, date(2026, 12, 2)), False),
    "停发": (lambda hall, home: hall.change(home, to_month="2026-11", ended_reason="income"), True),
    "在册金额已变为410.00元": (lambda hall, home: hall.change(home, allowance_fen=41_000), False),
    "现为尾号": (change_account, False),
}  # fmt: skip


@pytest.mark.parametrize("words", CHANGES)
def test_whoever_releases_decides_by_name(hall: Months, words: str) -> None:
    made = reviewed(hall)
    assert looked_at(hall, made).since == ()
    row = hall.row(made, "王某")
    change, grave = CHANGES[words]
    change(hall, row.home_id)
    (told,) = looked_at(hall, made).since
    assert (told.name, told.grave) == ("王某", grave)
    assert words in told.words
    assert looked_at(hall, made).rows[0].name == "王某", "it stands first"
    assert codes(hall.approver, signing.release, made) == ["payroll.since"]
    if grave:
        pay = (RowChoice(row.row_id, stop=False),)
        assert codes(hall.approver, signing.release, made, pay) == ["payroll.since_grave"]
    hall.approver.do(signing.release, made, (RowChoice(row.row_id, stop=grave),))
    hall.give(made)
    assert [each.name for each in hall.sent(made)] == ["张𬭎", "李某", *(() if grave else ("王某",)), "赵某"]
    assert hall.states(made)["王某"] == ("stopped" if grave else "sent")
    assert [each.name for each in hall.clerk.read(failed.open_rows)] == (["王某"] if grave else [])


def test_a_death_before_the_file_is_stopped_by_name_and_one_after_it_told(hall: Months) -> None:
    made = hall.sign(hall.make())
    wang, zhao = hall.row(made, "王某"), hall.row(made, "赵某")
    hall.dies(wang.home_id, date(2026, 11, 28))
    assert codes(hall.clerk, bank_files.give_file, made, FILE) == ["payroll.since"]
    hall.clerk.do(bank_files.stop_row, wang.row_id, "11月28日去世")
    assert looked_at(hall, made).since == ()
    hall.give(made)
    hall.dies(zhao.home_id, date(2026, 11, 30))
    (told,) = looked_at(hall, made).since
    assert (told.name, told.grave) == ("赵某", True)
    assert "联系银行止付" in looked_at(hall, made).rows[0].words
    hall.answer(made, hall.lines(made, failing=("李某",)))
    assert looked_at(hall, made).since == (), "what was paid is to come back"
    assert [(each.name, each.fen) for each in hall.clerk.read(recoveries.overpaid)] == [("赵某", 44_000)]


def test_what_was_signed_with_open_eyes_is_not_said_again(hall: Months) -> None:
    """The husband died on the second of the month: said before the first signature, and signed."""
    made = hall.make()
    hall.dies(hall.row(made, "王某").home_id, date(2026, 12, 2))
    assert [note.code for note in hall.row(made, "王某").notes] == ["died_since"]
    hall.sign(made)
    assert looked_at(hall, made).since == ()
    hall.give(made)
