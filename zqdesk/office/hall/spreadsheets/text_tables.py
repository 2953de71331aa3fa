"""Text tables (.csv, .txt) of any usual encoding and delimiter, told from the whole file."""

import csv
import io
from collections import Counter

from zqdesk.office.hall.spreadsheets.sheets import LONGEST_CELL, Sheet, used
from zqdesk.rules.problem import Problem, Refused

DELIMITERS = "\t,;，|"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
LOOKED_AT = 2000
FEW = 0.02
"""Of the characters beyond ASCII: fewer wrong ones are damage to UTF-8, more are another encoding."""
QUOTES = "请在 Excel 中打开核对，另存为 .xlsx 再导入。"


def read(content: bytes) -> Sheet:
    """Refused: `file.encoding`, `file.unreadable` (a quote without its other half swallows what follows)."""
    text = decoded(content)
    lines = text.splitlines()
    named = lines[0].lower().removeprefix("sep=") if lines and lines[0].lower().startswith("sep=") else ""
    delimiter = named if len(named) == 1 else _delimiter(lines)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append([] if named and not rows else row)
            if any("\n" in cell and _holds_rows(cell, delimiter) for cell in row):
                raise _unpaired(len(rows))
    except csv.Error:
        raise _unpaired(len(rows) + 1) from None
    return used("", rows)


def decoded(content: bytes) -> str:
    """The text, with U+FFFD where UTF-8 is damaged. Refused: `file.encoding`."""
    if content.startswith(UTF_16):
        text = content.decode("utf-16", "replace")
    else:
        text = content.decode("utf-8-sig", "replace")
        beyond = sum(1 for each in text if each > "\x7f") if "\ufffd" in text else 0
        if text.count("\ufffd") > FEW * beyond:
            text = _gb18030(content)
    if "\x00" in text:
        raise _unknown()
    return text


def _gb18030(content: bytes) -> str:
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as error:
        # The last character of a file that was cut off is no reason to call its encoding unknown.
        if len(content) - error.start < 4:
            return content[: error.start].decode("gb18030") + "\ufffd"
        raise _unknown() from None


def _unknown() -> Refused:
    text = "认不出文件的文字编码，或它不是表格。请在 Excel 中打开，另存为 .xlsx 再导入。"
    return Refused(Problem("file.encoding", text, "file"))


def _delimiter(lines: list[str]) -> str:
    """Which sign divides most lines alike: a title above the table has none of it, or fewer."""

    def weight(delimiter: str) -> int:
        counts = Counter(line.count(delimiter) for line in lines[:LOOKED_AT] if delimiter in line)
        return max((count * lines_alike for count, lines_alike in counts.items()), default=0)

    return max(DELIMITERS, key=weight)


def _holds_rows(cell: str, delimiter: str) -> bool:
    _, *later = cell.split("\n")
    return any(line.count(delimiter) > 1 for line in later)


def _unpaired(row: int) -> Refused:
    said = f"第 {row} 行附近有一个引号没有成对，后面的行会被当成同一格的内容。{QUOTES}"
    return Refused(Problem("file.unreadable", said, "file"))
