"""A thousand approval forms, against the same lines and glyphs on a bare canvas."""

import io
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TypeVar

from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from bench.size import A_BATCH
from bench.table import Figure
from bench.vault import CHEAP, TODAY
from zqdesk.office.across import dossier
from zqdesk.office.invented import town
from zqdesk.office.invented.people import HEAD, People
from zqdesk.papers.allowance import approval
from zqdesk.papers.allowance.approval_content import Content
from zqdesk.papers.cases.family import Applicant, MemberLine
from zqdesk.papers.making import sheet
from zqdesk.papers.making.fonts import runs, width
from zqdesk.papers.making.page import PAGE_HEIGHT, PAGE_WIDTH, Page, pdf
from zqdesk.records.tables.case import Case

CASES = 60


def measure(forms: int) -> list[Figure]:
    """Forms and bare pages are drawn in turn, a batch at a time."""
    contents = list(_contents(forms))
    pages: list[list[Page]] = []
    finished = pdf

    def kept(drawn: Sequence[Page], *, subject: str, code: str) -> bytes:
        pages.append(list(drawn))
        return finished(drawn, subject=subject, code=code)

    ours = bare = 0.0
    approval.draw(contents[0])  # opens the fonts
    for first in range(0, forms, A_BATCH):
        pages.clear()
        setattr(sheet, "pdf", kept)  # noqa: B010 - the glyphs of a form are known only once it is laid out
        begun = time.perf_counter()
        for content in contents[first : first + A_BATCH]:
            approval.draw(content)
        ours += time.perf_counter() - begun
        setattr(sheet, "pdf", finished)  # noqa: B010
        placed = [[pieces(page) for page in each] for each in pages]
        begun = time.perf_counter()
        for each, texts in zip(pages, placed, strict=True):
            bare_pages(each, texts)
        bare += time.perf_counter() - begun
    note = "the same lines and glyphs on a bare reportlab canvas"
    return [Figure(f"{forms:,} approval forms", ours, bare, note, unit="s", ratio_aim=2)]


def _contents(count: int) -> Iterator[Content]:
    """Real dossiers of an invented town; so that no form is drawn twice, each names other people."""
    with tempfile.TemporaryDirectory() as folder:
        engine = town.build(Path(folder) / "data", TODAY, roll=0, cases=min(count, CASES), cost=CHEAP)
        register = town.opened(engine, TODAY).register
        ids = register.read(lambda session: list(session.scalars(select(Case.id))))
        every = [register.read(dossier.of_case, case_id, TODAY) for case_id in ids]
        engine.dispose()
    ready = [each for each in every if not approval.available(each)]
    people = People(Random(5), TODAY)
    for number in range(count):
        content = approval.content(ready[number % len(ready)], "", f"ZQ{number:08d}")
        yield replace(
            content,
            number=f"370114001-2026-DB-{number:06d}",
            applicant=_other(content.applicant, people, number),
            members=tuple(_other(line, people, number) for line in content.members),
        )


Named = TypeVar("Named", Applicant, MemberLine)


def _other(named: Named, people: People, number: int) -> Named:
    invented = people.member(HEAD, "", (20, 80), "12"[number % 2], number)
    return replace(named, name=invented.name, id_number=invented.id_number)


Piece = tuple[float, float, str, float, str]


def pieces(page: Page) -> list[Piece]:
    """Every text of a page cut by its face: x, y, font, size, characters."""
    placed = []
    for x, baseline, role, size, text, _ in page.texts:
        at = x
        for font, part in runs(text, role):
            placed.append((at, page.height - baseline, font, size, part))
            at += width(part, role, size)
    return placed


def bare_pages(pages: list[Page], texts: list[list[Piece]]) -> bytes:
    """The lines and glyphs of pages, drawn with nothing but reportlab."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1)
    for page, placed in zip(pages, texts, strict=True):
        canvas.setPageSize((page.width, page.height))
        canvas.lines([
            (x, page.height - top, x + dx, page.height - top - dy)
            for x, top, wide, high in (*page.cells, *page.outlines)
            for dx, dy in ((wide, 0), (0, high))
        ])  # fmt: skip
        for x, y, font, size, part in placed:
            canvas.setFont(font, size)
            canvas.drawString(x, y, part)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
