"""The bank's answer out of its file: the usual columns are known by their headings, and nothing is left out in silence."""

from collections.abc import Iterator, Mapping, Sequence

from zqdesk.frozen import frozen
from zqdesk.office.hall.spreadsheets.headings import cell, columns_of, day_of
from zqdesk.office.hall.spreadsheets.sheets import Sheet
from zqdesk.office.hall.spreadsheets.table_file import TableFile
from zqdesk.rules.digits import figures
from zqdesk.rules.money import parse_yuan
from zqdesk.rules.payroll.answers import AnswerLine
from zqdesk.rules.problem import Problem, Refused

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "key": ("序号", "编号", "业务编号", "明细序号", "批内序号", "顺序号", "笔号"),
    "name": ("收款人姓名", "户名", "姓名", "收款人名称", "收款人", "客户名称", "账户名称", "收款户名"),
    "account": ("收款账号", "账号", "收款人账号", "卡号", "银行账号", "客户账号", "收款卡号"),
    "status": ("处理结果", "交易结果", "结果", "状态", "交易状态", "处理状态", "返回码", "入账标志", "代发结果"),
    "paid": ("实发金额", "到账金额", "实付金额", "成功金额", "入账金额", "已付金额"),
    "amount": ("金额", "交易金额", "代发金额", "发放金额", "应发金额"),
    "day": ("到账日期", "入账日期", "交易日期", "处理日期", "日期", "记账日期", "发放日期"),
    "words": ("失败原因", "原因", "返回信息", "备注", "说明", "附言", "错误信息", "摘要"),
}  # fmt: skip
REASONS: Mapping[str, tuple[str, ...]] = {"reason": ("失败原因", "原因", "返回信息", "错误信息")}
"""In a list of those that failed this alone says what became of a line: the amount is what was asked for."""
WITHIN_ROWS = 20
SUM_WORDS = ("合计", "总计", "小计", "总笔数", "成功笔数", "失败笔数")


@frozen
class AnswerFile:
    """What was read: the lines, whether the file has a column of days, and what of it was left out, in words."""

    file_name: str
    digest: str
    lines: tuple[AnswerLine, ...]
    has_days: bool
    notes: tuple[str, ...] = ()


def answer_of(file: TableFile) -> AnswerFile:
    """The lines of the first sheet that has them.

    Refused: no sheet with whose line it is and what became of it; an amount that is none.
    """
    found = [(sheet, at, columns) for sheet in file.sheets for at, columns in _heading(sheet)]
    if not found:
        text = "没有认出回盘：表头里要有序号或账号，以及处理结果、实发金额或失败原因；只有金额的不是回盘。"
        raise Refused(Problem("answer.heading", text, "file"))
    sheet, at, columns = min(found, key=lambda each: each[0].hidden)
    lines, skipped = _lines(sheet, at, columns)
    notes = [f"未计入第{row}行“{words}”" for row, words in skipped]
    if len(file.sheets) > 1:
        notes.append(f"文件里另有{len(file.sheets) - 1}个工作表没有读")
    return AnswerFile(file.name, file.sha256, tuple(lines), "day" in columns, tuple(notes))


def _heading(sheet: Sheet) -> Iterator[tuple[int, dict[str, int]]]:
    for at, row in enumerate(sheet.rows[:WITHIN_ROWS]):
        columns = columns_of(row, HEADINGS)
        reason = columns_of(row, REASONS)
        if "status" not in columns and "paid" not in columns and reason:
            columns["status"] = reason["reason"]
        if columns.keys() & {"key", "account"} and columns.keys() & {"status", "paid"}:
            yield at, columns
            return


def _lines(
    sheet: Sheet, heading: int, columns: Mapping[str, int]
) -> tuple[list[AnswerLine], list[tuple[int, str]]]:
    lines: list[AnswerLine] = []
    skipped: list[tuple[int, str]] = []
    for at, row in enumerate(sheet.rows[heading + 1 :], heading + 1):
        number, words = sheet.first_row + at, "".join(row)
        if not words or row == sheet.rows[heading]:
            continue
        whose = cell(row, columns, "key") or cell(row, columns, "account")
        if not figures(whose) or any(each in row[0] for each in SUM_WORDS):
            skipped.append((number, words[:24]))
            continue
        lines.append(_line(row, columns, len(lines) + 1, number))
    return lines, skipped


def _line(row: Sequence[str], columns: Mapping[str, int], position: int, number: int) -> AnswerLine:
    """What was really paid goes before the amount that was asked for."""
    written = cell(row, columns, "day")
    day = day_of(written)
    return AnswerLine(
        position=position,
        key=figures(cell(row, columns, "key")),
        name=cell(row, columns, "name"),
        account=figures(cell(row, columns, "account")),
        status=cell(row, columns, "status"),
        fen=_fen(cell(row, columns, "paid" if "paid" in columns else "amount"), number),
        day=day,
        wrong_day=day is None and bool(figures(written)),
        words=cell(row, columns, "words") or cell(row, columns, "status"),
    )


def _fen(text: str, number: int) -> int | None:
    plain = figures(text)
    if plain in ("", "-", "--", "—"):
        return None
    try:
        return parse_yuan(plain)
    except Refused:
        said = f"第{number}行的金额“{text[:20]}”认不出，请在表格里改好再读入。"
        raise Refused(Problem("answer.cell", said, "file")) from None
