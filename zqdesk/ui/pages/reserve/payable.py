"""Grants that wait to be paid."""

from collections.abc import Callable

from zqdesk.office.reserve.paying.payments import Payable, payable
from zqdesk.rules.process import Role
from zqdesk.rules.relief.amount import FORMS, KIND_TITLES
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.cases.listing import ListCard
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.reserve.part import Part, part_heading, yielding
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import Column, table, yuan

PAYABLE = (
    Column("领款人", lambda r: r.payee, 120, stretch=True, tip=lambda r: r.payee),
    Column("编号", lambda r: r.case_number, 196),
    Column("村（居）", lambda r: r.village, 104),
    Column(
        "类型",
        lambda r: "先行救助" if r.help_first else KIND_TITLES[r.kind],
        88,
        chip=lambda r: "bad" if r.help_first else "accent",
    ),
    Column("原因", lambda r: r.cause, 108),
    Column("方式", lambda r: FORMS.get(r.form, ""), 60),
    Column(
        "批准(元)", lambda r: yuan(r.granted_fen), 96, key=lambda r: r.granted_fen, right=True, money=True
    ),
    Column("待付(元)", lambda r: yuan(r.unpaid_fen), 96, key=lambda r: r.unpaid_fen, right=True, money=True),
    Column("同意", lambda r: f"{r.agreed_on:%m-%d} {r.agreed_by}", 104, key=lambda r: r.agreed_on),
    Column("下一期", lambda r: f"{r.next_on:%Y-%m-%d}" if r.next_on else "—", 96, key=lambda r: r.next_on),
)


class PayablePart(Part):
    """Enter opens the payment page for the cashier, the case for everybody else."""

    id, title = "payable", "待付款"

    def __init__(self, desk: Desk, place: PanelPlace, go: Callable[..., object]) -> None:
        super().__init__(desk, place, go)
        self.table = yielding(table("待付款", PAYABLE, self._open))
        self.table.remember(desk, "reserve.payable")
        self.sum = theme.label("", "amount")
        self.pays = self.may(Role.CASHIER)
        hint = theme.label("回车打开发放页" if self.pays else "回车打开案件", "small")
        export = theme.button(caption("export"), self.export)
        head = part_heading("已批未付", hint, None, self.sum, export)
        self.card = ListCard(self.table, head)
        column = theme.column()
        column.addWidget(self.card, 1)
        self.setLayout(column)

    def reload(self) -> None:
        self.desk.read(payable, then=self._show)

    def take_focus(self) -> None:
        self.table.setFocus()

    def export(self) -> None:
        exporting.export(self.desk, self, "已批未付", PAYABLE, self.table.rows.rows)

    def _show(self, rows: tuple[Payable, ...]) -> None:
        self.sum.setText(f"{yuan(sum(row.unpaid_fen for row in rows))} 元")
        self.card.show_rows(rows, lambda r: r.case_id, "没有等待发放的救助。审批人同意以后，会出现在这里。")

    def main(self) -> None:
        if (row := self.table.current()) is not None:
            self._open(row)

    def _open(self, row: Payable) -> None:
        if self.pays:
            self.desk.shell.open_payment(row.case_id)
        else:
            self.desk.shell.open_case(row.case_id)
