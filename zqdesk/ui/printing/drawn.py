"""A paper of a case or a book of the reserve drawn as it will be printed: new, or again as a copy."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QImage

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.letters.printouts import COPY_MARK, REISSUE_MARK, ReservedPaper, copy_mark
from zqdesk.office.reserve.books.values import Book
from zqdesk.papers import catalogue
from zqdesk.records.tables.paper import Paper
from zqdesk.ui.desk import pictures

PREVIEW_DPI = 110


@frozen
class Drawn:
    """A paper as it is seen; `paper_id` is empty while it has not been issued yet, and `make` draws it with its number then.

    `case_id` is empty for a book of the reserve. `subject_id` says of what it is: the payment of a receipt,
    the month of a book.

    A print job of several papers is one too (`ui.printing.job`): `parts` are they, `content` all of them one behind
    the other, of which `images` shows the first of its `pages`; its `make` is given the numbers of all fresh ones.
    """

    kind: str
    title: str
    number: str
    case_id: str
    record: dict[str, Any]
    content: bytes
    images: list[QImage]
    paper_id: str = ""
    subject_id: str = ""
    make: "Callable[..., Drawn] | None" = None
    parts: tuple["Drawn", ...] = ()
    pages: int = 0

    @property
    def papers(self) -> tuple["Drawn", ...]:
        """The papers that leave with it: itself, where it is no print job of several."""
        return self.parts or (self,)

    @property
    def fresh(self) -> tuple["Drawn", ...]:
        """Those of them that were not issued yet."""
        return tuple(each for each in self.papers if not each.paper_id)

    @property
    def page_count(self) -> int:
        return self.pages or len(self.images)

    def numbered(self, reserved: Sequence[ReservedPaper]) -> "Drawn":
        """Drawn with the numbers its fresh papers got."""
        if self.make is None:
            return self
        return self.make(reserved) if self.parts else self.make(reserved[0])

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def draw_new(kind: str, dossier: Dossier, reserved: ReservedPaper, subject_id: str = "") -> Drawn:
    """A paper of the case as it stands; refused if a character has no glyph."""
    content = catalogue.content(kind, dossier, reserved.number, reserved.sheet_code, subject_id)
    record = catalogue.to_record(content)
    drawn = catalogue.draw(kind, content)
    images = pictures.pdf_pages(drawn, dpi=PREVIEW_DPI)
    title = catalogue.title_of(kind)
    number = reserved.number or str(record.get("number", "")) if subject_id else reserved.number
    make = partial(draw_new, kind, dossier, subject_id=subject_id)
    return Drawn(
        kind, title, number, dossier.case.id, record, drawn, images, subject_id=subject_id, make=make
    )


def draw_together(kind: str, dossiers: Sequence[Dossier], sheet_id: str, reserved: ReservedPaper) -> Drawn:
    """A notice of several families as their cases stand; refused if a character has no glyph."""
    content = catalogue.together(kind, dossiers, reserved.number, reserved.sheet_code)
    drawn = catalogue.draw(kind, content)
    images = pictures.pdf_pages(drawn, dpi=PREVIEW_DPI)
    title = f"{catalogue.title_of(kind)}（{len(dossiers)} 户）"
    record = catalogue.to_record(content)
    make = partial(draw_together, kind, dossiers, sheet_id)
    return Drawn(kind, title, content.number, "", record, drawn, images, subject_id=sheet_id, make=make)


def draw_book(kind: str, subject: str, book: Book, reserved: ReservedPaper, today: date) -> Drawn:
    """A book of the reserve as it stands today; refused if a character has no glyph."""
    from zqdesk.papers import bound
    from zqdesk.papers.reserve import books

    content = books.content(book, reserved.sheet_code, today)
    drawn = books.draw(content)
    images = pictures.pdf_pages(drawn, dpi=PREVIEW_DPI)
    record = catalogue.to_record(content)
    make = partial(_book_again, kind, subject, book, today)
    return Drawn(
        kind, bound.title_of(kind, subject), "", "", record, drawn, images, subject_id=subject, make=make
    )


def _book_again(kind: str, subject: str, book: Book, today: date, reserved: ReservedPaper) -> Drawn:
    return draw_book(kind, subject, book, reserved, today)


def draw_again(paper: Paper, void: str = "") -> Drawn:
    """An issued paper from what was stored of it, marked as a copy; `void` says why it holds no more."""
    from zqdesk.papers import bound
    from zqdesk.papers.reserve import books

    own = copy_mark(paper)
    mark = f"{own}　{void}" if void else own
    if paper.kind in bound.BOOKS:
        drawn = books.draw(books.from_record(paper.content), mark)
        name = bound.title_of(paper.kind, paper.subject_id)
    else:
        drawn = catalogue.draw(paper.kind, catalogue.from_record(paper.kind, paper.content), mark)
        name = catalogue.title_of(paper.kind)
    images = pictures.pdf_pages(drawn, dpi=PREVIEW_DPI)
    title = f"{name}（{COPY_MARK}）"
    case_id = paper.case_id or ""
    return Drawn(
        paper.kind, title, paper.number, case_id, paper.content, drawn, images, paper.id, paper.subject_id
    )


def draw_reissue(lost: Paper, reserved: ReservedPaper) -> Drawn:
    """What stood on a letter that was lost or damaged, with a sheet code of its own and the mark of a reissue."""
    record = lost.content | {"sheet_code": reserved.sheet_code}
    drawn = catalogue.draw(lost.kind, catalogue.from_record(lost.kind, record), REISSUE_MARK)
    images = pictures.pdf_pages(drawn, dpi=PREVIEW_DPI)
    title = f"{catalogue.title_of(lost.kind)}（补发）"
    make = partial(draw_reissue, lost)
    return Drawn(
        lost.kind,
        title,
        lost.number,
        lost.case_id or "",
        record,
        drawn,
        images,
        subject_id=lost.id,
        make=make,
    )
