"""What platforms export as .xls and Excel opens: tables of a web page (HTML, MHT), and workbooks as XML of 2003."""

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from html.parser import HTMLParser
from xml.parsers import expat

from zqdesk.office.hall.spreadsheets.sheets import MOST_COLUMNS, MOST_ROWS, Cell, Marks, Sheet, used
from zqdesk.office.hall.spreadsheets.text_tables import UTF_16, decoded
from zqdesk.rules.problem import Problem, Refused

SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet|"
UTF_8 = b"\xef\xbb\xbf"
EXCEL = "urn:schemas-microsoft-com:office:excel|"
MOST_MERGED, MOST_TABLES = 200_000, 500
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_DIGITS = re.compile(r"-?\d{1,18}")
_UNSEEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)


def html(content: bytes) -> tuple[Sheet, ...]:
    """Each table of a page as a sheet. Refused: `file.cut`, `file.foreign` (no table in it)."""
    sheets = tuple(_tables(_text(content)))
    if not sheets:
        said = "这个文件其实是网页（HTML），里面没有表格：内容可能在同名的文件夹里。请用 Excel 或 WPS 打开它，另存为 .xlsx，再导入。"
        raise Refused(Problem("file.foreign", said, "file"))
    return sheets


def mht(content: bytes) -> tuple[Sheet, ...]:
    """The tables of all pages of a web archive."""
    if content.startswith(UTF_16):
        content = decoded(content).encode()
    message = email.message_from_bytes(content.removeprefix(UTF_8).lstrip(), policy=email.policy.default)
    sheets: list[Sheet] = []
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            sheets += _tables(_text(payload if isinstance(payload, bytes) else b""))
        if part.defects:
            raise _cut()
    if not sheets:
        said = "这个文件其实是网页（MHT），里面没有表格。请用 Excel 或 WPS 打开它，另存为 .xlsx，再导入另存的文件。"
        raise Refused(Problem("file.foreign", said, "file"))
    return tuple(sheets)


def xml(content: bytes) -> tuple[Sheet, ...]:
    """The worksheets of an XML workbook of 2003. Refused: `file.foreign` (any other XML), `file.cut`."""
    book = _Workbook()
    try:
        book.read(content)
    except (expat.ExpatError, ValueError):
        raise _cut() from None
    if not book.sheets:
        said = (
            "这个文件其实是 XML 文件，不是工作簿。请用 Excel 或 WPS 打开它，另存为 .xlsx，再导入另存的文件。"
        )
        raise Refused(Problem("file.foreign", said, "file"))
    return tuple(book.sheets)


def _cut() -> Refused:
    said = "这个文件不完整，可能没有下载完或已损坏。请重新导出；能用 Excel 或 WPS 打开的，核对后另存为 .xlsx 再导入。"
    return Refused(Problem("file.cut", said, "file"))


def _text(content: bytes) -> str:
    found = _CHARSET.search(content[:4096])
    if found and not content.startswith((*UTF_16, UTF_8)):
        name = found[1].decode().lower()
        try:
            return content.decode("gb18030" if name in ("gb2312", "gbk", "x-gbk") else name)
        except (LookupError, UnicodeDecodeError):
            pass  # it says one thing and is another
    return decoded(content)


def _tables(text: str) -> Iterator[Sheet]:
    page = _Page()
    page.feed(text)
    page.close()
    if page.is_open:
        raise _cut()
    filled = [grid for grid in page.grids if any(any(row) for row in grid.rows)]
    for number, grid in enumerate(filled, 1):
        yield grid.sheet(f"表格 {number}" if len(filled) > 1 else "")


class _Grid:
    """Cells at their places; those that span several leave the others empty, as merged cells do."""

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self.marks = Marks()
        self._taken: dict[int, set[int]] = {}
        self._column = 0

    def begin_row(self, row: int = 0) -> None:
        """The next row, or the one of this number."""
        row = row or len(self.rows) + 1
        if row <= len(self.rows):
            raise ValueError(row)
        if row > MOST_ROWS:
            raise Refused(Problem("file.long", f"表格超过 {MOST_ROWS} 行，请拆分后再导入。", "file"))
        while len(self.rows) < row:
            self.rows.append([])
        self._column = 0

    @property
    def place(self) -> tuple[int, int]:
        return len(self.rows), self._column

    def begin_cell(self, down: int, across: int, column: int = 0) -> None:
        if not self.rows:
            self.begin_row()
        row = len(self.rows)
        self._column = column or self._column + 1
        while self._column in self._taken.get(row, ()):
            self._column += 1
        if self._column > 2 * MOST_COLUMNS:
            raise Refused(Problem("file.wide", f"表格超过 {MOST_COLUMNS} 列，请删除名册以外的列。", "file"))
        down, across = max(1, min(down, MOST_ROWS)), max(1, min(across, MOST_COLUMNS))
        if down * across > MOST_MERGED:
            raise Refused(Problem("file.far", "表格里有合并得过大的单元格，请取消合并后再导入。", "file"))
        if down > 1 or across > 1:
            self.marks.merged.append((row, self._column, row + down - 1, self._column + across - 1))
        for below in range(1, down):
            self._taken.setdefault(row + below, set()).update(range(self._column, self._column + across))
        self._across = across

    def end_cell(self, cell: Cell) -> None:
        cells = self.rows[-1]
        cells += [""] * (self._column - len(cells))
        cells[self._column - 1] = cell
        self._column += self._across - 1

    def sheet(self, name: str) -> Sheet:
        return used(name, self.rows, marks=self.marks)


class _Page(HTMLParser):
    """The tables of a page, each that stands in another for itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.grids: list[_Grid] = []
        self._open: list[tuple[_Grid, list[str]]] = []
        self._in_cell: list[bool] = []
        self._skipped = ""

    @property
    def is_open(self) -> bool:
        return bool(self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in ("script", "style"):
            self._skipped = tag
        elif tag == "table":
            grid = _Grid()
            if len(self.grids) >= MOST_TABLES:
                raise Refused(
                    Problem("file.long", f"网页里的表格超过 {MOST_TABLES} 个，请只保留名册再导入。", "file")
                )
            self.grids.append(grid)
            self._open.append((grid, []))
            self._in_cell.append(False)
        elif not self._open:
            return
        elif tag == "tr":
            self._end_cell()
            grid = self._open[-1][0]
            grid.begin_row()
            if _is_unseen(said):
                grid.marks.hidden_rows.add(len(grid.rows))
        elif tag in ("td", "th"):
            self._end_cell()
            self._open[-1][0].begin_cell(_count(said.get("rowspan")), _count(said.get("colspan")))
            self._in_cell[-1] = True
        elif tag in ("br", "p", "div", "li"):
            self._open[-1][1].append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skipped:
            self._skipped = ""
        elif tag in ("td", "th", "tr") and self._open:
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()
            self._in_cell.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._in_cell[-1] and not self._skipped:
            self._open[-1][1].append(data)

    def _end_cell(self) -> None:
        grid, texts = self._open[-1]
        if self._in_cell[-1]:
            grid.end_cell("".join(texts))
        self._in_cell[-1] = False
        texts.clear()


def _is_unseen(said: dict[str, str]) -> bool:
    return "hidden" in said or _UNSEEN.search(said.get("style", "")) is not None


def _count(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1


class _Workbook:
    """XML of 2003: `Index` leaps over what is empty, `MergeAcross` and `MergeDown` count what is covered."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._name = self._kind = ""
        self._data: list[str] | None = None
        self._note: list[str] | None = None
        self._grid = _Grid()
        self._value: Cell = ""
        self._columns = 0
        self._begins: dict[str, Callable[[dict[str, str]], None]] = {
            f"{SPREADSHEET}Worksheet": self._worksheet,
            f"{SPREADSHEET}Column": self._column,
            f"{SPREADSHEET}Row": self._row,
            f"{SPREADSHEET}Cell": self._cell,
            f"{SPREADSHEET}Data": self._begin_data,
            f"{SPREADSHEET}Comment": lambda _: setattr(self, "_note", []),
            f"{EXCEL}Visible": lambda _: setattr(self, "_data", []),
        }

    def read(self, content: bytes) -> None:
        # Told anew: of the Chinese encodings that a file may declare the parser knows none.
        parser = expat.ParserCreate("utf-8", "|")
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(_text(content).strip().encode(), True)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        begin = self._begins.get(name)
        if begin is not None:
            begin({key.rpartition("|")[2]: value for key, value in attributes.items()})

    def _worksheet(self, said: dict[str, str]) -> None:
        self._name, self._grid, self._columns = said.get("Name", ""), _Grid(), 0

    def _column(self, said: dict[str, str]) -> None:
        first = int(said.get("Index", self._columns + 1))
        self._columns = first + int(said.get("Span", 0))
        if said.get("Hidden") == "1" or said.get("Width") == "0":
            self._grid.marks.hidden_columns |= set(range(first, min(self._columns, 2 * MOST_COLUMNS) + 1))

    def _row(self, said: dict[str, str]) -> None:
        self._grid.begin_row(int(said.get("Index", 0)))
        if said.get("Hidden") == "1" or said.get("Height") == "0":
            self._grid.marks.hidden_rows.add(len(self._grid.rows))

    def _cell(self, said: dict[str, str]) -> None:
        down, across = (int(said.get(name, 0)) + 1 for name in ("MergeDown", "MergeAcross"))
        self._grid.begin_cell(down, across, int(said.get("Index", 0)))
        self._value = ""

    def _begin_data(self, said: dict[str, str]) -> None:
        self._kind = said.get("Type", "String")
        if self._note is None:
            self._data = []

    def _text(self, text: str) -> None:
        if self._note is not None:
            self._note.append(text)
        elif self._data is not None:
            self._data.append(text)

    def _end(self, name: str) -> None:
        if name == f"{SPREADSHEET}Comment":
            self._grid.marks.comments[self._grid.place] = " ".join("".join(self._note or ()).split())
            self._note = None
        elif name == f"{SPREADSHEET}Data" and self._data is not None:
            self._value = _value(self._kind, "".join(self._data))
            self._data = None
        elif name == f"{SPREADSHEET}Cell":
            self._grid.end_cell(self._value)
        elif name == f"{EXCEL}Visible" and self._data is not None:
            self._grid.marks.hidden = "Hidden" in "".join(self._data)
            self._data = None
        elif name == f"{SPREADSHEET}Worksheet":
            self.sheets.append(self._grid.sheet(self._name))


def _value(kind: str, text: str) -> Cell:
    """A number of digits stays as they stand: these files keep more of them than Excel does."""
    if kind == "Number" and not _DIGITS.fullmatch(text.strip()):
        return float(text)
    if kind == "DateTime":
        return text.partition("T")[0]
    return text
