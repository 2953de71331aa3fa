"""Settling with the district: payments to be handed in, batches and their answers, requests and what came on them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from zqdesk.office import payment_looks, reserve_lists, reserve_looks
from zqdesk.office.payment_looks import SettlementRow, Unsettled
from zqdesk.office.reserve_lists import BatchItem, RequestRow
from zqdesk.office.reserve_looks import Position
from zqdesk.rules.process import Role
from zqdesk.rules.reserve import SETTLED
from zqdesk.ui import exporting, printing, theme
from zqdesk.ui.commands import caption
from zqdesk.ui.desk import Desk
from zqdesk.ui.pages.listing import ListCard, Segments
from zqdesk.ui.pages.reserve import forms_district
from zqdesk.ui.pages.reserve.part import Part, yielding
from zqdesk.ui.pages.steps.place import PanelPlace
from zqdesk.ui.rows import Column, Table, table, yuan

LISTS = (("未核销的发放", "unsettled"), ("核销批次", "batches"), ("补足申请", "requests"))
ANSWER_CHIPS = {"等待批复": "warn", "已核销": "good", "全部退回": "bad", "已撤回": "plain"}
STATES = {"waiting": ("等待拨款", "warn"), "sent": ("已拨款", "good"), "withdrawn": ("已撤回", "plain")}

BATCHES = (
    Column("批次号", lambda r: r.number, 200),
    Column("报送日期", lambda r: f"{r.submitted_on:%Y-%m-%d}", 100, key=lambda r: r.submitted_on),
    Column("报送人", lambda r: r.by_name, 90),
    Column("笔数", lambda r: str(r.item_count), 56, key=lambda r: r.item_count, right=True),
    Column("报送(元)", lambda r: yuan(r.amount_fen), 110, key=lambda r: r.amount_fen, right=True, money=True),
    Column("答复", lambda r: r.answer, 96, chip=lambda r: ANSWER_CHIPS[r.answer]),
    Column("批复文号", lambda r: r.document_number, 150, stretch=True),
    Column("核销(元)", lambda r: yuan(r.accepted_fen), 110, key=lambda r: r.accepted_fen, right=True, money=True),
    Column("已补足(元)", lambda r: yuan(r.replenished_fen), 110, key=lambda r: r.replenished_fen, right=True, money=True),
)  # fmt: skip
REQUESTS = (
    Column("申请号", lambda r: r.number, 200),
    Column("申请日期", lambda r: f"{r.requested_on:%Y-%m-%d}", 110, key=lambda r: r.requested_on),
    Column("申请人", lambda r: r.by_name, 100),
    Column("申请(元)", lambda r: yuan(r.amount_fen), 120, key=lambda r: r.amount_fen, right=True, money=True),
    Column("理由", lambda r: r.reason, 200, stretch=True),
    Column("情况", lambda r: STATES[r.state][0], 100, chip=lambda r: STATES[r.state][1]),
    Column("到账(元)", lambda r: yuan(r.sent_fen), 120, key=lambda r: r.sent_fen, right=True, money=True),
)


@dataclass(frozen=True, slots=True)
class Settling:
    """What the tab reads at once; `opening_fen` came unsettled with the old books."""

    position: Position
    unsettled: tuple[Unsettled, ...]
    opening_fen: int
    batches: tuple[SettlementRow, ...]
    requests: tuple[RequestRow, ...]


def settling(session: Any, today: date) -> Settling:
    """Everything between the hall and the district."""
    return Settling(
        reserve_looks.position(session, today),
        payment_looks.unsettled(session),
        payment_looks.unsettled_opening_fen(session),
        payment_looks.settlements(session),
        reserve_lists.requests(session),
    )


class TickTable(Table):
    """Blank or a click ticks a payment; one whose papers are missing cannot be ticked and says why."""

    ticked = Signal()

    def __init__(self) -> None:
        self.chosen: set[str] = set()
        super().__init__(
            (
                Column("选", self._tick, 42),
                Column("领款单", lambda r: r.receipt_number, 196),
                Column("发放日期", lambda r: f"{r.paid_on:%Y-%m-%d}", 98, key=lambda r: r.paid_on),
                Column("领款人", lambda r: r.payee, 140),
                Column("村（居）", lambda r: r.village, 100, stretch=True),
                Column("原因", lambda r: r.cause, 120),
                Column(
                    "金额(元)",
                    lambda r: yuan(r.net_fen),
                    104,
                    key=lambda r: r.net_fen,
                    right=True,
                    money=True,
                ),
                Column("能否核销", _able, 168, chip=lambda r: "warn" if r.why_not else "good"),
            )
        )
        self.clicked.connect(lambda index: self.toggle(self.rows.row(index)))

    def toggle(self, row: Unsettled) -> None:
        """Choose a payment, or leave it out again."""
        if not row.why_not:
            self.chosen ^= {row.disbursement_id}
            self._changed()

    def choose_all(self) -> None:
        """Every payment that can be settled; asked again, none."""
        able = {row.disbursement_id for row in self.rows.rows if not row.why_not}
        self.chosen = set() if self.chosen == able else able
        self._changed()

    def chosen_rows(self) -> tuple[Unsettled, ...]:
        """What is ticked and still there, in the order of the list."""
        return tuple(row for row in self.rows.rows if row.disbursement_id in self.chosen and not row.why_not)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and (row := self.current()) is not None:
            self.toggle(row)
            return
        super().keyPressEvent(event)

    def _changed(self) -> None:
        self.viewport().update()
        self.ticked.emit()

    def _tick(self, row: Unsettled) -> str:
        return "—" if row.why_not else "✓" if row.disbursement_id in self.chosen else "□"


class SettlingPart(Part):
    """Three lists, each with what can be done in it beside its name."""

    id, title = "settling", "核销与补足"

    def __init__(self, desk: Desk, place: PanelPlace, go: Callable[..., object]) -> None:
        super().__init__(desk, place, go)
        self.seen: Settling | None = None
        self.unsettled = TickTable()
        yielding(self.unsettled)
        self.unsettled.opened.connect(lambda row: desk.shell.open_case(row.case_id))
        self.unsettled.ticked.connect(self._show_sum)
        self.batches = yielding(table(BATCHES, lambda _: self.answer()))
        self.requests = yielding(table(REQUESTS))
        self.lists = Segments(LISTS)
        self.lists.changed.connect(self._turn)
        self.sum = theme.label("", "small")
        self.all_button = theme.button("全选", self.unsettled.choose_all)
        self.submit_button = theme.button("报区核销…", self.submit, role="primary")
        self.answer_button = theme.button("登记批复…", self.answer, role="primary")
        self.back_button = theme.button("撤回批次…", self._take_back)
        self.form_button = theme.button("打印报账单…", self._print_batch)
        self.paper_button = theme.button("打印申请表…", self._print_request)
        self.papers = printing.PaperPrinter(desk, self)
        self.request_button = theme.button("申请补足…", self.request)
        self.withdraw_button = theme.button("撤回申请…", self._withdraw_request)
        self.money_button = theme.button("登记补足到账…", self.replenish, role="primary")
        export = theme.button(caption("export"), self.export)
        self._offered: dict[str, tuple[QPushButton, ...]] = {
            "unsettled": (self.all_button, self.submit_button),
            "batches": (self.form_button, self.back_button, self.answer_button),
            "requests": (self.paper_button, self.withdraw_button, self.request_button, self.money_button),
        }
        self.stack = QStackedWidget()
        self.cards = {
            "unsettled": ListCard(self.unsettled),
            "batches": ListCard(self.batches),
            "requests": ListCard(self.requests),
        }
        for card in self.cards.values():
            self.stack.addWidget(card)
        buttons: list[QWidget] = [each for group in self._offered.values() for each in group]
        column = theme.column(spacing=10)
        column.addLayout(theme.row(self.lists, self.sum, None, export, *buttons))
        column.addWidget(self.stack, 1)
        self.setLayout(column)
        self._turn()

    def reload(self) -> None:
        self.desk.read(settling, self.desk.today(), then=self._show)

    def look_at(self, what: str) -> None:
        self.lists.choose("requests" if what == SETTLED else "unsettled")
        self._turn()

    def take_focus(self) -> None:
        self._table().setFocus()

    def export(self) -> None:
        front = self._table()
        title = next(words for words, key in LISTS if key == self.lists.value())
        exporting.export(self.desk, self, title, front.rows.columns, front.rows.rows)

    def submit(self) -> None:
        """Hand the ticked payments in."""
        if self.seen is None:
            return
        chosen = self.unsettled.chosen_rows()
        if not chosen and not self.seen.opening_fen:
            self.desk.shell.say("请先用空格键勾选要核销的发放。", "warn")
            return
        self.act("报区核销", forms_district.submit(chosen, self.seen.opening_fen))

    def answer(self) -> None:
        """What the district answered to the chosen batch."""
        batch = self.batches.current()
        if batch is not None and batch.answer == "等待批复" and self.may(Role.CASHIER):
            self.desk.read(
                reserve_lists.items_of, batch.settlement_id, then=lambda items: self._answer(batch, items)
            )

    def request(self) -> None:
        """Ask the district for money."""
        if self.seen is not None:
            self.act("申请补足", forms_district.request(self.seen.position))

    def replenish(self) -> None:
        """Money of the district has arrived."""
        if self.seen is not None:
            form = forms_district.replenishment(self.desk, self.seen.position, self.seen.requests)
            self.act("登记补足到账", form)

    def _answer(self, batch: SettlementRow, items: tuple[BatchItem, ...]) -> None:
        form = forms_district.answer(self.desk, batch, items)
        self.act("登记区级批复", form, batch.settlement_id)

    def _take_back(self) -> None:
        batch = self.batches.current()
        if batch is not None and batch.answer == "等待批复":
            self.act("撤回批次", forms_district.take_back(batch), batch.settlement_id)

    def _withdraw_request(self) -> None:
        row = self.requests.current()
        if row is not None and row.state == "waiting":
            self.act("撤回申请", forms_district.withdraw_request(row), row.request_id)

    def _print_batch(self) -> None:
        if (row := self.batches.current()) is not None:
            self.papers.print_book("settlement_form", row.settlement_id)

    def _print_request(self) -> None:
        if (row := self.requests.current()) is not None:
            self.papers.print_book("replenishment_request", row.request_id)

    def _table(self) -> Table:
        return self.cards[self.lists.value()].table

    def _turn(self) -> None:
        front = self.lists.value()
        self.stack.setCurrentWidget(self.cards[front])
        for key, buttons in self._offered.items():
            for button in buttons:
                button.setVisible(key == front and self.may(Role.CASHIER))
        self._show_sum()

    def _show(self, seen: Settling) -> None:
        self.seen = seen
        opening = f"期初未核销 {yuan(seen.opening_fen)} 元，可随批次报核销。" if seen.opening_fen else ""
        self.cards["unsettled"].show_rows(
            seen.unsettled, lambda r: r.disbursement_id, opening or "没有未核销的发放。"
        )
        self.cards["batches"].show_rows(
            seen.batches, lambda r: r.settlement_id, "还没有报过核销。在“未核销的发放”里勾选后报送。"
        )
        self.cards["requests"].show_rows(
            seen.requests, lambda r: r.request_id, "还没有申请过补足。余额不足定额时，按“申请补足”。"
        )
        self._show_sum()

    def _show_sum(self) -> None:
        if self.seen is None:
            return
        front, found = self.lists.value(), self.seen
        if front == "unsettled":
            rows = self.unsettled.chosen_rows()
            total = yuan(sum(row.net_fen for row in rows))
            whole = yuan(sum(row.net_fen for row in found.unsettled))
            late = f"，{found.position.overdue_papers} 件手续逾期" if found.position.overdue_papers else ""
            self.sum.setText(
                f"共 {len(found.unsettled):,} 笔 {whole} 元{late}；已选 {len(rows):,} 笔 {total} 元"
            )
        elif front == "batches":
            waiting = [row for row in found.batches if row.answer == "等待批复"]
            self.sum.setText(f"等待批复 {len(waiting)} 批 {yuan(sum(r.amount_fen for r in waiting))} 元")
        else:
            self.sum.setText(f"已核销待补足 {yuan(found.position.settled_fen)} 元")


def _able(row: Unsettled) -> str:
    return row.why_not or "可以核销"
