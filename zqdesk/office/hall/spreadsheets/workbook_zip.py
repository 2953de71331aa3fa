"""A zipped workbook before it is read: how large it becomes, and blank cells far away from its table.

A reader sets aside room for every cell up to the last one, so that a single space in XFD1048576 asks for terabytes.
"""

import html
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import count
from typing import IO

from zqdesk.office.hall.spreadsheets.sheets import MOST_COLUMNS, MOST_ROWS
from zqdesk.rules.problem import Problem, Refused

LARGEST_INFLATED = 1024 * 1024 * 1024

CHUNK = 1 << 20
LONGEST_TAG = 256
NO_TABLE = "这个文件里没有工作表，可能是压缩包或其他文档。压缩包请先解压，再导入里面的表格。"
MANIFEST = "META-INF/manifest.xml"
LETTER = "这个文件其实是 Word 文档，不是表格。请把其中的表格复制到 Excel，另存为 .xlsx 再导入。"
FAR = (
    "有工作表在离表格很远的地方还有内容（一直到第 {rows} 行、{column} 列）。请在 Excel 中按 Ctrl+End 查看，"
    "删除表格以外的行和列，保存后再导入。"
)
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error)

TABLES = re.compile(r"(^|/)(workbook\.(xml|bin)|content\.xml)$", re.IGNORECASE)
SHEET = re.compile(r"(^|/)worksheets/[^/]+\.xml$", re.IGNORECASE)
STRINGS = re.compile(r"(^|/)sharedStrings\.xml$", re.IGNORECASE)
# Where a cell stands that is more than a format: <c r="B7" s="1"/> needs no room.
FILLED = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["'][^>/]*>(?!</)""")
CELL = re.compile(
    rb"<(?:\w+:)?c(?=[\s>/])(?P<attributes>[^>]*?)(?:/>|>(?P<body>.*?)</(?:\w+:)?c>)", re.DOTALL
)
STRING = re.compile(rb"<(?:\w+:)?si(?=[\s>/])[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
VALUE = re.compile(rb"<(?:\w+:)?[vt](?:\s[^>]*)?>([^<]*)<")


def prepared(content: bytes) -> bytes:
    """The workbook, without its blank cells if it reaches further than any roster.

    Refused: `file.large`, `.far`, `.archive`, `.foreign`, `.password`. Where the zip itself is damaged, the reader says so.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            names = book.namelist()
            if MANIFEST in names and b"encryption-data" in book.read(MANIFEST)[:CHUNK]:
                raise locked()
            if any(name.endswith("word/document.xml") for name in names):
                raise Refused(Problem("file.foreign", LETTER, "file"))
            if not any(TABLES.search(name) for name in names):
                raise Refused(Problem("file.archive", NO_TABLE, "file"))
            if sum(each.file_size for each in book.infolist()) > LARGEST_INFLATED:
                raise Refused(Problem("file.large", "文件解压后超过 1 GB，请拆分后再导入。", "file"))
            if all(_is_near(_last(book.open(name))) for name in names if SHEET.search(name)):
                return content
            return _without_blanks(book)
    except DAMAGED:
        return content


def locked() -> Refused:
    """A workbook that a password opens."""
    text = "这个工作簿设了打开密码。请在 Excel 或 WPS 中用密码打开，去掉密码后另存，再导入另存的文件。"
    return Refused(Problem("file.password", text, "file"))


def _without_blanks(book: zipfile.ZipFile) -> bytes:
    blank = set(_blank_strings(book))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as lean:
        for name in book.namelist():
            data = book.read(name)
            if SHEET.search(name):
                data = CELL.sub(lambda cell: b"" if _is_blank(cell, blank) else cell[0], data)
                _refuse_far(data)
            lean.writestr(name, data)
    return stream.getvalue()


def _refuse_far(sheet: bytes) -> None:
    column, rows = _last(io.BytesIO(sheet))
    if not _is_near((column, rows)):
        raise Refused(Problem("file.far", FAR.format(rows=rows, column=column), "file"))


def _is_near(last: tuple[str, int]) -> bool:
    column, rows = last
    width = 0
    for letter in column:
        width = width * 26 + ord(letter) - ord("A") + 1
    return width <= MOST_COLUMNS and rows <= MOST_ROWS


def _last(sheet: IO[bytes]) -> tuple[str, int]:
    """The last column and the last row with anything in them; each may come from another cell."""
    columns, rows, kept = {b""}, {b"0"}, b""
    while chunk := sheet.read(CHUNK):
        found = FILLED.findall(kept + chunk)
        columns.update(column for column, _ in found)
        rows.update(row for _, row in found)
        kept = chunk[-LONGEST_TAG:]
    return max(columns, key=lambda each: (len(each), each)).decode(), max(map(int, rows))


def _blank_strings(book: zipfile.ZipFile) -> Iterator[bytes]:
    """The numbers of the shared strings that hold nothing to be seen."""
    for name in book.namelist():
        if STRINGS.search(name):
            for number, string in zip(count(), STRING.finditer(book.read(name))):
                if not _seen(string[1]):
                    yield str(number).encode()


def _is_blank(cell: re.Match[bytes], blank: set[bytes]) -> bool:
    text = _seen(cell["body"])
    shared = re.search(rb"""\bt=["']s["']""", cell["attributes"])
    return text.encode() in blank if shared else not text


def _seen(xml: bytes | None) -> str:
    return html.unescape(b"".join(VALUE.findall(xml or b"")).decode("utf-8", "replace")).strip()
