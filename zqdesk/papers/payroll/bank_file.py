"""The bank's file of a list (代发文件): workbook, separated or of fixed widths, in the writing that the bank reads.

A character that the writing lacks is never replaced: the file is refused and the row named.
"""

import hashlib
from collections.abc import Sequence

from zqdesk.frozen import frozen
from zqdesk.office.hall.spreadsheets.writing import Column, workbook
from zqdesk.office.payroll.bank.bank_files import BankList, BankRow
from zqdesk.office.payroll.lists import month_words
from zqdesk.rules.payroll.bank_columns import FORMATS, BankColumn
from zqdesk.rules.problem import Problem, Refused, refuse_if

ENCODINGS = {
    "csv_gb": "gb18030",
    "csv_gbk": "gbk",
    "csv_utf": "utf-8-sig",
    "fixed_gb": "gb18030",
    "fixed_gbk": "gbk",
}
RIGHT = frozenset({"serial", "amount", "amount_fen"})
"""Fields that stand right in a file of fixed widths."""


@frozen
class BankFile:
    """The bytes, what the file should be called, and what tells it from any other."""

    name: str
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def draw(listed: BankList) -> BankFile:
    """The file. Refused: a character its writing lacks, a field wider than its column (`bank_file.character`, `.width`)."""
    form = listed.form
    name = f"{listed.head.title}-{listed.head.number}{FORMATS[form.format]}"
    if form.format == "workbook":
        return BankFile(name, _workbook(listed))
    lines = _csv(listed) if form.format.startswith("csv") else _fixed(listed)
    return BankFile(name, "".join(f"{line}\r\n" for line in lines).encode(ENCODINGS[form.format]))


def _workbook(listed: BankList) -> bytes:
    columns = [
        Column(each.title, max(8, each.width), money=each.field == "amount") for each in listed.form.columns
    ]
    rows = [
        [row.fen if each.field == "amount" else _cell(each, row, listed) for each in listed.form.columns]
        for row in listed.rows
    ]
    return workbook(listed.head.title, columns, rows)


def _csv(listed: BankList) -> list[str]:
    rows = [[_cell(each, row, listed) for each in listed.form.columns] for row in listed.rows]
    _refuse_unwritable(listed, rows)
    if listed.form.headed:
        rows.insert(0, [each.title for each in listed.form.columns])
    if listed.form.summed:
        rows.insert(0, [str(len(listed.rows)), _yuan(listed.total_fen)])
    return [_separated(row) for row in rows]


def _separated(row: Sequence[str]) -> str:
    """A cell with a comma, a quote or a line break stands in quotes (RFC 4180)."""
    return ",".join(
        '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\r\n') else text
        for text in row
    )


def _fixed(listed: BankList) -> list[str]:
    encoding = ENCODINGS[listed.form.format]
    rows = [[_cell(each, row, listed) for each in listed.form.columns] for row in listed.rows]
    _refuse_unwritable(listed, rows)
    wide = [
        Problem(
            "bank_file.width", f"{row.name}的“{each.title}”超过{each.width}字节的宽度，请与银行核对格式。"
        )
        for row, cells in zip(listed.rows, rows, strict=True)
        for each, text in zip(listed.form.columns, cells, strict=True)
        if len(text.encode(encoding)) > each.width
    ]
    refuse_if(wide[:5])
    lines = ["".join(_padded(each, text, encoding) for each, text in zip(listed.form.columns, cells, strict=True)) for cells in rows]  # fmt: skip
    if listed.form.headed:
        lines.insert(0, "".join(_padded(each, each.title, encoding) for each in listed.form.columns))
    if listed.form.summed:
        lines.insert(0, f"{len(listed.rows):010d}{listed.total_fen:018d}")
    return lines


def _padded(column: BankColumn, text: str, encoding: str) -> str:
    """Widths are bytes: a Chinese character takes two of them, a rare one four."""
    lacking = " " * max(0, column.width - len(text.encode(encoding)))
    return lacking + text if column.field in RIGHT else text + lacking


def _refuse_unwritable(listed: BankList, rows: Sequence[Sequence[str]]) -> None:
    encoding = ENCODINGS[listed.form.format]
    found = []
    for row, cells in zip(listed.rows, rows, strict=True):
        lacking = sorted({each for text in cells for each in text if not _writable(each, encoding)})
        if lacking:
            text = f"第{row.serial}号{row.name}：编码{encoding.upper()}写不出“{'、'.join(lacking)}”"
            found.append(Problem("bank_file.character", f"{text}，请改用 GB 18030 或 UTF-8，或与银行商定。"))
    if found:
        raise Refused(*found)


def _writable(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _cell(column: BankColumn, row: BankRow, listed: BankList) -> str:
    values = {
        "serial": str(row.serial),
        "name": row.name,
        "account": row.account_number,
        "bank": row.bank_name,
        "amount": _yuan(row.fen),
        "amount_fen": str(row.fen),
        "id_number": row.id_number,
        "purpose": listed.purpose,
        "month": month_words(listed.head.from_month),
        "village": row.village_name,
        "blank": "",
    }
    return values[column.field]


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
