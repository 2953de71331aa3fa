"""Papers on screen and on paper: which there are, the preview, the printer, the PDF file, the copy mark."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from zqdesk.office import printouts
from zqdesk.office.dossier import Dossier
from zqdesk.office.printouts import ReservedPaper
from zqdesk.papers import catalogue
from zqdesk.papers.catalogue import PaperChoice
from zqdesk.records.paper import Paper
from zqdesk.ui import pictures
from zqdesk.ui.desk import Desk
from zqdesk.ui.drawn import Drawn, draw_again, draw_new
from zqdesk.ui.print_dialog import PrintDialog


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
        dialog = PrintDialog(self._desk, drawn, self._page)
        dialog.show()
