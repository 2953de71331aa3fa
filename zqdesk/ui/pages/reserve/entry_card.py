"""The chosen entry of the journal in full: its case, its paper, its reversal, and what may be done with it."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from zqdesk.office.reserve.position import JournalRow
from zqdesk.records.register import CHINA
from zqdesk.rules.money import format_yuan
from zqdesk.rules.process import Role
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.reserve.forms import correction
from zqdesk.ui.pages.reserve.part import Part, words_of
from zqdesk.ui.printing import printing
from zqdesk.ui.widgets.tables.rows import yuan


class EntryCard(QFrame):
    """The chosen entry in full, and what can be done with it."""

    def __init__(self, desk: Desk, part: Part, find: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._desk, self._part, self._find = desk, part, find
        self.row: JournalRow | None = None
        self.heading = theme.label("", "section")
        self.amount = theme.label("", "amount")
        self.words = theme.label("", wrap=True, selectable=True)
        self.more = theme.label("", "small", wrap=True, selectable=True)
        self.case_button = theme.button("打开案件", self._open_case)
        self.paper_button = theme.button("", self._print)
        self.related_button = theme.button("", self._show_related)
        self.refund_button = theme.button("登记退回…", self._refund)
        self.reverse_button = theme.button("冲销…", self._reverse, role="danger")
        self._buttons = (
            self.case_button, self.paper_button, self.related_button, self.refund_button, self.reverse_button,
        )  # fmt: skip
        column = theme.column(16, 10, 16, 10, spacing=4)
        column.addLayout(theme.head(self.heading, self.amount, None, *self._buttons))
        column.addWidget(self.words)
        column.addWidget(self.more)
        self.setLayout(column)
        self.hide()

    def show_entry(self, row: JournalRow | None) -> None:
        """Every paper and person behind it; buttons only for what may be done with it by this person."""
        self.row = row
        self.setVisible(row is not None)
        if row is None:
            return
        at = row.booked_at.astimezone(CHINA)
        self.heading.setText(f"{row.number}  {row.kind_title}")
        self.amount.setText(f"{yuan(row.amount_fen)} 元")
        self.words.setText(f"{row.text}    {row.credit_title} → {row.debit_title}")
        related = (("冲销了", row.reverses), ("已被冲销，见", row.reversed_by))
        self.more.setText(
            words_of(
                [
                    ("记账", f"{row.by_name} {at:%Y-%m-%d %H:%M}"),
                    ("凭证", row.voucher),
                    ("领款单", row.receipt_number),
                    ("领款人", row.payee),
                    *related,
                    ("原因", row.reason),
                ]
            )
        )
        standing_entry = not row.reverses and not row.reversed_by
        paid = row.kind == "disbursement" and not row.reverses
        money = self._part.may(Role.CASHIER)
        self.case_button.setVisible(bool(row.case_id))
        self.paper_button.setVisible(paid or not row.case_id)
        self.paper_button.setText("打印领款单…" if paid else "打印凭单…")
        self.related_button.setVisible(not standing_entry)
        self.related_button.setText(f"看 {row.reverses or row.reversed_by}")
        self.refund_button.setVisible(paid and standing_entry and money)
        self.reverse_button.setVisible(standing_entry and self._part.may(Role.CASHIER, Role.APPROVER))

    def take_focus(self) -> None:
        shown = [button for button in self._buttons if button.isVisibleTo(self)]
        if shown:
            shown[0].setFocus()

    def _open_case(self) -> None:
        if self.row is not None:
            self._desk.shell.open_case(self.row.case_id)

    def _print(self) -> None:
        if self.row is not None:
            papers = printing.PaperPrinter(self._desk, self._part)
            if self.row.kind == "disbursement":
                papers.print_receipt(self.row.case_id, self.row.disbursement_id)
            else:
                papers.print_book("allocation_slip", self.row.entry_id)

    def _show_related(self) -> None:
        if self.row is not None:
            self._find(self.row.reverses or self.row.reversed_by)

    def _refund(self) -> None:
        if (row := self.row) is not None:
            form = correction.refund(row.disbursement_id, row.payee, row.receipt_number, row.amount_fen)
            self._part.act("登记退回", form, row.disbursement_id)

    def _reverse(self) -> None:
        if self.row is not None:
            row = self.row
            which = f"{row.number}，{row.text}，{format_yuan(row.amount_fen)} 元（{row.by_name}记账）。"
            then = "以红字记在今天，原记录保留；然后按正确的内容重新登记。"
            self._part.act("红字冲销", correction.reversal(row.entry_id, which + then), row.entry_id)
