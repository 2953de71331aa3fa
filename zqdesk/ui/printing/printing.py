"""Papers on screen and on paper: which there are, the preview, the printer, the PDF file, the copy mark."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QInputDialog, QMenu, QPushButton, QWidget

from zqdesk.office.across.dossier import Dossier, of_case, of_cases, of_sheet
from zqdesk.office.cases.letters import document_numbers, printouts
from zqdesk.office.cases.letters.printouts import Foreseen, ReservedPaper
from zqdesk.office.reserve.books.values import Book
from zqdesk.papers import catalogue
from zqdesk.papers.catalogue import PaperChoice
from zqdesk.records.tables.paper import Paper
from zqdesk.ui.desk import pictures
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.printing.drawn import Drawn, draw_again, draw_book, draw_new, draw_reissue, draw_together
from zqdesk.ui.printing.job import LeftOut, draw_books, draw_job
from zqdesk.ui.printing.print_dialog import PrintDialog

RECEIPT = "receipt"
MOST_NAMED = 5
"""The paper of which there is one for each payment."""


class PaperPrinter:
    """Any paper through the same preview: of a case, a receipt, a book of the reserve, a copy of an issued one."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self._desk, self._page = desk, page

    def print_paper(self, dossier: Dossier, kind: str, subject_id: str = "") -> None:
        """A new paper of the case as it stands; it is issued, and takes a number, when it leaves the preview.

        A letter that was issued already comes as a copy.
        """

        def draw(known: Foreseen) -> None:
            if known.standing is not None:
                self.print_again(known.standing, dossier)
            else:
                self._run(partial(draw_new, kind, dossier, preview(known.number), subject_id))

        today = self._desk.today()
        self._desk.read(printouts.foreseen, dossier.case.id, kind, subject_id, today, then=draw)

    def print_together(self, kind: str, sheet_id: str) -> None:
        """The notice on which several families hang, as their cases stand."""
        today = self._desk.today()

        def draw(known: Foreseen) -> None:
            def read(dossiers: tuple[Dossier, ...]) -> None:
                self._run(partial(draw_together, kind, dossiers, sheet_id, preview(known.number)))

            self._desk.read(of_sheet, sheet_id, today, then=read)

        self._desk.read(printouts.foreseen, "", kind, sheet_id, today, then=draw)

    def print_of_each(
        self, title: str, case_ids: Sequence[str], kind_of: Callable[[Dossier], str], none: str
    ) -> None:
        """The paper that `kind_of` names of each case, in one print job; cases it names none of are left out.

        `none` is said where there is none of any. Who is left out stands on a list at the end, and is said at once.
        """
        today = self._desk.today()

        def read(dossiers: tuple[Dossier, ...]) -> None:
            work = partial(_wanted, dossiers, kind_of)
            self._desk.background.run(work, then=draw, lane=pictures.LANE)

        def draw(wanted_papers: tuple[list[tuple[str, Dossier]], tuple[LeftOut, ...]]) -> None:
            papers, left_out = wanted_papers
            if not papers:
                self._desk.shell.say(none, "warn")
                return
            if left_out:
                names = "、".join(each.name for each in left_out[:MOST_NAMED])
                more = f"等 {len(left_out)} 件" if len(left_out) > MOST_NAMED else ""
                self._desk.shell.say(f"没有印：{names}{more}，原因见最后的未印清单。", "warn")
            wanted = tuple((dossier.case.id, kind) for kind, dossier in papers)

            def drawn(known: tuple[Foreseen, ...]) -> None:
                self._run(partial(draw_job, title, papers, known, left_out))

            self._desk.read(printouts.foreseen_of, wanted, today, then=drawn)

        self._desk.read(of_cases, tuple(case_ids), today, then=read)

    def print_receipt(self, case_id: str, disbursement_id: str) -> None:
        """The receipt of a payment; one that was issued comes as a copy, crossed where the payment was reversed."""
        today = self._desk.today()

        def found(dossier: Dossier) -> None:
            issued = issued_receipt(dossier, disbursement_id)
            if issued is None:
                self.print_paper(dossier, RECEIPT, disbursement_id)
            else:
                self.print_again(issued, dossier)

        self._desk.read(of_case, case_id, today, then=found)

    def print_book(self, kind: str, subject: str) -> None:
        """A book of the reserve or a roster: of a month (2026-11), a year, or of one entry, count, hand-over, batch or list."""
        from zqdesk.papers import bound

        today = self._desk.today()

        def drawn(book: Book) -> None:
            self._run(partial(draw_book, kind, subject, book, preview(), today))

        self._desk.read(bound.view, kind, subject, then=drawn)

    def print_books(self, title: str, kind: str, subjects: Sequence[str]) -> None:
        """A book of each subject in one print job: what each household of a list is told."""
        from zqdesk.papers import bound

        today = self._desk.today()

        def drawn(books: tuple[Book, ...]) -> None:
            self._run(partial(draw_books, title, kind, tuple(zip(subjects, books, strict=True)), today))

        self._desk.read(bound.views, kind, tuple(subjects), then=drawn)

    def print_again(self, paper: Paper, dossier: Dossier | None = None) -> None:
        """A copy of an issued paper, from what stood on it; the dossier tells whether a receipt still holds."""
        void = partial(catalogue.void_of, dossier, paper)
        self._run(lambda: draw_again(paper, void()))

    def print_reissue(self, lost: Paper) -> None:
        """What stood on a letter that was lost or damaged, once more; the lost one holds until this leaves the preview."""
        self._run(partial(draw_reissue, lost, preview(lost.number)))

    def _run(self, work: Callable[[], Drawn]) -> None:
        self._desk.background.run(work, then=self._preview, lane=pictures.LANE)

    def _preview(self, drawn: Drawn) -> None:
        dialog = PrintDialog(self._desk, drawn, self._page)
        dialog.show()


def _wanted(
    dossiers: tuple[Dossier, ...], kind_of: Callable[[Dossier], str]
) -> tuple[list[tuple[str, Dossier]], tuple[LeftOut, ...]]:
    """The papers of the job, and the cases that have none with why."""
    found = [(kind_of(dossier), dossier) for dossier in dossiers]
    left_out = (
        LeftOut(each.applicant.name, each.case.number, _why(each)) for kind, each in found if not kind
    )
    return [(kind, dossier) for kind, dossier in found if kind], tuple(left_out)


def _why(dossier: Dossier) -> str:
    """Why a case has no such paper now: in what state it is."""
    return f"{dossier.process.state(dossier.case.state).title}，现在没有这种文书"


def letter_of(dossier: Dossier) -> str:
    """The kind of the letter that tells the household what was decided; empty where there is none to be printed."""
    offered = catalogue.papers_of(dossier)
    return next(
        (each.kind for each in offered if each.available and document_numbers.tells_decision(each.kind)), ""
    )


class PrintMenu:
    """The papers of a case under a button: those that can be printed, why the others cannot, and copies."""

    def __init__(self, desk: Desk, page: QWidget, button: QPushButton) -> None:
        self._desk, self._page, self._button = desk, page, button
        self._printer = PaperPrinter(desk, page)
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
            action = menu.addAction(words, partial(self.print_new, choice.kind, choice.subject_id))
            action.setEnabled(choice.available)
        issued = self._dossier.papers if self._dossier else ()
        if issued:
            copies = menu.addMenu("补打副本")
            for paper in issued:
                copies.addAction(issued_words(paper), partial(self.print_again, paper))
        letters = [
            each for each in issued if document_numbers.is_letter(each.kind) and each.replaced_on is None
        ]
        if letters:
            corrected = menu.addMenu("更正后重新出具")
            for paper in letters:
                corrected.addAction(issued_words(paper), partial(self.replace, paper))
            lost = menu.addMenu("原件遗失、损毁补发")
            for paper in letters:
                lost.addAction(issued_words(paper), partial(self.reissue, paper))
        return menu

    def print_new(self, kind: str, subject_id: str = "") -> None:
        assert self._dossier is not None
        self._printer.print_paper(self._dossier, kind, subject_id)

    def replace(self, paper: Paper) -> None:
        """A corrected letter in place of an issued one, under its number; why is asked and kept."""
        asked = "为什么重新出具（会记入经过）；原件收回，副本注明已被代替："
        reason, given = QInputDialog.getText(self._page, issued_words(paper), asked)
        if given and reason.strip():
            then = partial(self._replaced, paper)
            self._desk.do(printouts.replace_letter, paper.id, reason.strip(), then=then)

    def reissue(self, paper: Paper) -> None:
        """Once more what was lost or damaged, under its number; how it came about is asked and kept."""
        asked = "原件怎样遗失或者损毁，谁来补领（会记入经过）；内容、文号不变，注明补发，原件作废："
        reason, given = QInputDialog.getText(self._page, issued_words(paper), asked)
        if given and reason.strip():
            then = partial(self._reissued, paper)
            self._desk.do(printouts.reissue_letter, paper.id, reason.strip(), then=then)

    def _reissued(self, paper: Paper, _nothing: None) -> None:
        self._printer.print_reissue(paper)

    def _replaced(self, paper: Paper, _nothing: None) -> None:
        self.print_new(paper.kind, paper.subject_id)

    def print_again(self, paper: Paper) -> None:
        self._printer.print_again(paper, self._dossier)


def preview(number: str = "") -> ReservedPaper:
    """What is not issued yet: no sheet code, and the number only where it is known already."""
    return ReservedPaper("", number, "")


def issued_receipt(dossier: Dossier, disbursement_id: str) -> Paper | None:
    """The receipt that was printed for a payment of the case."""
    printed = (
        paper for paper in dossier.papers if (paper.kind, paper.subject_id) == (RECEIPT, disbursement_id)
    )
    return next(printed, None)


def issued_words(paper: Paper) -> str:
    """`确认通知书 示街救确〔2026〕1号 2026-12-01`; a receipt by its own number."""
    number = paper.number or paper.content.get("number", "")
    void = "（已代替）" if paper.replaced_on else ""
    again = "（补发）" if printouts.is_reissue(paper.kind, paper.subject_id) else ""
    return f"{catalogue.title_of(paper.kind)}{again} {number} {paper.issued_on.isoformat()}{void}"
