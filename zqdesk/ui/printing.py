"""Papers on screen and on paper: which there are, the preview, the printer, the PDF file, the copy mark."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from zqdesk.office import printouts
from zqdesk.office.dossier import Dossier
from zqdesk.office.printouts import ReservedPaper
from zqdesk.papers import catalogue
from zqdesk.papers.catalogue import PaperChoice
from zqdesk.records.paper import Paper
from zqdesk.ui import pictures
from zqdesk.ui.desk import Desk

COPY_MARK = "副本"
PREVIEW_DPI = 110


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper ready to be printed; `paper_id` is empty while it has not been issued yet."""

    kind: str
    title: str
    number: str
    case_id: str
    record: dict[str, Any]
    content: bytes
    images: list[QImage]
    paper_id: str = ""

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def draw_new(kind: str, dossier: Dossier, reserved: ReservedPaper) -> Drawn:
    """A paper of the case as it stands; refused if a character has no glyph."""
    content = catalogue.content(kind, dossier, reserved.number, reserved.sheet_code)
    record = catalogue.to_record(content)
    drawn = catalogue.draw(kind, content)
    images = pictures.pdf_pages(drawn, dpi=PREVIEW_DPI)
    title = catalogue.title_of(kind)
    return Drawn(kind, title, reserved.number, dossier.case.id, record, drawn, images)


def draw_again(paper: Paper) -> Drawn:
    """An issued paper from what was stored of it, marked as a copy."""
    content = catalogue.from_record(paper.kind, paper.content)
    drawn = catalogue.draw(paper.kind, content, COPY_MARK)
    images = pictures.pdf_pages(drawn, dpi=PREVIEW_DPI)
    title = f"{catalogue.title_of(paper.kind)}（{COPY_MARK}）"
    return Drawn(paper.kind, title, paper.number, paper.case_id, paper.content, drawn, images, paper.id)


class PrintMenu:
    """The papers of a case under a button: those that can be printed, why the others cannot, and copies."""

    def __init__(self, desk: Desk, page: QWidget, button: QPushButton) -> None:
        self._desk, self._page, self._button = desk, page, button
        self._dossier: Dossier | None = None

    def open(self, dossier: Dossier) -> None:
        """Ask the papers in the background: the first time it loads the drawing library."""
        self._dossier = dossier
        self._desk.background.run(catalogue.papers_of, dossier, then=self._show, lane=pictures.LANE)

    def _show(self, choices: tuple[PaperChoice, ...]) -> None:
        menu = self.menu(choices)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height() + 2)))

    def menu(self, choices: tuple[PaperChoice, ...]) -> QMenu:
        """One line for each paper; lines that cannot be chosen say why."""
        menu = QMenu(self._page)
        menu.setToolTipsVisible(True)
        for choice in choices:
            words = choice.title if choice.available else f"{choice.title}（{choice.why_not}）"
            action = menu.addAction(words, partial(self.print_new, choice.kind))
            action.setEnabled(choice.available)
        issued = self._dossier.papers if self._dossier else ()
        if issued:
            copies = menu.addMenu("补打副本")
            for paper in issued:
                words = f"{catalogue.title_of(paper.kind)} {paper.number} {paper.issued_on.isoformat()}"
                copies.addAction(words, partial(self.print_again, paper))
        return menu

    def print_new(self, kind: str) -> None:
        assert self._dossier is not None
        reserve = printouts.reserve_number
        self._desk.do(reserve, self._dossier.case.id, kind, then=partial(self._draw, kind))

    def print_again(self, paper: Paper) -> None:
        self._run(partial(draw_again, paper))

    def _draw(self, kind: str, reserved: ReservedPaper) -> None:
        assert self._dossier is not None
        self._run(partial(draw_new, kind, self._dossier, reserved))

    def _run(self, work: Callable[[], Drawn]) -> None:
        self._desk.background.run(work, then=self._preview, lane=pictures.LANE)

    def _preview(self, drawn: Drawn) -> None:
        from zqdesk.ui.print_dialog import PrintDialog

        dialog = PrintDialog(self._desk, drawn, self._page)
        dialog.show()
