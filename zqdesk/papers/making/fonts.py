"""The shipped fonts: which of them draws a character, how wide it is, and what none of them has."""

import tomllib
from collections.abc import Iterable
from functools import cache, partial
from itertools import groupby

from reportlab.pdfbase import pdfmetrics, ttfonts

from zqdesk.paths import shipped
from zqdesk.rules.problem import Problem

Glyph = tuple[str, float]
"""The role of the face that draws a character, and its advance in em."""
RED = "!"
"""After a role: the same face in red ink, for reversals in the books."""

_INVISIBLE = {
    *range(0x20),
    *range(0x7F, 0xA0),
    0xAD,
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    0x2060,
    *range(0xFE00, 0xFE10),
    0xFEFF,
    *range(0xE0100, 0xE01F0),
}
_CLEAN = {**dict.fromkeys(_INVISIBLE), 0x09: "\u3000", 0x0A: "\n", 0x2028: "\n", 0x2029: "\n", 0xA0: " "}


def clean(text: str) -> str:
    """The text as it is printed: tabs become a full space, control and zero-width characters vanish.

    Line breaks stay. Markup means nothing here: `&` and `<b>` are printed as they stand.
    """
    if text.isprintable():  # the usual case; variation selectors count as printable, hence the look-up below
        return text if _INVISIBLE.isdisjoint(map(ord, text)) else text.translate(_CLEAN)
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEAN)


@cache
def _faces() -> dict[str, dict[str, object]]:
    return tomllib.loads((shipped("resources") / "fonts" / "fonts.toml").read_text("utf-8"))


@cache
def _coverage() -> dict[str, frozenset[int]]:
    """Code points by file, from the list made with the fonts: a font not needed is never opened."""
    covered = {}
    for line in (shipped("resources") / "fonts" / "coverage.lst").read_text("utf-8").splitlines():
        file, *ranges = line.split(" ")
        spans = (span.split("-") for span in ranges)
        covered[file] = frozenset(
            code for span in spans for code in range(int(span[0], 16), int(span[-1], 16) + 1)
        )
    return covered


def covered(role: str) -> frozenset[int]:
    """The code points a role's own file draws."""
    return _coverage()[str(_faces()[role]["file"])]


def font_file(role: str) -> str:
    """The path of a role's file, for the screen's font database."""
    return str(shipped("resources") / "fonts" / str(_faces()[role]["file"]))


def family(role: str) -> str:
    """The family name of a role's face."""
    return str(_faces()[role]["family"])


@cache
def register(role: str) -> ttfonts.TTFont:
    """Open a face for printing, once; its name in the PDF library is the role."""
    ttfonts.makeToUnicodeCMap = _to_unicode
    font = ttfonts.TTFont(role, font_file(role), asciiReadable=False, shapable=False)
    font.face.get_table = partial(_table, font.face)
    pdfmetrics.registerFont(font)
    return font


class _Outlines:
    """The table of outlines, of which a subset takes some: reportlab would copy all ten megabytes for each paper."""

    def __init__(self, whole: bytes, start: int) -> None:
        self._whole, self._start = whole, start

    def __getitem__(self, part: slice) -> bytes:
        return self._whole[self._start + part.start : self._start + part.stop]


def _table(face: ttfonts.TTFontFace, tag: str) -> bytes | _Outlines:
    start, length = face.get_table_pos(tag)
    whole: bytes = face._ttf_data  # noqa: SLF001 - what reportlab's own get_table reads
    return _Outlines(whole, start) if tag == "glyf" else whole[start : start + length]


def _to_unicode(name: str, subset: list[int]) -> str:
    """How text is read back from a PDF subset, correct beyond the BMP.

    reportlab writes such code points as five digits, which readers take for something else.
    """
    pairs = [f"<{n:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for n, code in enumerate(subset)]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{len(subset) - 1:02X}>",
            "endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


class _Glyphs(dict[str, Glyph]):
    """Character → face and width for one role, found when first asked for."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.chain = _chain(role)

    def __missing__(self, char: str) -> Glyph:
        role = _who_has(char, self.chain) or self.chain[0]
        glyph = role, float(register(role).face.getCharWidth(ord(char))) / 1000
        self[char] = glyph
        return glyph


def _chain(role: str) -> list[str]:
    """The role and those that help it out, in order."""
    then = _faces()[role]["then"]
    assert isinstance(then, list)
    return [role, *then]


def _who_has(char: str, chain: Iterable[str]) -> str | None:
    return next((role for role in chain if ord(char) in covered(role)), None)


@cache
def glyphs(role: str) -> dict[str, Glyph]:
    """Look-up from a character to who draws it and how wide, in em; grows as it is asked."""
    return glyphs(role.removesuffix(RED)) if role.endswith(RED) else _Glyphs(role)


def width(text: str, role: str, size: float) -> float:
    """Width in points of cleaned text on one line."""
    table = glyphs(role)
    return sum([table[char][1] for char in text]) * size


def runs(text: str, role: str) -> list[tuple[str, str]]:
    """Cleaned text cut into pieces that one face draws: `[(role of the face, piece), …]`."""
    table = glyphs(role)
    faces = {table[char][0] for char in text}
    if len(faces) == 1:
        return [(faces.pop(), text)]
    return [(face, "".join(part)) for face, part in groupby(text, lambda char: table[char][0])]


@cache
def _drawable() -> frozenset[int]:
    return frozenset().union(*(covered(role) for role in _chain("fang")))


def missing(text: str) -> list[str]:
    """Characters that no shipped face has, each once, in order."""
    drawable = _drawable()
    lost = (char for char in clean(text) if char != "\n" and ord(char) not in drawable)
    return list(dict.fromkeys(lost))


def missing_problems(*texts: str, field: str = "") -> list[Problem]:
    """One `paper.missing_glyph` per character that cannot be printed, to be shown before printing."""
    lost = dict.fromkeys(char for text in texts for char in missing(text))
    return [
        Problem(
            "paper.missing_glyph",
            f"打印字库里没有“{char}”（U+{ord(char):04X}）这个字，打印出来会缺字。"
            "请核对此字，或改用规范写法后再打印。",
            field,
        )
        for char in lost
    ]
