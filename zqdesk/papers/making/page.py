"""A page as it is put together, and how pages become a PDF: text stays text, the same pages give the same bytes."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
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
    canvas.setLineWidth(HAIRLINE)
    canvas.lines(
        [
            (x, page.height - top, x + dx, page.height - top - dy)
            for x, top, wide, high in page.cells
            for dx, dy in ((wide, 0), (0, high))
        ]
    )
    canvas.setLineWidth(OUTLINE)
    canvas.lines(
        [(x, page.height - top, x + wide, page.height - top - high) for x, top, wide, high in page.outlines]
    )
    out = canvas.beginText()
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
            out.setTextOrigin(at, page.height - baseline)
            out.textLine(part)
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
    rows = dark_rows(code)
    side = 9 * MM / len(rows)
    left, top = 24 * MM, 15 * MM
    path = canvas.beginPath()
    for index, row in enumerate(rows):
        for start, length in row:
            path.rect(left + start * side, top - (index + 1) * side, length * side, side)
    canvas.drawPath(path, stroke=0, fill=1)
