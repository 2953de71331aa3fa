"""Reading what a careless Excel produces: workbooks and text tables as sheets of plain text cells.

Runs in a process of its own (`table_file` starts it): a damaged workbook can end any process that reads it.
"""

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import msgspec
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from zqdesk.frozen import frozen
from zqdesk.office.hall import workbook_zip
from zqdesk.office.hall.workbook_zip import MOST_COLUMNS, MOST_ROWS
from zqdesk.rules.problem import Problem, Refused

LOST = "≈"
"""Stands before a number that Excel has rounded: more than 15 digits do not survive in a numeric cell."""

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# In an .xls that is encrypted, the record FILEPASS follows the one that begins the workbook, which has 20 bytes.
BEGIN_WORKBOOK, BEGIN_BYTES, FILE_PASS = b"\x09\x08\x10\x00\x00\x06\x05\x00", 20, b"\x2f\x00"
LARGEST_BYTES = 100 * 1024 * 1024
MOST_CHARACTERS = 50_000_000
LONGEST_CELL = 32_767
EXACT_BELOW = 10**15

# What stands at the beginning of a file that Excel opens but that is no workbook, whatever its name ends in.
FOREIGN = (
    (
        re.compile(
            r"\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body|meta|style|div|table|tr)\b", re.DOTALL
        ),
        "网页（HTML）",
    ),
    (
        re.compile(r"(.{0,2000}\n)?(mime-version:|content-type:\s*multipart/related)", re.DOTALL),
        "网页（MHT）",
    ),
    (re.compile(r"\s*<\?xml\b"), "XML 文件"),
)
HEAD_BYTES = 4096

Cell = str | float | bool | datetime | date | time | timedelta


@frozen
class Sheet:
    """The used part of a sheet; all rows have the same number of cells, an empty cell is an empty string.

    `first_row` and `first_column` say where it begins, as Excel counts them.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    first_row: int = 1
    first_column: int = 1


@frozen
class Answer:
    """What became of a file: its sheets, or why there are none."""

    sheets: tuple[Sheet, ...] = ()
    problems: tuple[Problem, ...] = ()


def answer(content: bytes) -> bytes:
    """`read` for the other side of a pipe: an `Answer` as msgpack."""
    try:
        return msgspec.msgpack.encode(Answer(sheets=read(content)))
    except Refused as refused:
        return msgspec.msgpack.encode(Answer(problems=refused.problems))


def read(content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook or text table, told by its content, whatever its name ends in.

    Refused: `file.empty`, `.large`, `.far`, `.wide`, `.long`, `.cell`, `.password`, `.foreign`, `.archive`,
    `.unreadable`, `.encoding`.
    """
    if not content.strip():
        raise Refused(Problem("file.empty", "这个文件是空的。", "file"))
    refuse_large(len(content))
    sheets = _workbook(content) if content.startswith((ZIP, OLE)) else (_text_table(content),)
    filled = tuple(sheet for sheet in sheets if sheet.rows)
    if not filled:
        raise Refused(Problem("file.empty", "这个文件里没有任何内容。", "file"))
    return filled


def refuse_large(size: int) -> None:
    """Refused: a file of more bytes than any roster has (`file.large`)."""
    if size > LARGEST_BYTES:
        raise Refused(Problem("file.large", "文件超过 100 MB，请拆分后再导入。", "file"))


def _workbook(content: bytes) -> tuple[Sheet, ...]:
    if content.startswith(ZIP):
        content = workbook_zip.prepared(content)
    elif _is_locked(content):
        raise _locked()
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return tuple(_worksheet(name, book.get_sheet_by_name(name)) for name in book.sheet_names)
    except PasswordError:
        raise _locked() from None
    except (CalamineError, OSError, ValueError) as error:
        said = (
            "读不出这个工作簿，文件可能已损坏。请在 Excel 或 WPS 中打开，把表格复制到新的工作簿，"
            "另存为 .xlsx，再导入。"
        )
        raise Refused(Problem("file.unreadable", said, "file")) from error


def _worksheet(name: str, sheet: CalamineSheet) -> Sheet:
    return _used(name, sheet.iter_rows(), (sheet.start or (0, 0))[1])


def _is_locked(container: bytes) -> bool:
    """Whether an OLE container holds an encrypted workbook: a modern one as a whole, or an .xls record by record."""
    if "EncryptedPackage".encode("utf-16-le") in container:
        return True
    beginning = container.find(BEGIN_WORKBOOK)
    return beginning >= 0 and container.startswith(FILE_PASS, beginning + BEGIN_BYTES)


def _locked() -> Refused:
    text = "这个工作簿设了打开密码。请在 Excel 或 WPS 中用密码打开，去掉密码后另存，再导入另存的文件。"
    return Refused(Problem("file.password", text, "file"))


def _text_table(content: bytes) -> Sheet:
    _refuse_foreign(content)
    text = _decode(content)
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;，", key=first.count)
    csv.field_size_limit(LONGEST_CELL)
    try:
        return _used("", csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        said = "这个文件读不成表格：它不是表格，或有一个引号没有成对。请在 Excel 中打开核对，另存为 .xlsx 再导入。"
        raise Refused(Problem("file.unreadable", said, "file")) from None


def _refuse_foreign(content: bytes) -> None:
    head = content[:HEAD_BYTES]
    encoding = "utf-16" if head.startswith(UTF_16) else "utf-8-sig"
    text = head.decode(encoding, "ignore").lower()
    what = next((title for pattern, title in FOREIGN if pattern.match(text)), "")
    if what:
        said = f"这个文件其实是{what}，不是工作簿。请用 Excel 或 WPS 打开它，另存为 .xlsx，再导入另存的文件。"
        raise Refused(Problem("file.foreign", said, "file"))


def _decode(content: bytes) -> str:
    encodings = ["utf-16"] if content.startswith(UTF_16) else ["utf-8-sig", "gb18030"]
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


def _used(name: str, rows: Iterable[Sequence[Cell]], before: int = 0) -> Sheet:
    """What lies between the first and the last cell with something in it; `before` columns are not in the rows."""
    kept = list(_filled(name, rows))
    if not kept:
        return Sheet(name, ())
    left = min(next(n for n, text in enumerate(texts) if text) for _, texts in kept)
    width = max(len(texts) for _, texts in kept) - left
    if width > MOST_COLUMNS:
        raise _refused(name, "wide", f"有 {width} 列，最多能读 {MOST_COLUMNS} 列。请删除表格以外的列")
    first, last = kept[0][0], kept[-1][0]
    if last - first >= MOST_ROWS:
        raise _refused(
            name, "long", f"有 {last - first + 1} 行，最多能读 {MOST_ROWS} 行。请拆分，或删除表格以外的行"
        )
    texts_at = dict(kept)
    even = tuple(_cells(texts_at.get(n, []), left, width) for n in range(first, last + 1))
    return Sheet(name, even, first, before + left + 1)


def _cells(texts: list[str], left: int, width: int) -> tuple[str, ...]:
    return tuple(texts[left:] + [""] * (width - max(0, len(texts) - left)))


def _filled(name: str, rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[int, list[str]]]:
    """Number and texts of each row that is not empty, up to its last cell with something in it."""
    characters = 0
    for number, row in enumerate(rows, 1):
        used = list(row)
        while used and used[-1] == "":  # of the 16,384 cells of a row hardly any is looked at twice
            used.pop()
        texts = [_text(cell) for cell in used]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            continue
        longest = max(map(len, texts))
        if longest > LONGEST_CELL:
            raise _refused(name, "cell", f"第 {number} 行有一格多达 {longest} 个字。请删去这一格的内容")
        characters += sum(map(len, texts))
        if characters > MOST_CHARACTERS:
            raise _refused(name, "large", f"的文字超过 {MOST_CHARACTERS} 个字。请拆分成几个文件")
        yield number, texts


def _refused(sheet: str, code: str, said: str) -> Refused:
    where = f"工作表“{sheet}”" if sheet else "这个文件"
    return Refused(Problem(f"file.{code}", f"{where}{said}，保存后再导入。", "file"))


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
    if not math.isfinite(value):
        return str(value)
    if abs(value) >= EXACT_BELOW:
        return f"{LOST}{value:.0f}"
    if value == int(value):
        return str(int(value))
    # 803.9966 kept as it stands; 2084.4000000000001 is what a spreadsheet makes of 2084.40.
    return format(Decimal(str(round(value, 6))).normalize(), "f")
