"""What the reader of an .xlsx or .ods does not tell: rows hidden or struck out, hidden columns, comments, errors, formulas without result."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from xml.parsers import expat

from zqdesk.office.hall.spreadsheets.sheets import MOST_COLUMNS, MOST_ROWS, NOT_COMPUTED, Marks

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
Attributes = dict[str, str]


def marks(content: bytes) -> dict[str, Marks]:
    """The marks of each sheet by its name; a damaged zip has none, for the reader of the cells refuses it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            names = set(book.namelist())
            if "content.xml" in names:
                return _Document(book.read("content.xml")).found
            return _workbook(book, names)
    except (zipfile.BadZipFile, expat.ExpatError, OSError, ValueError, KeyError, EOFError):
        return {}


def _workbook(book: zipfile.ZipFile, names: set[str]) -> dict[str, Marks]:
    main = next((name for name in names if re.search(r"(^|/)workbook\.xml$", name)), "")
    if not main:
        return {}
    listed: list[tuple[str, str]] = []
    fresh: list[bool] = []

    def begin(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            listed.append((attributes.get("name", ""), attributes.get("id", "")))
        elif name == "calcPr":
            fresh.append(attributes.get("fullCalcOnLoad") in ("1", "true"))

    _parse(book.read(main), begin)
    related = _related(book, main)
    parts = {identity: part for identity, _, part in related}
    styles = next((part for _, kind, part in related if kind == "styles" and part in names), "")
    struck = _struck(book.read(styles)) if styles else frozenset()
    return {
        title: _Worksheet(book, parts[identity], struck, never_computed=any(fresh)).marks
        for title, identity in listed
        if parts.get(identity) in names
    }


def _related(book: zipfile.ZipFile, part: str) -> list[tuple[str, str, str]]:
    """Id, kind and name of the parts that a part refers to."""
    folder, name = posixpath.split(part)
    found: list[tuple[str, str, str]] = []

    def begin(_name: str, attributes: Attributes) -> None:
        target = attributes.get("Target", "")
        if target:
            whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = attributes.get("Type", "").rpartition("/")[2]
            found.append((attributes.get("Id", ""), kind, posixpath.normpath(whole)))

    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path in book.namelist():
        _parse(book.read(path), begin)
    return found


def _struck(content: bytes) -> frozenset[str]:
    """The styles of cells whose font is struck through, by the number that the cells name."""
    fonts: list[bool] = []
    styles: list[bool] = []
    inside: list[str] = []

    def begin(name: str, attributes: Attributes) -> None:
        if inside and inside[-1] == "fonts" and name == "font":
            fonts.append(False)
        elif "fonts" in inside and name == "strike":
            fonts[-1] = attributes.get("val", "1") not in ("0", "false")
        elif inside and inside[-1] == "cellXfs" and name == "xf":
            font = int(attributes.get("fontId", 0))
            styles.append(font < len(fonts) and fonts[font])
        inside.append(name)

    def end(_name: str) -> None:
        inside.pop()

    _parse(content, begin, end)
    return frozenset(str(number) for number, struck in enumerate(styles) if struck)


class _Worksheet:
    """One sheet of an .xlsx, read cell by cell."""

    def __init__(
        self, book: zipfile.ZipFile, part: str, struck: frozenset[str], *, never_computed: bool
    ) -> None:
        self.marks = Marks()
        self._struck = struck
        self._strikes = False
        self._never_computed = never_computed
        self._row = self._column = 0
        self._kind = self._value = ""
        self._formula = self._reading = False
        _parse(book.read(part), self._begin, self._end, self._text)
        for _, kind, name in _related(book, part):
            if kind == "comments" and name in book.namelist():
                self.marks.comments |= _comments(book.read(name))

    def _begin(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._column += 1
            found = _REFERENCE.fullmatch(attributes.get("r", ""))
            if found:
                self._column, self._row = _column(found[1]), int(found[2])
            self._kind, self._formula, self._value = attributes.get("t", ""), False, ""
            self._strikes = attributes.get("s") in self._struck
        elif name == "f":
            self._formula = True
        elif name in ("v", "is"):
            self._reading = name == "v"
            if self._strikes:
                self.marks.struck_rows.add(self._row)
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            if _is_hidden(attributes, "ht"):
                self.marks.hidden_rows.add(self._row)
        elif name == "col" and _is_hidden(attributes, "width"):
            last = min(int(attributes["max"]), 2 * MOST_COLUMNS)
            self.marks.hidden_columns |= set(range(int(attributes["min"]), last + 1))

    def _text(self, text: str) -> None:
        if self._reading:
            self._value += text

    def _end(self, name: str) -> None:
        if name == "v":
            self._reading = False
        elif name == "c":
            place = self._row, self._column
            if self._kind == "e":
                self.marks.texts[place] = self._value or "#VALUE!"
            elif self._formula and self._is_uncomputed():
                self.marks.texts[place] = NOT_COMPUTED

    def _is_uncomputed(self) -> bool:
        """Excel keeps an empty text as such; a program that cannot compute keeps nothing, or a 0 for Excel to replace."""
        if not self._value:
            return self._kind not in ("str", "s", "inlineStr")
        return self._never_computed and self._value == "0"


def _comments(content: bytes) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    now: list[tuple[int, int]] = []

    def begin(name: str, attributes: Attributes) -> None:
        reference = _REFERENCE.fullmatch(attributes.get("ref", "")) if name == "comment" else None
        if reference:
            now[:] = [(int(reference[2]), _column(reference[1]))]
            found[now[0]] = ""

    def text(said: str) -> None:
        if now:
            found[now[0]] += said

    _parse(content, begin, lambda _: None, text)
    return {place: " ".join(said.split()) for place, said in found.items()}


class _Document:
    """All sheets of an .ods; rows and columns stand there once for as often as they are repeated."""

    def __init__(self, content: bytes) -> None:
        self.found: dict[str, Marks] = {}
        self._marks = Marks()
        self._row = self._column = self._width = self._widths = self._height = 0
        self._shown = self._note = ""
        self._error = self._in_note = self._in_cell = False
        self._style = ""
        self._struck: set[str] = set()
        _parse(content, self._begin, self._end, self._text)

    def _begin(self, name: str, attributes: Attributes) -> None:
        if name == "style":
            self._style = attributes.get("name", "")
        elif name == "text-properties" and attributes.get("text-line-through-style", "none") != "none":
            self._struck.add(self._style)
        elif name == "table":
            self._marks = self.found[attributes.get("name", "")] = Marks()
            self._row = self._widths = 0
        elif name == "table-column":
            count = int(attributes.get("number-columns-repeated", 1))
            if attributes.get("visibility") in ("collapse", "filter"):
                last = min(self._widths + count, 2 * MOST_COLUMNS)
                self._marks.hidden_columns |= set(range(self._widths + 1, last + 1))
            self._widths += count
        elif name == "table-row":
            self._height = int(attributes.get("number-rows-repeated", 1))
            if attributes.get("visibility") in ("collapse", "filter"):
                last = min(self._row + self._height, MOST_ROWS)
                self._marks.hidden_rows |= set(range(self._row + 1, last + 1))
            self._column = 0
        elif name in ("table-cell", "covered-table-cell"):
            self._cell(attributes)
        elif name == "annotation":
            self._in_note = True

    def _cell(self, attributes: Attributes) -> None:
        self._width = int(attributes.get("number-columns-repeated", 1))
        self._error = attributes.get("value-type") == "error" or attributes.get("value-type_2") == "error"
        self._shown, self._note, self._in_cell = "", "", True
        self._style = attributes.get("style-name", "")
        down = int(attributes.get("number-rows-spanned", 1))
        across = int(attributes.get("number-columns-spanned", 1))
        if down > 1 or across > 1:
            top, left = self._row + 1, self._column + 1
            self._marks.merged.append((top, left, top + down - 1, left + across - 1))

    def _text(self, text: str) -> None:
        if self._in_note:
            self._note += text
        elif self._in_cell:
            self._shown += text

    def _end(self, name: str) -> None:
        place = self._row + 1, self._column + 1
        if name == "annotation":
            self._in_note = False
            self._marks.comments[place] = " ".join(self._note.split())
        elif name in ("table-cell", "covered-table-cell"):
            self._in_cell = False
            if self._shown and self._style in self._struck:
                self._marks.struck_rows.add(place[0])
            if self._error or self._shown.startswith(("Err:", "#")):
                self._marks.texts[place] = f"#{self._shown.lstrip('#') or 'VALUE!'}"
            self._column += self._width
        elif name == "table-row":
            self._row += self._height


def _parse(
    content: bytes,
    begin: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Read XML with names bare of their namespaces; of two attributes with one bare name the second gets `_2`."""
    parser = expat.ParserCreate(namespace_separator="|")
    parser.buffer_text = True

    def started(name: str, attributes: Attributes) -> None:
        bare: Attributes = {}
        for key, value in attributes.items():
            short = key.rpartition("|")[2]
            bare[f"{short}_2" if short in bare else short] = value
        begin(name.rpartition("|")[2], bare)

    parser.StartElementHandler = started
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition("|")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    parser.Parse(content, True)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _is_hidden(attributes: Attributes, size: str) -> bool:
    return attributes.get("hidden") in ("1", "true") or attributes.get(size) in ("0", "0.0")
