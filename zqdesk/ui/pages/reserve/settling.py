"""Settling with the district: payments to be handed in, batches and their answers, requests and what came on them."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from zqdesk.office.reserve import lists
from zqdesk.office.reserve.lists import BatchItem
from zqdesk.office.reserve.paying.payments import SettlementRow
from zqdesk.rules.process import Role
from zqdesk.rules.reserve import SETTLED
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.cases.listing import ListCard, Segments
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.reserve.forms import district
from zqdesk.ui.pages.reserve.lists.settling import BATCHES, REQUESTS, Settling, settling
from zqdesk.ui.pages.reserve.part import Part, yielding
from zqdesk.ui.pages.reserve.tick_table import payments_to_tick
from zqdesk.ui.printing import printing
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import Table, table, yuan

LISTS = (("未核销的发放", "unsettled"), ("核销批次", "batches"), ("补足申请", "requests"))


class SettlingPart(Part):
    """Three lists, each with what can be done in it beside its name."""

    id, title = "settling", "核销与补足"

    def __init__(self, desk: Desk, place: PanelPlace, go: Callable[..., object]) -> None:
        super().__init__(desk, place, go)
        self.seen: Settling | None = None
        self.unsettled = payments_to_tick()
        self.unsettled.remember(desk, "reserve.unsettled")
        yielding(self.unsettled)
        self.unsettled.opened.connect(lambda row: desk.shell.open_case(row.case_id))
        self.unsettled.ticked.connect(self._show_sum)
        self.batches = yielding(table("核销批次", BATCHES, lambda _: self.answer()))
        self.requests = yielding(table("补足申请", REQUESTS, lambda _: self._print_request()))
        self.batches.remember(desk, "reserve.batches")
        self.requests.remember(desk, "reserve.requests")
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
        column.addLayout(theme.head(self.lists, self.sum, None, export, *buttons))
        column.addWidget(self.stack, 1)
        self.setLayout(column)
        self._turn()

    def reload(self) -> None:
        self.desk.read(settling, self.desk.today(), then=self._show)

    def look_at(self, what: str) -> None:
        self.lists.choose("batches" if what == SETTLED else "unsettled")
        self._turn()

    def take_focus(self) -> None:
        self._table().setFocus()

    def export(self) -> None:
        front = self._table()
        title = next(words for words, key in LISTS if key == self.lists.value())
        exporting.export(self.desk, self, title, front.rows.columns, front.rows.rows)

    def main(self) -> None:
        if self.may(Role.CASHIER):
            acts = {"unsettled": self.submit, "batches": self.answer, "requests": self.replenish}
            acts[self.lists.value()]()

    def submit(self) -> None:
        """Hand the ticked payments in."""
        if self.seen is None:
            return
        chosen = self.unsettled.chosen_rows()
        if not chosen and not self.seen.opening_fen:
            self.desk.shell.say("请先用空格键勾选要核销的发放。", "warn")
            return
        self.act("报区核销", district.submit(chosen, self.seen.opening_fen))

    def answer(self) -> None:
        """What the district answered to the chosen batch; one that was answered is shown on its form."""
        batch = self.batches.current()
        if batch is None or self.seen is None:
            return
        if batch.answer != "等待批复" or not self.may(Role.CASHIER):
            self._print_batch()
        else:
            self.desk.read(lists.items_of, batch.settlement_id, then=lambda items: self._answer(batch, items))

    def request(self) -> None:
        """Ask the district for money."""
        if self.seen is not None:
            self.act("申请补足", district.request(self.seen.position))

    def replenish(self) -> None:
        """Money of the district has arrived."""
        if self.seen is not None:
            form = district.replenishment(self.desk, self.seen.position, self.seen.requests)
            self.act("登记补足到账", form)

    def _answer(self, batch: SettlementRow, items: tuple[BatchItem, ...]) -> None:
        sent = self.seen.position.answers if self.seen else ()
        reply = next((each for each in sent if each.settlement_id == batch.settlement_id), None)
        form = district.answer(self.desk, batch, items, reply)
        self.act("登记区级批复", form, batch.settlement_id)

    def _take_back(self) -> None:
        batch = self.batches.current()
        if batch is not None and batch.answer == "等待批复":
            self.act("撤回批次", district.take_back(batch), batch.settlement_id)

    def _withdraw_request(self) -> None:
        row = self.requests.current()
        if row is not None and row.state == "waiting":
            self.act("撤回申请", district.withdraw_request(row), row.request_id)

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
        waiting = [row for row in found.batches if row.answer == "等待批复"]
        asked = f"等待批复 {len(waiting)} 批 {yuan(sum(row.amount_fen for row in waiting))} 元"
        if front == "unsettled":
            rows = self.unsettled.chosen_rows()
            total = yuan(sum(row.net_fen for row in rows))
            whole = yuan(sum(row.net_fen for row in found.unsettled))
            late = f"，{found.position.overdue_papers} 件手续逾期" if found.position.overdue_papers else ""
            more = [f"期初 {yuan(found.opening_fen)} 元"] if found.opening_fen else []
            more += [asked] if waiting else []
            said = [
                f"{len(found.unsettled):,} 笔 {whole} 元{late}",
                *more,
                f"已选 {len(rows):,} 笔 {total} 元",
            ]
            self.sum.setText("；".join(said))
        elif front == "batches":
            self.sum.setText(f"{asked}；已核销待补足 {yuan(found.position.settled_fen)} 元")
        else:
            self.sum.setText(f"已核销待补足 {yuan(found.position.settled_fen)} 元")
