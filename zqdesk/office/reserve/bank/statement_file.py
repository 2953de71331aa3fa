"""A statement out of a file of the bank: the usual columns are known by their headings, and nothing is left out in silence.

What was read is shown and can be put right before it is entered; `statements.enter_statement` then checks all of it.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.hall.spreadsheets.headings import cell, columns_of, day_of
from zqdesk.office.hall.spreadsheets.sheets import LOST, Sheet
from zqdesk.office.hall.spreadsheets.table_file import TableFile
from zqdesk.office.reserve.bank.statements import StatementEntry, StatementLine
from zqdesk.rules.calendar import first_of_next_month
from zqdesk.rules.digits import figures
from zqdesk.rules.money import parse_yuan
from zqdesk.rules.problem import Problem, Refused

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "day": ("交易日期", "记账日期", "入账日期", "日期", "交易时间", "交易日", "发生日期", "过账日期", "记账日"),
    "out": (
        "借方发生额", "借方金额", "借方", "借方发生额支取", "支出", "支出金额", "支取", "付款金额", "转出金额", "支出发生额",
    ),
    "in": (
        "贷方发生额", "贷方金额", "贷方", "贷方发生额收入", "收入", "收入金额", "存入", "收款金额", "转入金额", "收入发生额",
    ),
    "amount": ("交易金额", "发生额", "金额"),
    "side": ("借贷标志", "借贷方向", "借贷", "收支", "收支方向", "收付标志", "方向", "收支标志"),
    "balance": ("余额", "账户余额", "交易后余额", "本次余额", "当前余额", "联机余额"),
    "text": ("摘要", "交易摘要", "用途", "附言", "备注", "摘要用途"),
    "party": ("对方户名", "对方账户名称", "对方账户名", "对方名称", "对方单位", "对方单位名称", "交易对手", "收付款人名称"),
    "slip": ("凭证号", "凭证号码", "凭证序号", "回单号", "回单编号", "交易流水号", "流水号", "核心流水号", "票据号"),
}  # fmt: skip
HEADINGS_WITHIN_ROWS = 20
CAME = frozenset({"贷", "收", "收入", "c", "cr", "+", "转入", "存入"})
WENT = frozenset({"借", "支", "付", "支出", "d", "dr", "-", "转出", "支取"})
OPENING_WORDS = ("期初余额", "上期余额", "承前页", "上页余额", "上月结存", "期初")
SUM_WORDS = ("合计", "小计", "总计", "期末余额", "过次页", "本页", "总笔数", "打印")


@frozen
class ReadStatement:
    """What was read; `notes` say what of the file is not in it, and what was taken for granted."""

    entry: StatementEntry
    notes: tuple[str, ...]


def statement_of(file: TableFile, proposed: StatementEntry, today: date) -> ReadStatement:
    """The statement of the first sheet that has one; `proposed` is what follows the last one.

    Refused: no sheet with a day and an amount, a cell that is neither (`statement.heading`, `.cell`).
    """
    found = [(sheet, at, columns) for sheet in file.sheets for at, columns in _heading(sheet)]
    if not found:
        text = "没有认出对账单：表头里要有交易日期、借方和贷方发生额（或金额和借贷标志）。"
        raise Refused(Problem("statement.heading", text, "file"))
    sheet, at, columns = min(found, key=lambda each: each[0].hidden)
    notes = [f"工作表“{sheet.name}”" if sheet.name else "文本表格"]
    if len(file.sheets) > 1:
        notes.append(f"文件里另有{len(file.sheets) - 1}个工作表没有读")
    if sheet.hidden_rows:
        notes.append(f"其中{len(sheet.hidden_rows)}行在文件里是隐藏的，也计入了")
    lines, opening, skipped = _lines(sheet, at, columns)
    notes += [f"未计入第{row}行“{words}”" for row, words in skipped]
    if _is_backwards(lines):
        lines.reverse()
        notes.append("原文件按日期从后往前排，已倒过来")
    entry = _whole(lines, opening, proposed, today)
    return ReadStatement(replace(entry, file_name=file.name, file_hash=file.sha256), tuple(notes))


def _heading(sheet: Sheet) -> Iterator[tuple[int, dict[str, int]]]:
    """The first row with the headings of a statement, and which column is what."""
    for at, row in enumerate(sheet.rows[:HEADINGS_WITHIN_ROWS]):
        columns = columns_of(row, HEADINGS)
        split = {"in", "out"} <= columns.keys()
        if "day" in columns and (split or {"amount", "side"} <= columns.keys()):
            yield at, columns
            return


def _lines(
    sheet: Sheet, heading: int, columns: dict[str, int]
) -> tuple[list[StatementLine], int | None, list[tuple[int, str]]]:
    """The lines, the opening balance where a row says it, and the rows that are no lines."""
    lines: list[StatementLine] = []
    skipped: list[tuple[int, str]] = []
    opening: int | None = None
    for at, row in enumerate(sheet.rows[heading + 1 :], heading + 1):
        number = sheet.first_row + at
        words = "".join(row)
        if not words or row == sheet.rows[heading]:  # blank, or the heading printed again on the next page
            continue
        if any(each in words for each in OPENING_WORDS) and not _amount(row, columns, number):
            opening = _fen(row, columns, "balance", number) if opening is None and not lines else opening
            continue
        if not figures(cell(row, columns, "day")) or any(each in row[0] for each in SUM_WORDS):
            skipped.append((number, words[:24]))
            continue
        lines.append(_line(row, columns, number))
    return lines, opening, skipped


def _line(row: Sequence[str], columns: dict[str, int], number: int) -> StatementLine:
    fen = _amount(row, columns, number)
    return StatementLine(
        booked_on=_day(cell(row, columns, "day"), number),
        in_fen=fen if fen > 0 else None,
        out_fen=-fen if fen < 0 else None,
        balance_fen=_fen(row, columns, "balance", number),
        text=cell(row, columns, "text"),
        party=cell(row, columns, "party"),
        slip=_whole_number(cell(row, columns, "slip")),
    )


def _amount(row: Sequence[str], columns: dict[str, int], number: int) -> int:
    """What came less what went; a bank corrects itself with an amount below zero in the same column."""
    if "in" in columns and "out" in columns:
        came, went = _fen(row, columns, "in", number) or 0, _fen(row, columns, "out", number) or 0
        if came and went:
            raise _unreadable(number, "借方和贷方都有金额")
        return came - went
    fen, side = _fen(row, columns, "amount", number) or 0, figures(cell(row, columns, "side")).casefold()
    if not fen or side in CAME:
        return fen
    if side in WENT:
        return -abs(fen)
    raise _unreadable(number, f"借贷标志“{side}”认不出")


def _fen(row: Sequence[str], columns: dict[str, int], field: str, number: int) -> int | None:
    text = figures(cell(row, columns, field))
    if text in ("", "-", "--", "—"):
        return None
    below = text.startswith("-") or (text.startswith("(") and text.endswith(")"))
    try:
        fen = parse_yuan(text.strip("-()+"))
    except Refused:
        raise _unreadable(number, f"金额“{text[:20]}”认不出") from None
    return -fen if below else fen


def _day(text: str, number: int) -> date:
    found = day_of(text)
    if found is None:
        raise _unreadable(number, f"日期“{text[:20]}”认不出")
    return found


def _unreadable(number: int, words: str) -> Refused:
    return Refused(Problem("statement.cell", f"第{number}行的{words}，请在表格里改好再导入。", "file"))


def _whole_number(text: str) -> str:
    """A slip's number; one that Excel has rounded tells nothing."""
    return "" if text.startswith(LOST) else text


def _is_backwards(lines: list[StatementLine]) -> bool:
    """Whether the newest stands first: by its days, or where all are of one day by its balances."""
    days = [line.booked_on for line in lines if line.booked_on]
    if days and days[0] != days[-1]:
        return days[0] > days[-1]
    return not _runs(lines) and _runs(lines[::-1])


def _runs(lines: list[StatementLine]) -> bool:
    known = [(line.amount_fen, line.balance_fen) for line in lines if line.balance_fen is not None]
    return all(
        before + fen == after for (_, before), (fen, after) in itertools.pairwise(known) if before is not None
    )


def _whole(
    lines: list[StatementLine], opening: int | None, proposed: StatementEntry, today: date
) -> StatementEntry:
    """The statement around its lines: days and opening from the last one, else from the lines themselves."""
    first, last = (lines[0], lines[-1]) if lines else (None, None)
    if opening is None and first is not None and first.balance_fen is not None:
        opening = first.balance_fen - first.amount_fen
    if opening is None:
        opening = proposed.opening_fen or 0
    begins = proposed.first_on
    if first is not None and first.booked_on and (begins is None or begins > first.booked_on):
        begins = first.booked_on.replace(day=1)
    ends = proposed.last_on
    if last is not None and last.booked_on:
        month = first_of_next_month(last.booked_on)
        ends = min(date.fromordinal(month.toordinal() - 1), max(today, last.booked_on))
    closing = opening + sum(line.amount_fen for line in lines)
    if last is not None and last.balance_fen is not None:
        closing = last.balance_fen
    return StatementEntry(begins, ends, opening, closing, tuple(lines))
