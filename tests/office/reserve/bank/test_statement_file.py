"""Statements as banks export them: columns by their headings, either direction, nothing left out without a word."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.office.people.roster_files import xlsx
from zqdesk.office.hall.spreadsheets.reading import Sheet
from zqdesk.office.hall.spreadsheets.table_file import TableFile, open_table
from zqdesk.office.invented.relief import bank_file
from zqdesk.office.reserve.bank.statement_file import HEADINGS, statement_of
from zqdesk.office.reserve.bank.statements import StatementEntry, StatementLine
from zqdesk.rules.problem import Refused

TODAY = date(2026, 12, 3)
FIRST_EVER = StatementEntry(date(2026, 12, 1), TODAY, 0, None)
FOLLOWING = StatementEntry(date(2026, 11, 1), date(2026, 11, 30), 500_000, None)
HEAD = ("交易日期", "凭证号", "借方发生额", "贷方发生额", "余额", "摘要", "对方户名")
IN = ("2026-11-05", "进001", "", "60,000.00", "65,000.00", "转账", "示例区财政局")
OUT = ("2026/11/9", "支001", "15000", "0.00", "50000", "现金支票", "")


def read(
    *rows: Sequence[str], proposed: StatementEntry = FOLLOWING, more: tuple[Sheet, ...] = ()
) -> StatementEntry:
    return said(*rows, proposed=proposed, more=more)[0]


def said(
    *rows: Sequence[str], proposed: StatementEntry = FOLLOWING, more: tuple[Sheet, ...] = ()
) -> tuple[StatementEntry, tuple[str, ...]]:
    width = max(len(row) for row in rows)
    even = tuple((*row, *[""] * (width - len(row))) for row in rows)
    found = statement_of(TableFile("对账单.xlsx", "hash", (*more, Sheet("明细", even))), proposed, TODAY)
    return found.entry, found.notes


def amounts(entry: StatementEntry) -> list[int]:
    return [line.amount_fen for line in entry.lines]


def test_a_usual_export_is_read() -> None:
    entry = read(("账号：6222000000000000004",), HEAD, IN, OUT)
    assert entry == StatementEntry(
        date(2026, 11, 1),
        date(2026, 11, 30),
        500_000,
        5_000_000,
        (
            StatementLine(date(2026, 11, 5), 6_000_000, None, 6_500_000, "转账", "示例区财政局", "进001"),
            StatementLine(date(2026, 11, 9), None, 1_500_000, 5_000_000, "现金支票", "", "支001"),
        ),
        "对账单.xlsx",
        "hash",
    )


def test_the_newest_first_is_turned_round() -> None:
    entry, notes = said(HEAD, OUT, IN)
    assert amounts(entry) == [6_000_000, -1_500_000]
    assert any("倒过来" in words for words in notes)
    same_day = [(*IN[:1], *IN[1:]), ("2026-11-05", *OUT[1:])]
    assert amounts(read(HEAD, *reversed(same_day))) == [6_000_000, -1_500_000]


def test_one_column_of_amounts_with_its_direction() -> None:
    head = ("记账日期", "借贷标志", "交易金额", "余额", "摘要")
    rows = (
        ("20261105", "贷", "60000", "65000", "转账"),
        ("20261109 10:22:31", "借", "15000", "50000", "现金"),
    )
    assert amounts(read(head, *rows)) == [6_000_000, -1_500_000]


def test_a_correction_of_the_bank_is_below_zero() -> None:
    undone = ("2026-11-09", "", "-15,000.00", "", "65,000.00", "冲正", "")
    assert amounts(read(HEAD, IN, OUT, undone)) == [6_000_000, -1_500_000, 1_500_000]


def test_sums_and_brought_forward_are_no_lines_and_nothing_goes_unsaid() -> None:
    opening = ("", "", "", "", "5,000.00", "承前页", "")
    total = ("合计", "", "15,000.00", "60,000.00", "", "", "")
    entry, notes = said(HEAD, opening, IN, HEAD, OUT, total, more=(Sheet("说明", (("电子对账单",),)),))
    assert (amounts(entry), entry.opening_fen) == ([6_000_000, -1_500_000], 500_000)
    assert any("第6行“合计" in words for words in notes)
    assert any("另有1个工作表" in words for words in notes)


def test_the_first_statement_begins_with_the_month_of_its_first_line() -> None:
    entry = read(HEAD, IN, OUT, proposed=FIRST_EVER)
    assert (entry.first_on, entry.last_on, entry.opening_fen) == (
        date(2026, 11, 1),
        date(2026, 11, 30),
        500_000,
    )


WRONG: dict[str, tuple[str, list[Sequence[str]]]] = {
    "no heading": ("statement.heading", [("姓名", "金额"), ("张某", "5")]),
    "no day": ("statement.cell", [HEAD, ("11月5日", *IN[1:])]),
    "a day that is none": ("statement.cell", [HEAD, ("2026-11-31", *IN[1:])]),
    "an amount that is none": ("statement.cell", [HEAD, (*IN[:3], "6.00E+04", *IN[4:])]),
    "both amounts": ("statement.cell", [HEAD, (*IN[:2], "5", "5", *IN[4:])]),
    "an unknown direction": (
        "statement.cell",
        [("日期", "借贷标志", "金额"), ("2026-11-05", "入账?", "5")],
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_ambiguous_is_refused_with_its_row(wrong: str) -> None:
    code, rows = WRONG[wrong]
    with pytest.raises(Refused) as answer:
        read(*rows)
    assert [problem.code for problem in answer.value.problems] == [code]


@given(
    st.fixed_dictionaries(
        {field: st.sampled_from(HEADINGS[field]) for field in ("day", "in", "out", "balance", "slip")}
    ),
    st.permutations(("day", "in", "out", "balance", "slip")),
)
def test_every_usual_heading_in_any_order(names: dict[str, str], order: list[str]) -> None:
    cells = {"day": "2026-11-05", "in": "600", "out": "", "balance": "5600", "slip": "7"}
    entry = read([names[each] for each in order], [cells[each] for each in order])
    [line] = entry.lines
    assert (line.amount_fen, line.balance_fen, line.slip) == (60_000, 560_000, "7")


def test_files_are_read_in_a_process_of_their_own(tmp_path: Path) -> None:
    """GB 18030 with a rare name, and a workbook; both come to the same lines."""
    line = StatementLine(date(2026, 11, 5), 6_000_000, None, 6_500_000, "转账", "𬭎某某", "进001")
    made = StatementEntry(date(2026, 11, 1), date(2026, 11, 30), 500_000, 6_500_000, (line,))
    text, book = tmp_path / "对账单.csv", tmp_path / "对账单.xlsx"
    text.write_bytes(bank_file(made))
    book.write_bytes(xlsx((HEAD, ("2026-11-05", "进001", "", 60000, 65000, "转账", "𬭎某某"))))
    for path in (text, book):
        assert statement_of(open_table(path), FOLLOWING, TODAY).entry.lines == (line,)
