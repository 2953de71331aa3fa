"""A page as it is put together, and how pages become a PDF: text stays text, the same pages give the same bytes."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

from reportlab.lib import units
from reportlab.pdfbase.pdfdoc import PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from zqdesk.papers.making import archive
from zqdesk.papers.making.fonts import RED, register, runs, width
from zqdesk.papers.making.qr import dark_rows

MM: float = units.mm
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
BASELINE = 0.88
"""Em from the top of a character's square down to its baseline, the same in all faces."""

Text = tuple[float, float, str, float, str, float]
"""x, baseline from the top, role, size, characters, extra space after each character; points."""

Box = tuple[float, float, float, float]
"""x, top, width, height; points."""

Across = tuple[float, float, float, str]
"""Middle x, middle from the top, size, characters: pale writing across what stands there."""

PALE, SLANT = 0.8, 14
HAIRLINE, OUTLINE = 0.5, 1.0
EFFORT = 2
"""Of packing, 1 to 9: the usual 6 took a quarter of a form's time to make it 4 % smaller."""
RED_INK, BLACK_INK = (0.75, 0.1, 0.1), (0.0, 0.0, 0.0)


@dataclass
class Page:
    """What is placed on one page; measured from its upper left corner.

    A cell draws its upper and left line only, the outline the rest: no line is drawn twice and thereby fatter.
    `wide`: A4 on its side, for books of many columns.
    """

    texts: list[Text] = field(default_factory=list)
    cells: list[Box] = field(default_factory=list)
    outlines: list[Box] = field(default_factory=list)
    across: list[Across] = field(default_factory=list)
    wide: bool = False

    @property
    def width(self) -> float:
        return PAGE_HEIGHT if self.wide else PAGE_WIDTH

    @property
    def height(self) -> float:
        return PAGE_WIDTH if self.wide else PAGE_HEIGHT


def pdf(pages: Sequence[Page], *, subject: str, code: str) -> bytes:
    """The pages as PDF/A-2b, without a date from the clock; `code` is put on each as QR code."""
    register("fang")
    PDFZCompress.encode = _packed
    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        initialFontName="fang",
        pdfVersion=archive.VERSION,
    )
    document = canvas._doc  # noqa: SLF001 - reportlab offers no other way to it
    archive.prepare(document, subject)
    canvas.setTitle(subject)
    canvas.setCreator(archive.PRODUCER)
    canvas.setAuthor("")
    for page in pages:
        document.updateSignature("\n".join([text[4] for text in page.texts]).encode())
        canvas.setPageSize((page.width, page.height))
        _draw(canvas, page)
        if code:
            _code(canvas, code)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _packed(content: str | bytes) -> bytes:
    return zlib.compress(content.encode() if isinstance(content, str) else content, EFFORT)


def _draw(canvas: Canvas, page: Page) -> None:
    for x, middle, size, text in page.across:
        _across(canvas, x, page.height - middle, size, text)
    high = page.height
    write = canvas._code.append  # noqa: SLF001 - half of a form's time went into reportlab's way of writing a number
    if page.cells:
        write(f"{HAIRLINE} w")
        for x, top, wide, deep in page.cells:
            y = high - top
            write(f"{x:.2f} {y - deep:.2f} m {x:.2f} {y:.2f} l {x + wide:.2f} {y:.2f} l")
        write(f"S {OUTLINE} w")
        for x, top, wide, deep in page.outlines:
            write(f"{x:.2f} {high - top:.2f} m {x + wide:.2f} {high - top - deep:.2f} l")
        write("S")
    out = canvas.beginText()
    placed = out._code.append  # noqa: SLF001
    face, scale, apart = "", 0.0, 0.0
    red = False
    for x, baseline, role, size, text, spread in page.texts:
        if role.endswith(RED) is not red:
            red = not red
            out.setFillColorRGB(*(RED_INK if red else BLACK_INK))
        if spread != apart:
            out.setCharSpace(spread)
            apart = spread
        at = x
        for font, part in runs(text, role):
            if font != face or size != scale:
                out.setFont(font, size)
                face, scale = font, size
            placed(f"1 0 0 1 {at:.2f} {high - baseline:.2f} Tm {out._formatText(part)}")  # noqa: SLF001
            at += width(part, role, size) + spread * len(part)
    canvas.drawText(out)


def _across(canvas: Canvas, x: float, y: float, size: float, text: str) -> None:
    """Slanting and pale, below everything else: what was written stays readable."""
    canvas.saveState()
    canvas.setFillGray(PALE)
    canvas.translate(x, y)
    canvas.rotate(SLANT)
    at = -width(text, "hei", size) / 2
    for font, part in runs(text, "hei"):
        canvas.setFont(font, size)
        canvas.drawString(at, -size * 0.38, part)
        at += width(part, "hei", size)
    canvas.restoreState()


def _code(canvas: Canvas, code: str) -> None:
    """The sheet code as a QR code of 9 mm at the lower left."""
    canvas._code.append(_squares(code))  # noqa: SLF001


@lru_cache(maxsize=64)
def _squares(code: str) -> str:
    """The dark runs in modules, on a ground that is made as large as one: small whole numbers, drawn at once."""
    rows = dark_rows(code)
    side = 9 * MM / len(rows)
    runs = (f"{start} {-index - 1} {length} 1 re" for index, row in enumerate(rows) for start, length in row)
    return f"q {side:.4f} 0 0 {side:.4f} {24 * MM:.2f} {15 * MM:.2f} cm {' '.join(runs)} f Q"
