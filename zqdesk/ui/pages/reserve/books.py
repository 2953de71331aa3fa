"""The books of the reserve by month, on paper and as workbooks; closing a month, and carrying a year over."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from zqdesk.office.reserve import undoing
from zqdesk.office.reserve.books import plain_text
from zqdesk.office.reserve.books.choices import BookChoice
from zqdesk.office.reserve.months import closing
from zqdesk.office.reserve.months.closing_lists import ClosingRow
from zqdesk.rules.process import Role
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.beside import Pair
from zqdesk.ui.pages.cases.listing import ListCard, fill
from zqdesk.ui.pages.cases.steps.form import at_once, because
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.reserve.lists.books import (
    CLOSINGS,
    COLUMNS,
    Shelf,
    name_words,
    period_words,
    shelf,
    title_of,
    write_plain_text,
    write_workbook,
)
from zqdesk.ui.pages.reserve.part import Part, part_heading, yielding
from zqdesk.ui.printing import printing
from zqdesk.ui.widgets.tables.rows import table


class BooksPart(Part):
    """Enter opens the print preview of the chosen book for the month above."""

    id, title = "books", "账簿与结账"

    def __init__(self, desk: Desk, place: PanelPlace, go: Callable[..., object]) -> None:
        super().__init__(desk, place, go)
        self.seen: Shelf | None = None
        self.papers = printing.PaperPrinter(desk, self)
        self.table = yielding(table("账簿", COLUMNS, lambda _: self.print_out()))
        self.month = QComboBox()
        self.month.setAccessibleName("账簿期间")
        self.month.activated.connect(lambda _: self.reload())
        self.month.setMinimumWidth(theme.pixels(140))
        self.print_button = theme.button("预览打印", self.print_out, role="primary")
        self.export_button = theme.button(caption("export", "导出表格"), self.export)
        self.text_button = theme.button("导出文本账…", self.export_text)
        self.text_button.setToolTip("beancount 格式，任何会计软件都能核对")
        buttons = (self.export_button, self.print_button)
        self.books = ListCard(self.table, part_heading("账簿", self.month, None, *buttons))
        self.closed = yielding(table("已结账的月份", CLOSINGS))
        self.reopen_button = theme.button("重新打开…", self.reopen, role="danger")
        self.closed_card = ListCard(
            self.closed, part_heading("已结账", None, self.reopen_button, self.text_button)
        )
        self.table.remember(desk, "reserve.books")
        self.closed.remember(desk, "reserve.closings")
        side = QWidget()
        beside = theme.column(spacing=12)
        side.setLayout(beside)
        beside.addWidget(self._closing_card())
        beside.addWidget(self.closed_card, 1)
        body = theme.column()
        body.addWidget(Pair((self.books, 3), (side, 2), least=820))
        self.setLayout(body)

    def _closing_card(self) -> Any:
        card, inside = theme.card()
        self.close_title = theme.label("月末结账", "section")
        self.state = theme.label("", wrap=True)
        self.close_button = theme.button("结账…", self.close_month, role="primary")
        self.year_button = theme.button("年度结转…", self.carry_over)
        inside.addWidget(self.close_title)
        inside.addWidget(self.state)
        inside.addLayout(theme.head(self.close_button, self.year_button, None))
        return card

    def reload(self) -> None:
        self.desk.read(shelf, self.desk.today(), self.period(), then=self._show)

    def take_focus(self) -> None:
        self.table.setFocus()

    def period(self) -> str:
        """The month or year chosen above; this month at first."""
        return str(self.month.currentData() or f"{self.desk.today():%Y-%m}")

    def main(self) -> None:
        self.print_out()

    def print_out(self) -> None:
        """The preview of the chosen book."""
        line: BookChoice | None = self.table.current()
        if line is not None:
            self.desk.shell.say(f"正在排版{title_of(line)}，页数多时需要一会儿，可以继续做别的。")
            self.papers.print_book(line.kind, line.subject)

    def export(self) -> None:
        """The chosen book into an .xlsx file."""
        line: BookChoice | None = self.table.current()
        if line is None:
            return
        wanted = f"{title_of(line)} {name_words(line)}.xlsx".replace("/", "、")
        name, _ = QFileDialog.getSaveFileName(self, "导出表格", wanted, "Excel 工作簿 (*.xlsx)")
        if name:
            self.export_to(line, Path(name if name.lower().endswith(".xlsx") else f"{name}.xlsx"))

    def export_to(self, line: BookChoice, path: Path) -> None:
        """Write the workbook at once or not at all."""
        read = self.desk.register.read
        self._write(partial(write_workbook, read, line.kind, line.subject, path), path)

    def export_text(self) -> None:
        """The whole journal up to the month above, for an accountant's tool."""
        period = self.period()
        wanted = f"备用金文本账 {period_words(period)}{plain_text.ENDING}"
        name, _ = QFileDialog.getSaveFileName(self, "导出文本账", wanted, f"文本账 (*{plain_text.ENDING})")
        if name:
            path = Path(name if name.endswith(plain_text.ENDING) else f"{name}{plain_text.ENDING}")
            self._write(partial(write_plain_text, self.desk.register.read, period, path), path)

    def _write(self, work: Callable[[], None], path: Path) -> None:
        self.desk.background.run(work, then=lambda _: self.desk.shell.say(f"已导出到 {path.name}。"))

    def close_month(self) -> None:
        """Close the next month for good."""
        if self.seen is None:
            return
        month = self.seen.closings.month
        words = period_words(month)
        then = f"结{words}的账。结账以后这个月不能再记账；以后发现的差错用红字冲销记在当天。结错了的，由两个人重新打开。"
        self.act("月末结账", at_once(closing.close_month, then, f"结{words}账", about=(month,)))

    def carry_over(self) -> None:
        """Carry the closed year over."""
        if self.seen is None or not self.seen.closings.year:
            return
        year = self.seen.closings.year
        then = f"{year}年的余额结转到{year + 1}年继续使用；区级要收回的，先登记上缴。"
        self.act("年度结转", at_once(closing.carry_over, then, f"结转{year}年度", about=(year,)))

    def reopen(self) -> None:
        """Open the period again that was closed last, by two people."""
        last = self._last_closed()
        if last is None:
            return
        words = period_words(last.period)
        form = because(
            undoing.reopen_period,
            "重新打开的原因",
            "例如：电脑日期有误，提前结了账",
            then=f"{words}（{last.closed_on}结账）。结账记录和当时的账簿保留，查清后再结一次；须审批人说明同意。",
            submit=f"重新打开{words}",
            about=(last.closing_id,),
            danger=True,
        )
        self.act("重新打开已结期间", form, last.closing_id)

    def _last_closed(self) -> ClosingRow | None:
        rows = self.seen.closings.rows if self.seen else ()
        return next((row for row in rows if not row.opened_again), None)

    def _show(self, seen: Shelf) -> None:
        self.seen = seen
        fill(self.month, "", [(period_words(each), each) for each in seen.periods])
        self.month.removeItem(0)
        self.month.setCurrentIndex(max(0, self.month.findData(seen.period)))
        self.books.show_rows(seen.books, lambda r: (r.kind, r.subject), "")
        found = seen.closings
        self.close_title.setText(f"月末结账 · {period_words(found.month)}")
        ready = not found.obstacles
        self.state.setText("可以结账。" if ready else "\n".join(f"· {words}" for words in found.obstacles))
        theme.mark(self.state, "tone", "good" if ready else "")
        cashier = self.may(Role.CASHIER)
        self.close_button.setVisible(cashier)
        self.close_button.setEnabled(ready)
        self.year_button.setVisible(cashier and bool(found.year))
        self.reopen_button.setVisible(cashier and self._last_closed() is not None)
        self.year_button.setText(f"结转{found.year}年度…")
        rows: tuple[ClosingRow, ...] = found.rows
        self.closed_card.show_rows(rows, lambda r: r.closing_id, "还没有结过账。每月最后一天起可以结账。")
