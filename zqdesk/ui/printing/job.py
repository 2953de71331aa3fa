"""A print job of several papers: drawn one behind the other, each beginning on a page of its own."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.letters.printouts import Foreseen, ReservedPaper, copy_mark
from zqdesk.office.reserve.books.values import Book
from zqdesk.papers import catalogue
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import FORM, Sheet, finish
from zqdesk.papers.making.sheet import title as sheet_title
from zqdesk.records.tables.paper import Paper
from zqdesk.ui.desk import pictures
from zqdesk.ui.printing.drawn import PREVIEW_DPI, Drawn

SHOWN_PAGES = 20
"""The pictures of a village's forms would be hundreds of megabytes."""


@frozen
class LeftOut:
    """A case that was asked for and has no such paper now, and why."""

    name: str
    number: str
    why: str


def draw_job(
    title: str,
    papers: Sequence[tuple[str, Dossier]],
    known: Sequence[Foreseen],
    left_out: Sequence[LeftOut] = (),
) -> Drawn:
    """A paper of each case as it stands: its kind, its case, and what is known of it; what was issued comes as a copy.

    The last page lists who was left out.
    """
    makers = [partial(_new, kind, dossier) for kind, dossier in papers]
    parts = [
        _copy(each.standing) if each.standing else make(ReservedPaper("", each.number, ""))
        for make, each in zip(makers, known, strict=True)
    ]
    return _whole(title, makers, parts, _list_of(left_out))


def draw_books(title: str, kind: str, books: Sequence[tuple[str, Book]], today: date) -> Drawn:
    """A book of each subject as it stands today: the notices of a raise for a whole list."""
    makers = [partial(_book, kind, subject, book, today) for subject, book in books]
    return _whole(title, makers, [make(ReservedPaper("", "", "")) for make in makers], b"")


Make = Callable[[ReservedPaper], Drawn]
"""Draws a paper with the number it gets."""


def _whole(title: str, makers: Sequence[Make], parts: Sequence[Drawn], last: bytes) -> Drawn:
    content = pictures.joined([*(part.content for part in parts), *([last] if last else [])])
    return Drawn(
        kind="",
        title=title,
        number="",
        case_id="",
        record={},
        content=content,
        images=pictures.first_pages(content, dpi=PREVIEW_DPI, most=SHOWN_PAGES),
        make=partial(_numbered, title, makers, parts, last),
        parts=tuple(parts),
        pages=sum(part.pages for part in parts) + (pictures.page_count(last) if last else 0),
    )


def _numbered(
    title: str,
    makers: Sequence[Make],
    parts: Sequence[Drawn],
    last: bytes,
    reserved: Sequence[ReservedPaper],
) -> Drawn:
    """The same with the numbers of those that are issued now."""
    numbers = iter(reserved)
    final = [part if part.paper_id else make(next(numbers)) for make, part in zip(makers, parts, strict=True)]
    return _whole(title, makers, final, last)


def _list_of(left_out: Sequence[LeftOut]) -> bytes:
    """The list of who was left out; nothing where nobody was."""
    if not left_out:
        return b""
    sheet = Sheet(FORM, subject="未印清单")
    sheet_title(sheet, f"未印清单（{len(left_out)} 件）")
    head: Row = [Cell(each, role="hei") for each in ("申请人", "编号", "原因")]
    rows: list[Row] = [
        [Cell(each.name, align="left"), each.number, Cell(each.why, align="left")] for each in left_out
    ]
    table(sheet, (36, 60, 74), [head, *rows], header_rows=1, size=10.5)
    return finish(sheet)


def _new(kind: str, dossier: Dossier, given: ReservedPaper) -> Drawn:
    content = catalogue.content(kind, dossier, given.number, given.sheet_code)
    record, pdf = catalogue.to_record(content), catalogue.draw(kind, content)
    title, pages = catalogue.title_of(kind), pictures.page_count(pdf)
    return Drawn(kind, title, given.number, dossier.case.id, record, pdf, [], pages=pages)


def _book(kind: str, subject: str, book: Book, today: date, given: ReservedPaper) -> Drawn:
    from zqdesk.papers import bound
    from zqdesk.papers.reserve import books

    content = books.content(book, given.sheet_code, today)
    record, pdf = catalogue.to_record(content), books.draw(content)
    title, pages = bound.title_of(kind, subject), pictures.page_count(pdf)
    return Drawn(kind, title, "", "", record, pdf, [], subject_id=subject, pages=pages)


def _copy(paper: Paper) -> Drawn:
    pdf = catalogue.draw(paper.kind, catalogue.from_record(paper.kind, paper.content), copy_mark(paper))
    return Drawn(
        paper.kind,
        catalogue.title_of(paper.kind),
        paper.number,
        paper.case_id or "",
        paper.content,
        pdf,
        [],
        paper.id,
        pages=pictures.page_count(pdf),
    )
