"""Reading what a careless Excel or a platform produces: any workbook, web page or text table as sheets of plain text.

Runs in a process of its own (`table_file` starts it): a damaged workbook can end any process that reads it.
"""

import io
import re

import msgspec
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from zqdesk.frozen import frozen
from zqdesk.office.hall.spreadsheets import old_workbook, text_tables, web_tables, workbook_zip, zipped_marks
from zqdesk.office.hall.spreadsheets.sheets import Marks, used
from zqdesk.office.hall.spreadsheets.sheets import Sheet as Sheet  # noqa: PLC0414 - part of this door
from zqdesk.rules.problem import Problem, Refused

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# In an .xls that is encrypted, the record FILEPASS follows the one that begins the workbook, which has 20 bytes.
BEGIN_WORKBOOK, BEGIN_BYTES, FILE_PASS = b"\x09\x08\x10\x00\x00\x06\x05\x00", 20, b"\x2f\x00"
LARGEST_BYTES = 100 * 1024 * 1024

# What stands at the beginning of a file that Excel opens but that is no workbook, whatever its name ends in.
READERS = (
    (
        re.compile(
            r"\s*(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*<(!doctype html|html|head|body|meta|style|div|table|tr)\b",
            re.DOTALL,
        ),
        web_tables.html,
    ),
    (
        re.compile(r"(.{0,2000}\n)?(mime-version:|content-type:\s*multipart/related)", re.DOTALL),
        web_tables.mht,
    ),
    (re.compile(r"\s*<\?xml\b|\s*<(\w+:)?workbook\b"), web_tables.xml),
)
# What is no table at all, by its first bytes.
OTHERS = (
    ((b"%PDF",), "PDF 文件", "请向提供的人要 Excel 表格"),
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"), "图片", "请向提供的人要 Excel 表格"),
    ((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"), "压缩包", "请先解压，再导入里面的表格"),
    ((b"{\\rtf",), "文档（RTF）", "请把其中的表格复制到 Excel，另存为 .xlsx 再导入"),
)
WORD = "请把其中的表格复制到 Excel，另存为 .xlsx 再导入"
HEAD_BYTES = 4096


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
    """The sheets of a workbook, web page or text table, told by its content; those that are shown stand first.

    Refused: `file.empty`, `.large`, `.far`, `.wide`, `.long`, `.cell`, `.password`, `.foreign`, `.archive`,
    `.unreadable`, `.encoding`, `.cut`.
    """
    if not content.strip():
        raise Refused(Problem("file.empty", "这个文件是空的。", "file"))
    refuse_large(len(content))
    sheets = _workbook(content) if content.startswith((ZIP, OLE)) else _other(content)
    filled = sorted((sheet for sheet in sheets if sheet.rows), key=lambda sheet: sheet.hidden)
    if not filled:
        raise Refused(Problem("file.empty", "这个文件里没有任何内容。", "file"))
    return tuple(filled)


def refuse_large(size: int) -> None:
    """Refused: a file of more bytes than any roster has (`file.large`)."""
    if size > LARGEST_BYTES:
        raise Refused(Problem("file.large", "文件超过 100 MB，请拆分后再导入。", "file"))


def _workbook(content: bytes) -> tuple[Sheet, ...]:
    zipped = content.startswith(ZIP)
    if zipped:
        content = workbook_zip.prepared(content)
    elif _is_locked(content):
        raise workbook_zip.locked()
    elif "WordDocument".encode("utf-16-le") in content:
        raise _named("Word 文档", WORD)
    by_name = zipped_marks.marks(content) if zipped else {}
    in_order = [] if zipped else old_workbook.marks(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            found = []
            for number, each in enumerate(book.sheets_metadata):
                if each.typ in (SheetTypeEnum.WorkSheet, SheetTypeEnum.DialogSheet):
                    marks = by_name.get(each.name) or (
                        in_order[number] if number < len(in_order) else Marks()
                    )
                    marks.hidden = each.visible is not SheetVisibleEnum.Visible
                    found.append(_worksheet(each.name, book.get_sheet_by_name(each.name), marks))
            return tuple(found)
    except PasswordError:
        raise workbook_zip.locked() from None
    except (CalamineError, OSError, ValueError) as error:
        said = (
            "读不出这个工作簿，文件可能已损坏。请在 Excel 或 WPS 中打开，把名册复制到新的工作簿，"
            "另存为 .xlsx，再导入。"
        )
        raise Refused(Problem("file.unreadable", said, "file")) from error


def _worksheet(name: str, sheet: CalamineSheet, marks: Marks) -> Sheet:
    marks.merged += [
        (top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    return used(name, sheet.iter_rows(), (sheet.start or (0, 0))[1], marks)


def _is_locked(container: bytes) -> bool:
    """Whether an OLE container holds an encrypted workbook: a modern one as a whole, or an .xls record by record."""
    if "EncryptedPackage".encode("utf-16-le") in container:
        return True
    beginning = container.find(BEGIN_WORKBOOK)
    return beginning >= 0 and container.startswith(FILE_PASS, beginning + BEGIN_BYTES)


def _other(content: bytes) -> tuple[Sheet, ...]:
    for beginnings, what, advice in OTHERS:
        if content.startswith(beginnings):
            raise _named(what, advice)
    head = content[:HEAD_BYTES]
    encoding = "utf-16" if head.startswith(text_tables.UTF_16) else "utf-8-sig"
    text = head.decode(encoding, "ignore").lower()
    reader = next((reader for pattern, reader in READERS if pattern.match(text)), None)
    return reader(content) if reader else (text_tables.read(content),)


def _named(what: str, advice: str) -> Refused:
    return Refused(Problem("file.foreign", f"这个文件其实是{what}，不是表格。{advice}。", "file"))
