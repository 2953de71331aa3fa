"""The preview of a paper, and the way to the printer or into a PDF file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRect, QSize, Qt
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QPageLayout,
    QPageSize,
    QPainter,
    QShortcut,
    QTransform,
)
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from zqdesk.office.cases.letters import document_numbers, printouts
from zqdesk.office.cases.letters.printouts import Issued, ReservedPaper
from zqdesk.records.faults import told
from zqdesk.records.files import write_durably
from zqdesk.records.register import Outcome
from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk import pictures
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.messages import explain
from zqdesk.ui.printing.drawn import Drawn
from zqdesk.ui.printing.pages_view import PagesView
from zqdesk.ui.widgets.fields.money_edit import CountEdit
from zqdesk.ui.widgets.form import FieldBox

PRINT_DPI = 300
MOST_COPIES = 99


class PrintDialog(QDialog):
    """Printing or saving issues the paper first: only then it gets number and sheet code, and is drawn with them.

    Of a receipt or a letter there is one original: it leaves once, whatever previews of it are open, and further
    prints are copies. Of a receipt one sheet, of a letter as many as are asked for then.
    """

    def __init__(self, desk: Desk, drawn: Drawn, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"打印预览 · {drawn.title}")
        self.resize(QSize(1100, 720).boundedTo(parent.window().size()))
        self._desk, self.drawn = desk, drawn
        self._old = tuple(each.paper_id for each in drawn.papers if each.paper_id)
        self._new: tuple[str, ...] = ()
        self._unlisted = not drawn.kind and not drawn.parts
        fresh = () if self._unlisted else drawn.fresh
        self._once = any(printouts.is_once(each.kind) for each in fresh)
        self._single = self._once or any(document_numbers.is_letter(each.kind) for each in fresh)
        self._left = not fresh
        self._job: PrintJob | None = None
        self._waiting: list[Drawn] = []
        self.view = PagesView()
        self.view.show_pages(drawn.images)
        self.printers = QComboBox()
        self.printers.addItems(QPrinterInfo.availablePrinterNames())
        wanted = desk.settings.printer or QPrinterInfo.defaultPrinterName()
        self.printers.setCurrentIndex(max(0, self.printers.findText(wanted)))
        self.copies = CountEdit(1, MOST_COPIES)
        self.copies.set_value(1)
        self.copies.setEnabled(not self._once)
        self.note = theme.label("", "small", wrap=True)
        self.print_button = theme.button("打印  Ctrl+P", self.print_out, role="primary")
        self.print_button.setEnabled(self.printers.count() > 0)
        self.save_button = theme.button("另存为 PDF…", self.save)
        for keys in ("Ctrl+P", "Ctrl+Return"):
            QShortcut(QKeySequence(keys), self, self.print_out).setAutoRepeat(False)
        outside = QHBoxLayout(self)
        outside.setContentsMargins(0, 0, 16, 16)
        outside.addWidget(self.view, 1)
        outside.addLayout(self._side())
        if not self.printers.count():
            self.note.setText("这台电脑没有安装打印机，可以另存为 PDF 后打印。")

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(10)
        side.addSpacing(16)
        title = theme.label(self.drawn.title, "section", wrap=True)
        title.setFixedWidth(theme.pixels(240))
        side.addWidget(title)
        self.number = theme.label(self.drawn.number, "soft", wrap=True)
        self.number.setVisible(bool(self.drawn.number))
        side.addWidget(self.number)
        side.addWidget(theme.label(self._size(), "soft", wrap=True))
        side.addWidget(FieldBox("打印机", self.printers))
        side.addWidget(FieldBox("份数", self.copies))
        side.addWidget(self.print_button)
        side.addWidget(self.save_button)
        side.addWidget(theme.button("关闭  Esc", self.close, role="quiet"))
        side.addWidget(self.note)
        side.addStretch(1)
        return side

    def _size(self) -> str:
        """How much there is of it, and how much of that is shown."""
        drawn = self.drawn
        papers = f"{len(drawn.parts)} 份，" if drawn.parts else ""
        shown = len(drawn.images)
        first = f"，这里显示前 {shown} 页" if shown < drawn.page_count else ""
        return f"共 {papers}{drawn.page_count} 页{first}"

    def reject(self) -> None:
        """Not while pages are on their way to the printer: half a job would be taken for the whole."""
        if self._job is None:
            super().reject()

    def print_out(self) -> None:
        """Draw the pages finely in the background, then hand them to the printer."""
        if not self.print_button.isEnabled():
            return
        self.print_button.setEnabled(False)
        self.note.setText("正在准备打印…")
        self._claimed(self._prepare)

    def _prepare(self) -> None:
        """Paper by paper: the pictures of many at once would fill the memory."""
        self._waiting = list(self.drawn.papers)
        self._next()

    def _next(self) -> None:
        work = partial(pictures.pdf_pages, self._waiting.pop(0).content, dpi=PRINT_DPI)
        self._desk.background.run(work, then=self._send, failed=self._failed, lane=pictures.LANE)

    def save(self) -> None:
        """Write the PDF where the person says; its name holds the paper's, not the applicant's."""
        name, _ = QFileDialog.getSaveFileName(self, "另存为 PDF", f"{self.drawn.title}.pdf", "PDF (*.pdf)")
        if name:
            self.save_to(Path(name if name.lower().endswith(".pdf") else f"{name}.pdf"))

    def save_to(self, path: Path) -> None:
        """Write the PDF; like printing, it issues the paper."""

        def write() -> None:
            work = partial(write_pdf, path, self.drawn.content)
            self._desk.background.run(work, then=self._saved, failed=self._failed)

        self._claimed(write)

    def _saved(self, _nothing: None) -> None:
        self._sent(1)

    def _send(self, images: list[QImage]) -> None:
        copies = int(self.copies.value())
        try:
            if self._job is None:
                printer = printer_named(self.printers.currentText())
                if printouts.is_two_sided(self.drawn.kind):
                    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
                self._job = PrintJob(printer, copies)
        except Refused as refused:
            self._failed(refused)
            return
        self._job.add(images)
        if self._waiting:
            self._next()
        else:
            self._end_job()
            self._sent(copies)

    def _end_job(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.end()

    def _claimed(self, then: Callable[[], object]) -> None:
        """Issue the paper before it leaves; of what has one original a second preview is refused, with nothing printed."""
        if self._unlisted:
            then()
            return
        if self._new or not self.drawn.fresh:
            if not (self._single and self._left):
                then()
            return
        self.print_button.setEnabled(False)
        self.save_button.setEnabled(False)
        drawn, run = self.drawn, self._desk.background.run

        def numbered(reserved: list[ReservedPaper]) -> None:
            again = next((each for each in reserved if each.mark), None)
            if again is not None:
                self.note.setText(f"{again.number or drawn.title}刚才已经出具过，请关闭后补打副本。")
            else:
                run(drawn.numbered, reserved, then=redrawn, failed=self._failed, lane=pictures.LANE)

        def redrawn(final: Drawn) -> None:
            self.drawn = final
            self.view.show_pages(final.images)
            self.number.setText(final.number)
            run(self._issue(), then=issued, failed=self._failed)

        def issued(outcome: Outcome[list[str]]) -> None:
            self._new = tuple(outcome.result)
            self._desk.refresh.touched.emit(outcome.touched)
            self.save_button.setEnabled(not self._single)
            then()

        wanted = tuple((each.case_id, each.kind, each.subject_id) for each in drawn.fresh)
        self._desk.do(printouts.reserve_numbers, wanted, then=numbered, failed=self._failed)

    def _sent(self, copies: int) -> None:
        """Record what left beyond the one sheet that issuing counts; of a list nothing is recorded."""
        if self._unlisted:
            self.save_button.setEnabled(True)
            self.print_button.setEnabled(self.printers.count() > 0)
            self.note.setText("已输出。")
            return
        more = copies if self._left else copies - 1
        self._left = True
        for paper_id, count in (
            *((each, copies) for each in self._old),
            *((each, more) for each in self._new),
        ):
            if count:
                self._desk.do(printouts.record_copies, paper_id, count, failed=self._failed)
        if self._single:
            self.copies.setEnabled(False)
            self.note.setText("已输出，已记入打印登记。原件只出一次，再打为副本。")
            return
        self.save_button.setEnabled(True)
        self.print_button.setEnabled(self.printers.count() > 0)
        self.note.setText(f"已输出 {copies} 份，已记入打印登记。")

    def _issue(self) -> Callable[[], Outcome[list[str]]]:
        papers = tuple(
            Issued(each.case_id, each.kind, each.record, each.digest, each.page_count, each.subject_id)
            for each in self.drawn.fresh
        )
        return partial(self._desk.register.do, printouts.issue_papers, papers)

    def _failed(self, error: Exception) -> None:
        """Once issued, a letter may be tried again here; a receipt is a copy from then on."""
        self._end_job()
        if self._once and self._new:
            self.note.setText(f"{explain(error)}领款单已登记为打印过，请关闭后补打副本。")
            return
        self.save_button.setEnabled(True)
        self.print_button.setEnabled(self.printers.count() > 0)
        self.note.setText(explain(error))


def printer_named(name: str) -> QPrinter:
    """The system's printer of that name, set for A4 upright without a margin of its own."""
    printer = QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DPI)
    prepare(printer)
    return printer


def prepare(printer: QPrinter) -> None:
    """A4 upright, the whole sheet: the papers bring their own margins."""
    size = QPageSize(QPageSize.PageSizeId.A4)
    printer.setFullPage(True)
    printer.setPageLayout(
        QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(), QPageLayout.Unit.Millimeter)
    )
    printer.setFullPage(True)


class PrintJob:
    """Pictures on their way to a printer, each on a sheet of its own; refused if it does not take the job."""

    def __init__(self, printer: QPrinter, copies: int) -> None:
        printer.setCopyCount(copies)
        self._printer, self._painter, self._begun = printer, QPainter(), False
        if not self._painter.begin(printer):
            text = "打印机没有接受这份文件，请检查打印机是否开机、联机、有纸。"
            raise Refused(Problem("printer.failed", text))

    def add(self, images: list[QImage]) -> None:
        sheet = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        for image in images:
            if self._begun:
                self._printer.newPage()
            self._begun = True
            self._painter.drawImage(QRect(0, 0, sheet.width(), sheet.height()), upright(image))

    def end(self) -> None:
        self._painter.end()


def upright(image: QImage) -> QImage:
    """A page that lies on its side, turned onto the upright sheet: its binding edge comes to the top."""
    return image if image.width() <= image.height() else image.transformed(QTransform().rotate(90))


def write_pdf(path: Path, content: bytes) -> None:
    """A full or read-only disk is told in plain words."""
    with told():
        write_durably(path, content)
