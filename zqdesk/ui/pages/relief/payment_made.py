"""The payments made on a case: their receipts, and the correction of one on the spot."""

from PySide6.QtWidgets import QFrame

from zqdesk.office.relief.payments.proposal import Made
from zqdesk.rules.money import format_yuan
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.page import Page
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.reserve.forms import correction
from zqdesk.ui.pages.reserve.part import ActPanel
from zqdesk.ui.printing import printing
from zqdesk.ui.widgets.tables.rows import Column, Table

REVERSAL = "红字冲销"


def standing(made: Made) -> str:
    """What became of a payment."""
    if made.standing_fen == made.amount_fen:
        return "已发放"
    return f"余 {format_yuan(made.standing_fen)}" if made.standing_fen else "已冲销或退回"


COLUMNS = (
    Column("领款单", lambda m: m.receipt_number, 200),
    Column("日期", lambda m: m.paid_on.isoformat(), 100),
    Column("金额(元)", lambda m: format_yuan(m.amount_fen), 110, right=True),
    Column("情况", standing, 120, chip=lambda m: "good" if m.standing_fen else "bad", stretch=True),
)


class MadeCard(QFrame):
    """Hidden while nothing was paid. A payment is never changed: it is reversed, or its money comes back."""

    def __init__(self, desk: Desk, page: Page, place: PanelPlace, case_id: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._desk, self._place, self._case_id = desk, place, case_id
        self._payee = ""
        self._papers = printing.PaperPrinter(desk, page)
        self.table = Table("本案的发放", COLUMNS)
        self.table.setMinimumHeight(theme.pixels(120))
        self.print_button = theme.button(caption("print", "打印领款单"), self.print_receipt)
        self.reverse_button = theme.button("记错了，冲销…", self.reverse, role="danger")
        self.refund_button = theme.button("钱退回来了…", self.refund)
        buttons = (self.reverse_button, self.refund_button, self.print_button)
        column = theme.column(16, 14, 16, 16)
        column.addLayout(theme.head(theme.label("本案发放", "section"), None, *buttons))
        column.addWidget(self.table)
        self.setLayout(column)
        self.hide()

    def show_made(self, rows: tuple[Made, ...], payee: str, just_paid: str) -> None:
        """The newest first; the one that was just paid is chosen."""
        self._payee = payee
        self.setVisible(bool(rows))
        self.table.show_rows(rows, identity=lambda m: m.disbursement_id)
        ids = [made.disbursement_id for made in self.table.rows.rows]
        if just_paid in ids:
            self.table.selectRow(ids.index(just_paid))
        self.table.choose_first()

    def print_receipt(self) -> None:
        """The receipt of the chosen payment, as a copy if it was printed before."""
        if (made := self._chosen()) is not None:
            self._papers.print_receipt(self._case_id, made.disbursement_id)

    def reverse(self) -> None:
        """Reverse the chosen payment; the approver may sign here."""
        made = self._chosen()
        if made is None or not made.standing_fen:
            return
        form = correction.reversal(
            made.entry_id,
            f"冲销领款单 {made.receipt_number}，{format_yuan(made.amount_fen)} 元：以红字记账，原记录保留，"
            "领款单作废。现金须仍在或已收回窗口。",
        )
        self._place.open(ActPanel(self._desk, made.entry_id, REVERSAL, form))

    def refund(self) -> None:
        """Record that money of the chosen payment came back."""
        made = self._chosen()
        if made is None or not made.standing_fen:
            return
        form = correction.refund(made.disbursement_id, self._payee, made.receipt_number, made.standing_fen)
        self._place.open(ActPanel(self._desk, made.disbursement_id, "登记退回", form))

    def _chosen(self) -> Made | None:
        chosen: Made | None = self.table.current()
        return chosen
