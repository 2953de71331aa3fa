"""One paper in the making: A4 pages, running text placed on them, and the finished PDF with its foot."""

from dataclasses import dataclass, field

from zqdesk.papers.making.fonts import clean, missing_problems, width
from zqdesk.papers.making.page import BASELINE, MM, Page, pdf
from zqdesk.papers.making.wrap import lines
from zqdesk.rules.problem import Problem, Refused


@dataclass(frozen=True)
class Frame:
    """Where a page is printed on, in mm: the space above, at the binding side, and the area itself; `wide`: A4 on its side."""

    top: float
    left: float
    width: float
    height: float
    wide: bool = False


LETTER = Frame(37, 28, 156, 225)
"""Letters and notices: GB/T 9704-2012, 22 lines of 28 characters."""

FORM = Frame(18, 24, 168, 255)
"""Forms and tables: narrower margins, room for binding at the left and the foot below."""

WIDE = Frame(16, 22, 265, 172, wide=True)
"""Books of many columns, bound at the left like the others."""

BODY_SIZE = 15.75
"""三号: 28 characters fill the 156 mm of a letter."""

LINE = 225 * MM / 22
"""Height of one of the 22 lines of a letter."""

TITLE_SIZE = 22.0
FORM_TITLE_SIZE = 18.0


@dataclass
class Sheet:
    """A paper being drawn, from its first page to its last; `y` is where the next thing goes (points from top).

    `code` finds this very paper again (printed and as QR code), `mark` tells copies apart (副本),
    `subject` is the title a reader of the PDF shows.
    """

    frame: Frame = FORM
    code: str = ""
    mark: str = ""
    subject: str = ""
    pages: list[Page] = field(default_factory=lambda: [Page()])
    y: float = -1.0

    def __post_init__(self) -> None:
        self.page.wide = self.frame.wide
        self.y = self.top

    @property
    def page(self) -> Page:
        return self.pages[-1]

    @property
    def top(self) -> float:
        return self.frame.top * MM

    @property
    def bottom(self) -> float:
        return (self.frame.top + self.frame.height) * MM

    @property
    def left(self) -> float:
        return self.frame.left * MM

    @property
    def width(self) -> float:
        return self.frame.width * MM


def new_page(sheet: Sheet) -> None:
    """Go on at the top of a fresh page."""
    sheet.pages.append(Page(wide=sheet.frame.wide))
    sheet.y = sheet.top


def need(sheet: Sheet, height: float) -> None:
    """Go to a new page unless `height` points are left on this one."""
    if sheet.y + height > sheet.bottom + 0.01 and sheet.y > sheet.top:
        new_page(sheet)


def carry(sheet: Sheet, count: int) -> None:
    """Turn the page and take the last `count` lines of running text along, no more than stand below a table."""
    old = sheet.page
    new_page(sheet)
    under = max((top + height for _, top, _, height in old.cells), default=0.0)
    lowest = sorted({text[1] for text in old.texts if text[1] > under})[-count:]
    if not lowest:
        return
    up = lowest[0] - BASELINE * BODY_SIZE - (LINE - BODY_SIZE) / 2 - sheet.top
    moved = [text for text in old.texts if text[1] >= lowest[0]]
    old.texts = [text for text in old.texts if text[1] < lowest[0]]
    sheet.page.texts += [(text[0], text[1] - up, *text[2:]) for text in moved]
    sheet.y = sheet.top + len(lowest) * LINE


def gap(sheet: Sheet, height_mm: float) -> None:
    """Leave a space, unless the page begins here."""
    if sheet.y > sheet.top:
        sheet.y += height_mm * MM


def put(
    sheet: Sheet,
    text: str,
    x: float,
    baseline: float,
    *,
    role: str = "fang",
    size: float = 12,
    spread: float = 0,
) -> None:
    """Place one line of text at a point of the page, `spread` points further apart than usual."""
    text = clean(text).replace("\n", " ")
    if text.strip(" \u3000"):
        sheet.page.texts.append((x, baseline, role, size, text, spread))


def put_in(
    sheet: Sheet, text: str, *, x: float, room: float, baseline: float, role: str, size: float, align: str
) -> None:
    """Place one line between `x` and `x + room`: `left`, `center` or `right`."""
    spare = room - width(clean(text), role, size)
    put(
        sheet, text, x + spare * {"left": 0, "center": 0.5, "right": 1}[align], baseline, role=role, size=size
    )


def title(sheet: Sheet, text: str, *, size: float | None = None, role: str = "biaosong") -> None:
    """The heading in 小标宋, centred, 二号 on letters and 小二 on forms; long ones take several lines."""
    letter = sheet.frame == LETTER
    size = size or (TITLE_SIZE if letter else FORM_TITLE_SIZE)
    sheet.subject = sheet.subject or text
    for line in lines(text, role, size, sheet.width - 2 * size):
        _line(sheet, line, role=role, size=size, height=size * 1.5, align="center")
    gap(sheet, 6 if letter else 3)


def number(sheet: Sheet, text: str, *, align: str = "right", role: str = "fang") -> None:
    """The 文号 or 编号 line."""
    size = BODY_SIZE if sheet.frame == LETTER else 10.5
    for line in lines(text, role, size, sheet.width):
        _line(sheet, line, role=role, size=size, height=size * 1.7, align=align)


def heading(sheet: Sheet, text: str, *, role: str = "hei", size: float | None = None) -> None:
    """A heading inside a paper (一、 in 黑体, （一） in 楷体); never the last line of a page."""
    size, height = _body(sheet, size)
    need(sheet, 2 * height)
    paragraph(sheet, text, role=role, size=size)


def paragraph(
    sheet: Sheet,
    text: str,
    *,
    role: str = "fang",
    size: float | None = None,
    indent: float = 2,
    align: str = "justify",
) -> None:
    """Running text over lines and pages; a line break in it starts a new paragraph.

    `indent` is the space before each paragraph in characters. `align` is `justify`, `left`, `center`, `right`.
    """
    size, height = _body(sheet, size)
    before = indent * size if align in {"justify", "left"} else 0.0
    for part in clean(text).split("\n"):
        broken = lines(part, role, size, sheet.width, before)
        for index, line in enumerate(broken):
            last = index == len(broken) - 1
            if align == "justify":
                x = before if index == 0 else 0.0
                _line(sheet, line, role=role, size=size, height=height, x=x, fill=not last)
            else:
                _line(
                    sheet,
                    line,
                    role=role,
                    size=size,
                    height=height,
                    x=before if index == 0 else 0.0,
                    align=align,
                )


def paragraph_height(sheet: Sheet, text: str, *, size: float | None = None, indent: float = 2) -> float:
    """How high `paragraph` would make this text, in points."""
    size, height = _body(sheet, size)
    parts = clean(text).split("\n")
    return height * sum(len(lines(part, "fang", size, sheet.width, indent * size)) for part in parts)


def _body(sheet: Sheet, size: float | None) -> tuple[float, float]:
    if sheet.frame == LETTER and size in {None, BODY_SIZE}:
        return BODY_SIZE, LINE
    size = size or 12
    return size, size * 1.6


def _line(
    sheet: Sheet,
    text: str,
    *,
    role: str,
    size: float,
    height: float,
    x: float = 0,
    align: str = "left",
    fill: bool = False,
) -> None:
    """One line at `y`, which moves down; `fill` stretches it to the right edge."""
    need(sheet, height)
    baseline = sheet.y + (height - size) / 2 + BASELINE * size
    if fill and len(text) > 1:
        spare = sheet.width - x - width(text, role, size)
        spread = spare / (len(text) - 1)
        put(
            sheet,
            text,
            sheet.left + x,
            baseline,
            role=role,
            size=size,
            spread=spread if spread < size / 3 else 0,
        )
    else:
        put_in(
            sheet,
            text,
            x=sheet.left + x,
            room=sheet.width - x,
            baseline=baseline,
            role=role,
            size=size,
            align=align,
        )
    sheet.y += height


def problems(sheet: Sheet) -> list[Problem]:
    """Characters on this paper that cannot be printed (`paper.missing_glyph`)."""
    return missing_problems(*(text[4] for page in sheet.pages for text in page.texts))


def finish(sheet: Sheet) -> bytes:
    """The PDF; the same sheet gives the same bytes. Refused: `paper.missing_glyph`, never a hole in the text."""
    lost = problems(sheet)
    if lost:
        raise Refused(*lost)
    for index, page in enumerate(sheet.pages):
        _foot(sheet, page, index)
    return pdf(sheet.pages, subject=sheet.subject, code=sheet.code)


def _foot(sheet: Sheet, page: Page, index: int) -> None:
    """Page number in the middle, the sheet code beside its QR code at the left, the mark of a copy at the right."""
    baseline, size = page.height - 11 * MM, 9.0
    numbered = f"第 {index + 1} 页 共 {len(sheet.pages)} 页"
    page.texts.append(((page.width - width(numbered, "song", size)) / 2, baseline, "song", size, numbered, 0))
    if sheet.code:
        page.texts.append((34 * MM, baseline, "song", 8.0, clean(sheet.code), 0))
    if sheet.mark:
        room = width(clean(sheet.mark), "hei", 12)
        page.texts.append((sheet.left + sheet.width - room, 13 * MM, "hei", 12.0, clean(sheet.mark), 0))
