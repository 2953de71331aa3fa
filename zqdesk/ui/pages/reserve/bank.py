"""The bank account: its statements, what of them is in the books, and the reconciliation of each month."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog

from zqdesk.office.hall.spreadsheets.table_file import PATTERNS, open_table
from zqdesk.office.reserve.bank import matching, reconciling, statement_file
from zqdesk.office.reserve.bank.bank_view import BankView, pair_of
from zqdesk.office.reserve.bank.statement_file import ReadStatement
from zqdesk.office.reserve.bank.statements import StatementEntry
from zqdesk.rules.process import Role
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.beside import Pair
from zqdesk.ui.pages.cases.listing import ListCard, Segments
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.reserve.forms import statement as forms
from zqdesk.ui.pages.reserve.lists.bank import ENTRIES, LINES, STATEMENTS, account, ticked
from zqdesk.ui.pages.reserve.lists.books import period_words
from zqdesk.ui.pages.reserve.part import Part, part_heading, yielding
from zqdesk.ui.printing import printing
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import table, yuan

FILES = f"银行对账单 ({PATTERNS});;全部文件 (*)"
SHOWN = (("勾对", "match"), ("对账单", "statements"))
MONTHS = 14
SIGNERS = (Role.CLERK, Role.APPROVER)


class BankPart(Part):
    """Tick a line on the left and what it is on the right; F10 of a month is its reconciliation, signed by another."""

    id, title = "bank", "银行对账"

    def __init__(self, desk: Desk, place: PanelPlace, go: Callable[..., object]) -> None:
        super().__init__(desk, place, go)
        self.seen: BankView | None = None
        self.lines = ticked("银行对账单的行", LINES)
        self.entries = ticked("账上的银行收付", ENTRIES)
        self.statements = yielding(table("银行对账单", STATEMENTS))
        for each, key in ((self.lines, "lines"), (self.entries, "entries"), (self.statements, "statements")):
            each.remember(desk, f"reserve.bank.{key}")
            yielding(each)
        self.lines.ticked.connect(self._show_sum)
        self.entries.ticked.connect(self._show_sum)
        for each in (self.lines, self.entries, self.statements):
            each.selectionModel().currentRowChanged.connect(lambda *_: self._show_buttons())
        self.papers = printing.PaperPrinter(desk, self)
        self.month = QComboBox()
        self.month.setAccessibleName("对账的月份")
        self.month.setMinimumWidth(theme.pixels(140))
        self._offer_months()
        self.month.activated.connect(lambda _: self.choose_month(str(self.month.currentData())))
        self._wanted = ""
        self.shown = Segments(SHOWN)
        self.shown.changed.connect(self._turn)
        self.sum = theme.label("", "small")
        self.enter_button = theme.button("录入对账单…", self.enter)
        self.import_button = theme.button("导入对账单…", self.choose)
        self.accept_button = theme.button("按建议勾对", self.accept)
        self.match_button = theme.button("勾对所选", self.match, role="primary")
        self.back_button = theme.button("取消勾对…", self._take_back)
        self.withdraw_button = theme.button("撤回对账单…", self._withdraw)
        self.make_button = theme.button("编制调节表…", self.make, role="primary")
        self.print_button = theme.button("打印调节表…", self.print_out)
        self.sign_button = theme.button("核对签字", self.sign_it)
        self.sign_here_button = theme.button("请同事在此签字…", self.sign_here)
        self._fill()

    def _fill(self) -> None:
        self.state = theme.label("", wrap=True)
        card, inside = theme.card()
        inside.addWidget(self.state)
        inside.addLayout(
            theme.head(None, self.print_button, self.sign_here_button, self.sign_button, self.make_button)
        )
        self.state_card = card
        export = theme.button(caption("export"), self.export, role="quiet")
        self.lines_card = ListCard(self.lines, part_heading("银行对账单", None, self.accept_button))
        self.entries_card = ListCard(
            self.entries, part_heading("账上", None, self.back_button, self.match_button)
        )
        self.sides = Pair((self.lines_card, 1), (self.entries_card, 1), least=820)
        self.statements_card = ListCard(
            self.statements, part_heading("已录入的对账单", None, self.withdraw_button)
        )
        column = theme.column(spacing=10)
        column.addLayout(
            theme.head(self.month, self.shown, self.sum, None, export, self.enter_button, self.import_button)
        )
        column.addWidget(card)
        column.addWidget(self.sides, 1)
        column.addWidget(self.statements_card, 1)
        self.setLayout(column)
        self._turn()

    def reload(self) -> None:
        self._offer_months()
        self.desk.read(account, self._wanted, self.desk.today(), then=self._show)

    def choose_month(self, month: str) -> None:
        """Another month."""
        self._wanted = month
        self.reload()

    def take_focus(self) -> None:
        (self.lines if self.shown.value() == "match" else self.statements).setFocus()

    def main(self) -> None:
        if self.seen is not None and self.accept_button.isEnabled():
            self.accept()

    def make_room(self, *, panel: bool) -> None:
        self.state_card.setVisible(not panel)
        match = self.shown.value() == "match"
        self.sides.setVisible(match and not panel)
        self.statements_card.setVisible(not match and not panel)

    def export(self) -> None:
        """The side in front into an .xlsx file."""
        front = self.statements if self.shown.value() != "match" else self.entries
        if front is self.entries and self.lines.hasFocus():
            front = self.lines
        exporting.export(self.desk, self, front.accessibleName(), front.rows.columns, front.rows.rows)

    def enter(self) -> None:
        """Type a statement in."""
        if self.seen is not None:
            self.act("录入银行对账单", forms.statement(self.desk, self.seen.next))

    def choose(self) -> None:
        """A statement out of a file of the bank."""
        name, _ = QFileDialog.getOpenFileName(self, "选择银行对账单", "", FILES)
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        """Read in a process of its own, then show what was understood, to be looked through."""
        if self.seen is None:
            return
        self.desk.shell.say("正在读取对账单…")
        work = partial(read_statement, path, self.seen.next, self.desk.today())
        self.desk.background.run(work, then=self._read, failed=self.desk.shell.show_fault, lane="aside")

    def accept(self) -> None:
        """Everything that is proposed."""
        if self.seen is not None and self.seen.proposals:
            pairs = [each.pair for each in self.seen.proposals]
            self.desk.do(matching.match_money, pairs, then=lambda _: self._done(f"已勾对 {len(pairs)} 组。"))

    def match(self) -> None:
        """What is ticked on both sides."""
        pair = pair_of(self.lines.chosen_rows(), self.entries.chosen_rows())
        self.desk.do(matching.match_money, [pair], then=lambda _: self._done("已勾对。"))

    def make(self) -> None:
        """The reconciliation of the month."""
        if self.seen is not None:
            words = period_words(self.seen.month)
            self.act(f"编制调节表 · {words}", forms.reconciliation(self.seen, words), self.seen.month)

    def print_out(self) -> None:
        """The reconciliation of the month on paper."""
        if self.seen is not None and self.seen.reconciled is not None:
            self.papers.print_book("bank_reconciliation", self.seen.reconciled.reconciliation_id)

    def sign_it(self) -> None:
        """Sign it as somebody who keeps no cash."""
        if self.seen is not None and self.seen.reconciled is not None:
            act, about = reconciling.sign_reconciliation, self.seen.reconciled.reconciliation_id
            self.desk.do(act, about, then=lambda _: self._done("已核对签字。"))

    def sign_here(self) -> None:
        """A colleague signs it on the spot."""
        if self.seen is not None and self.seen.reconciled is not None:
            title = f"核对余额调节表 · {period_words(self.seen.month)}"
            about = self.seen.reconciled.reconciliation_id
            self.sign(title, SIGNERS, reconciling.sign_reconciliation, about)

    def _read(self, read: ReadStatement) -> None:
        self.act("导入银行对账单", forms.imported(self.desk, read), read.entry.file_hash)

    def _take_back(self) -> None:
        row = next(
            (each for each in (self.entries.current(), self.lines.current()) if each and each.match_id), None
        )
        if row is not None:
            self.act("取消勾对", forms.take_back(row), row.match_id)

    def _withdraw(self) -> None:
        if (row := self.statements.current()) is not None and not row.withdrawn:
            self.act("撤回对账单", forms.withdraw(row), row.statement_id)

    def _done(self, words: str) -> None:
        self.lines.choose(())
        self.entries.choose(())
        self.desk.shell.say(words)
        self.reload()

    def _offer_months(self) -> None:
        """This month and those before it."""
        day = self.desk.today().replace(day=1)
        months = []
        for _ in range(MONTHS):
            months.append(f"{day:%Y-%m}")
            day = (day - timedelta(days=1)).replace(day=1)
        if months[0] == self.month.itemData(0):
            return
        self.month.clear()
        for each in months:
            self.month.addItem(period_words(each), each)

    def _turn(self) -> None:
        match = self.shown.value() == "match"
        self.sides.setVisible(match)
        self.statements_card.setVisible(not match)
        self._show_sum()

    def _show(self, seen: BankView) -> None:
        self.seen = seen
        self.month.setCurrentIndex(self.month.findData(seen.month))
        nothing = "还没有这个月的对账单。按“录入对账单”或“导入对账单”。"
        read = any(not each.withdrawn for each in seen.statements)
        self.lines_card.show_rows(
            seen.lines, lambda r: r.row_id, "对账单上没有待勾对的行。" if read else nothing
        )
        self.entries_card.show_rows(seen.entries, lambda r: r.row_id, "账上没有待勾对的银行收付。")
        self.statements_card.show_rows(seen.statements, lambda r: r.statement_id, nothing)
        self.state.setText(state_words(seen))
        theme.mark(
            self.state,
            "tone",
            "good" if seen.reconciled and seen.reconciled.signed and seen.reconciled.holds else "",
        )
        self._show_sum()
        self._show_buttons()

    def _show_sum(self) -> None:
        bank, books = self.lines.chosen_rows(), self.entries.chosen_rows()
        pair = (sum(each.fen for each in bank), sum(each.fen for each in books))
        self.sum.setText(f"已选 对账单 {yuan(pair[0])}，账上 {yuan(pair[1])}" if bank or books else "")
        self.match_button.setEnabled(len(bank) + len(books) > 1)

    def _show_buttons(self) -> None:
        seen = self.seen
        if seen is None:
            return
        made, me = seen.reconciled, self.desk.actor.id
        self.accept_button.setEnabled(bool(seen.proposals))
        self.accept_button.setText(f"按建议勾对 {len(seen.proposals)} 组" if seen.proposals else "按建议勾对")
        here = [each for each in (self.entries.current(), self.lines.current()) if each and each.match_id]
        self.back_button.setEnabled(bool(here))
        statement = self.statements.current()
        self.withdraw_button.setEnabled(statement is not None and not statement.withdrawn)
        waiting = made is not None and not made.signed and made.holds
        may_sign = self.may(*SIGNERS) and not self.may(Role.CASHIER)
        self.make_button.setEnabled(not seen.obstacles)
        self.make_button.setVisible(made is None or not made.holds)
        self.print_button.setVisible(made is not None)
        self.sign_button.setVisible(bool(waiting and may_sign and made and made.by_id != me))
        self.sign_here_button.setVisible(bool(waiting and not self.sign_button.isVisibleTo(self)))


def state_words(seen: BankView) -> str:
    """How the month stands: both balances, what is open, and the reconciliation or what keeps it from being made."""
    worked = seen.worked
    words = [
        f"{period_words(seen.month)}末 对账单 {yuan(worked.statement_fen)} 元，账面 {yuan(worked.book_fen)} 元"
    ]
    old = f"，其中 {len(worked.old)} 笔超过一个月" if worked.old else ""
    words.append(f"未达账项 {len(worked.items)} 笔{old}，调节后 {yuan(worked.adjusted_fen)} 元")
    made = seen.reconciled
    if made is not None and made.holds:
        words.append(f"调节表：{made.words}")
    elif made is not None:
        words.append(f"调节表：{made.words}，之后又有变动，须重新编制")
    return "；".join(words) + "。" + "".join(f"\n· {each}" for each in seen.obstacles)


def read_statement(path: Path, proposed: StatementEntry, today: date) -> ReadStatement:
    """The file as a statement that follows the last one."""
    return statement_file.statement_of(open_table(path), proposed, today)
