"""The part of donated money: what came in and what is left of it, and on whom the chosen one was spent."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from zqdesk.office.goods import donating
from zqdesk.office.goods.donating import DonationEntry, DonationRow, SpendingEntry, SpendingRow
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.beside import Pair
from zqdesk.ui.pages.cases.listing import ListCard
from zqdesk.ui.pages.cases.steps.form import Field, StepForm, because
from zqdesk.ui.pages.cases.steps.panel import StepPanel
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.reserve.part import ActPanel, part_heading, yielding
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.id_edit import IdEdit
from zqdesk.ui.widgets.fields.money_edit import CountEdit, MoneyEdit
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit
from zqdesk.ui.widgets.tables.rows import Column, table, yuan

DONATIONS = (
    Column("收到日期", lambda r: f"{r.received_on:%Y-%m-%d}", 100, key=lambda r: r.received_on),
    Column("捐赠单位（人）", lambda r: r.donor, 130, stretch=True, tip=lambda r: r.reason or r.donor),
    Column("用途", lambda r: r.purpose, 110, tip=lambda r: r.purpose),
    Column("存放账户", lambda r: r.kept_at, 120, tip=lambda r: r.kept_at),
    Column("金额(元)", lambda r: yuan(r.amount_fen), 110, key=lambda r: r.amount_fen, right=True, money=True),
    Column("结余(元)", lambda r: yuan(r.left_fen), 110, key=lambda r: r.left_fen, right=True, money=True),
    Column("冲销", lambda r: "冲销" if r.reason else "已冲销" if r.reversed else "", 70),
)
SPENDINGS = (
    Column("支出日期", lambda r: f"{r.spent_on:%Y-%m-%d}", 100, key=lambda r: r.spent_on),
    Column("户主", lambda r: r.head, 96),
    Column("事由", lambda r: r.matter, 120, stretch=True, tip=lambda r: f"{r.matter}\n{r.basis}"),
    Column("人数", lambda r: str(r.persons), 54, key=lambda r: r.persons, right=True),
    Column("金额(元)", lambda r: yuan(r.amount_fen), 104, key=lambda r: r.amount_fen, right=True, money=True),
    Column("冲销", lambda r: "冲销" if r.reason else "已冲销" if r.reversed else "", 70),
)


class DonationsPart(QWidget):
    """Ctrl+Enter spends of the chosen donation; its spendings stand beside it."""

    def __init__(self, desk: Desk, place: PanelPlace, *, clerk: bool) -> None:
        super().__init__()
        self.desk, self.place, self.clerk = desk, place, clerk
        self._spendings: Sequence[SpendingRow] = ()
        self.table = yielding(table("捐赠资金", DONATIONS, lambda _: self.spend()))
        self.table.remember(desk, "goods.donations")
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_spendings())
        self.spent = yielding(table("捐赠支出", SPENDINGS))
        self.spent.remember(desk, "goods.spendings")
        self.sums = theme.label("", "small", wrap=True)
        receive = theme.button("收到捐赠…", self.receive)
        spend = theme.button("支出…  Ctrl+Enter", self.spend, role="primary")
        undo = theme.button("冲销捐赠…", self.reverse, role="quiet")
        undo_spending = theme.button("冲销支出…", self.reverse_spending, role="quiet")
        own, beside = ((undo, receive, spend), (undo_spending,)) if clerk else ((), ())
        self.card = ListCard(self.table, part_heading("捐赠资金", self.sums, None, *own))
        self.spent_card = ListCard(self.spent, part_heading("支出", None, *beside))
        column = theme.column(spacing=10)
        column.addWidget(Pair((self.card, 3), (self.spent_card, 2), least=900), 1)
        self.setLayout(column)

    def show_rows(self, donations: Sequence[DonationRow], spendings: Sequence[SpendingRow]) -> None:
        """What was read with the page."""
        self._spendings = spendings
        self.card.show_rows(
            donations, lambda r: r.donation_id, "还没有收到捐赠资金。捐赠资金单独记账，不与备用金混用。"
        )
        self.sums.setText(f"结余 {yuan(sum(row.left_fen for row in donations))} 元")
        self._show_spendings()

    def receive(self) -> None:
        fields: list[Field] = [
            ("donor", "捐赠单位（人）", TextEdit(), 1),
            ("amount_fen", "金额（元）", MoneyEdit(), 1),
            ("received_on", "收到日期", DateEdit(self.desk.today), 1),
            ("kept_at", "存放账户", TextEdit("区慈善总会账户、镇街往来专户"), 1),
            ("voucher", "单据号", TextEdit(), 1),
            ("purpose", "捐赠用途", TextEdit("大病救助、助学、不限"), 1),
        ]
        form = StepForm(
            donating.receive_donation, DonationEntry(received_on=self.desk.today()), fields, submit="登记",
            explain="捐赠资金单独记账，按捐赠人指定的用途使用，不存入备用金账户。登记错了的冲销，不修改。",
        )  # fmt: skip
        self.place.open(ActPanel(self.desk, "", "收到捐赠资金", form))

    def spend(self) -> None:
        """What a household gets of the chosen donation."""
        row: DonationRow | None = self.table.current()
        if not self.clerk:
            return
        if row is None or not row.left_fen:
            self.desk.shell.say("请先选一笔还有结余的捐赠。", "warn")
            return
        fields: list[Field] = [
            ("id_number", "户主身份证号", IdEdit(self.desk.today), 1),
            ("persons", "救助人数", CountEdit(), 1),
            ("amount_fen", "金额（元）", MoneyEdit(), 1),
            ("spent_on", "支出日期", DateEdit(self.desk.today), 1),
            ("receiver", "领款人", TextEdit(), 1),
            ("basis", "批准依据", TextEdit("会议纪要、批准文号、批准人"), 1),
            ("voucher", "单据号", TextEdit(), 1),
            ("matter", "救助事由", LongTextEdit(), 3),
        ]
        form = StepForm(
            donating.spend_donation, SpendingEntry(spent_on=self.desk.today()), fields, submit="登记支出",
            explain=f"{row.donor}捐赠，用途：{row.purpose}；结余 {yuan(row.left_fen)} 元。",
        )  # fmt: skip
        self.place.open(StepPanel(self.desk, row.donation_id, "支出捐赠资金", form))

    def reverse(self) -> None:
        row: DonationRow | None = self.table.current()
        if row is not None:
            then = f"{row.donor}捐赠的{yuan(row.amount_fen)}元冲销，原记录保留。"
            self._reverse(donating.reverse_donation, "冲销捐赠资金", then, row.donation_id)

    def reverse_spending(self) -> None:
        row: SpendingRow | None = self.spent.current()
        if row is not None:
            then = f"{row.head}户的{yuan(row.amount_fen)}元退回这笔捐赠，原记录保留。"
            self._reverse(donating.reverse_spending, "冲销捐赠支出", then, row.spending_id)

    def _reverse(self, act: object, title: str, then: str, about: str) -> None:
        form = because(act, "冲销的原因", then=then, submit="冲销", danger=True)  # type: ignore[arg-type]
        self.place.open(StepPanel(self.desk, about, title, form))

    def _show_spendings(self) -> None:
        row: DonationRow | None = self.table.current()
        rows = [each for each in self._spendings if row is not None and each.donation_id == row.donation_id]
        self.spent_card.show_rows(rows, lambda r: r.spending_id, "选中一笔捐赠看用在了谁身上。")
