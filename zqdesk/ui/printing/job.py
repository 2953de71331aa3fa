"""A print job of several papers: drawn one behind the other, each beginning on a page of its own."""

from collections.abc import Sequence
from functools import partial

from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.letters.printouts import COPY_MARK, Foreseen, ReservedPaper
from zqdesk.papers import catalogue
from zqdesk.records.tables.paper import Paper
from zqdesk.ui.desk import pictures
from zqdesk.ui.printing.drawn import PREVIEW_DPI, Drawn

SHOWN_PAGES = 20
"""The pictures of a village's forms would be hundreds of megabytes."""


def draw_job(title: str, papers: Sequence[tuple[str, Dossier]], known: Sequence[Foreseen]) -> Drawn:
    """A paper of each case as it stands: its kind, its case, and what is known of it; what was issued comes as a copy."""
    parts = [
        _copy(each.standing) if each.standing else _new(kind, dossier, ReservedPaper("", each.number, ""))
        for (kind, dossier), each in zip(papers, known, strict=True)
    ]
    return _whole(title, papers, parts)


def _whole(title: str, papers: Sequence[tuple[str, Dossier]], parts: Sequence[Drawn]) -> Drawn:
    content = pictures.joined(part.content for part in parts)
    return Drawn(
        kind="",
        title=title,
        number="",
        case_id="",
        record={},
        content=content,
        images=pictures.first_pages(content, dpi=PREVIEW_DPI, most=SHOWN_PAGES),
        make=partial(_numbered, title, papers, parts),
        parts=tuple(parts),
        pages=sum(part.pages for part in parts),
    )


def _numbered(
    title: str,
    papers: Sequence[tuple[str, Dossier]],
    parts: Sequence[Drawn],
    reserved: Sequence[ReservedPaper],
) -> Drawn:
    """The same with the numbers of those that are issued now."""
    numbers = iter(reserved)
    final = [
        part if part.paper_id else _new(kind, dossier, next(numbers))
        for (kind, dossier), part in zip(papers, parts, strict=True)
    ]
    return _whole(title, papers, final)


def _new(kind: str, dossier: Dossier, given: ReservedPaper) -> Drawn:
    content = catalogue.content(kind, dossier, given.number, given.sheet_code)
    record, pdf = catalogue.to_record(content), catalogue.draw(kind, content)
    title, pages = catalogue.title_of(kind), pictures.page_count(pdf)
    return Drawn(kind, title, given.number, dossier.case.id, record, pdf, [], pages=pages)


def _copy(paper: Paper) -> Drawn:
    pdf = catalogue.draw(paper.kind, catalogue.from_record(paper.kind, paper.content), COPY_MARK)
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
