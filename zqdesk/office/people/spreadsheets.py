"""Reading what a careless Excel produces: .xlsx, .xls and .csv as sheets of plain text cells."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from zqdesk.rules.problem import Problem, Refused

LOST = "≈"
"""Stands before a number that Excel has rounded: more than 15 digits do not survive in a numeric cell."""

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LARGEST_BYTES = 100 * 1024 * 1024
EXACT_BELOW = 10**15

Cell = str | float | bool | datetime | date | time | timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; all rows have the same number of cells, an empty cell is an empty string."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def read(content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook or text table, told by its content, whatever its name ends in.

    Refused: `file.empty`, `.large`, `.password`, `.unreadable`, `.encoding`.
    """
    if not content.strip():
        raise Refused(Problem("file.empty", "这个文件是空的。", "file"))
    if len(content) > LARGEST_BYTES:
        raise Refused(Problem("file.large", "文件超过 100 MB，请拆分后再导入。", "file"))
    sheets = _workbook(content) if content.startswith((ZIP, OLE)) else (_text_table(content),)
    filled = tuple(sheet for sheet in sheets if sheet.rows)
    if not filled:
        raise Refused(Problem("file.empty", "这个文件里没有任何内容。", "file"))
    return filled


def _workbook(content: bytes) -> tuple[Sheet, ...]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return tuple(
                Sheet(name, _even(book.get_sheet_by_name(name).to_python(skip_empty_area=False)))
                for name in book.sheet_names
            )
    except PasswordError:
        raise Refused(
            Problem("file.password", "这个工作簿设了打开密码，请在 Excel 中另存为不加密的文件。", "file")
        ) from None
    except (CalamineError, OSError, ValueError) as error:
        raise Refused(
            Problem(
                "file.unreadable", "读不出这个工作簿，文件可能已损坏，请在 Excel 中打开后另存一次。", "file"
            )
        ) from error


def _text_table(content: bytes) -> Sheet:
    text = _decode(content)
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;，", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return Sheet("", _even([list(row) for row in rows]))
    except csv.Error:
        raise Refused(
            Problem("file.unreadable", "这个文件不是表格，请另存为 .xlsx 或 .csv 再导入。", "file")
        ) from None


def _decode(content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if marked else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refused(
        Problem("file.encoding", "认不出文件的文字编码，请在 Excel 中另存为 .xlsx 再导入。", "file")
    )


def _even(rows: Iterable[list[Cell]]) -> tuple[tuple[str, ...], ...]:
    texts = [[_text(cell) for cell in row] for row in rows]
    while texts and not any(texts[-1]):
        texts.pop()
    width = max((len(row) for row in texts), default=0)
    return tuple(tuple(row + [""] * (width - len(row))) for row in texts)


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.strip().lstrip("'")
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float):
        return _number(cell)
    return str(cell)


def _number(value: float) -> str:
    if abs(value) >= EXACT_BELOW:
        return f"{LOST}{value:.0f}"
    if value == int(value):
        return str(int(value))
    # 803.9966 kept as it stands; 2084.4000000000001 is what a spreadsheet makes of 2084.40.
    return format(Decimal(str(round(value, 6))).normalize(), "f")
