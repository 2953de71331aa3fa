"""The reserve at a glance: the balances, where the money lies, what does not agree, and where it went."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QMenu, QVBoxLayout, QWidget

from zqdesk.frozen import frozen
from zqdesk.office.reserve import charts as flow_looks
from zqdesk.office.reserve.charts import Flows, Share
from zqdesk.office.reserve.position import Position, position
from zqdesk.rules.process import Role
from zqdesk.rules.reserve import SETTLED, UNSETTLED
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.beside import Pair
from zqdesk.ui.desk.look.flow import Columns
from zqdesk.ui.pages.cases.listing import Segments, fill
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.reserve.first_steps import FirstSteps
from zqdesk.ui.pages.reserve.forms import bank
from zqdesk.ui.pages.reserve.journal import EVERYTHING
from zqdesk.ui.pages.reserve.overview_words import ALLOCATION, identity_words, places, warnings
from zqdesk.ui.pages.reserve.part import Part, yielding
from zqdesk.ui.widgets.shown.amount_card import AmountCard
from zqdesk.ui.widgets.shown.flow_chart import MonthChart
from zqdesk.ui.widgets.shown.share_chart import Bar, ShareChart, SplitBar
from zqdesk.ui.widgets.tables.rows import Column, table, yuan

CHARTS = (("按月收支", "months"), ("按原因", "causes"), ("按村（居）", "villages"))
FIGURES = (
    ("账面余额", "journal", EVERYTHING),
    ("已批未付", "payable", ""),
    ("已发未核销", "settling", UNSETTLED),
    ("已核销待补足", "settling", SETTLED),
)


@frozen
class Overview:
    """What the tab reads at once."""

    position: Position
    flows: Flows
    years: tuple[int, ...]


def overview(session: Any, today: date, year: int) -> Overview:
    """Balances of now and the movements of a year; 0 is this year."""
    return Overview(
        position(session, today),
        flow_looks.flows(session, year or today.year),
        flow_looks.years(session, today),
    )


COLUMNS = (
    Column("存放处", lambda r: r.name, 150, stretch=True),
    Column("保管人", lambda r: r.holder or "—", 100),
    Column("账面(元)", lambda r: yuan(r.fen), 110, key=lambda r: r.fen, right=True, money=True),
    Column("限额(元)", lambda r: r.limit or "—", 100, right=True),
    Column("盘点", lambda r: r.state, 190, chip=lambda r: r.kind),
)


class OverviewPart(Part):
    """Every figure is one step away from its entries."""

    id, title = "overview", "总览"

    def __init__(self, desk: Desk, place: PanelPlace, go: Callable[..., object]) -> None:
        super().__init__(desk, place, go)
        self.seen: Overview | None = None
        self.amounts = [AmountCard(title, partial(go, part, what)) for title, part, what in FIGURES]
        self.table = yielding(table("资金所在", COLUMNS, lambda row: go("journal", row.account)))
        self.table.remember(desk, "reserve.places")
        self.acts = theme.button("收付登记 ▾", self._menu, role="primary")
        self.acts.setVisible(self.may(Role.CASHIER))
        self.identity = theme.label("", wrap=True, selectable=True)
        self.split = SplitBar()
        self.months, self.shares = MonthChart(), ShareChart()
        self.chart = Segments(CHARTS)
        self.chart.changed.connect(self._show_chart)
        self.year = QComboBox()
        self.year.setAccessibleName("年度")
        self.year.activated.connect(lambda _: self.reload())
        self.used = theme.label("", "small")
        self.warnings = QVBoxLayout()
        self.warnings.setSpacing(6)
        self.first = FirstSteps(desk, self, self.open_act)
        self.body = QWidget()
        self._fill()
        column = theme.column(spacing=12)
        column.addWidget(self.first)
        column.addWidget(self.body, 1)
        self.setLayout(column)
        self.first.hide()
        self.body.hide()

    def _fill(self) -> None:
        figures = Columns(len(self.amounts), theme.pixels(190), across=12, down=12)
        for amount in self.amounts:
            figures.addWidget(amount)
        lies, inside = theme.card(margins=(16, 10, 16, 12), spacing=6)
        inside.addLayout(theme.head(theme.label("钱在哪里", "section"), None, self.acts))
        inside.addWidget(self.table, 1)
        told, notes = theme.card(margins=(16, 10, 16, 12), spacing=8)
        notes.addWidget(theme.label("账实与提醒", "section"))
        notes.addLayout(self.warnings)
        notes.addStretch(1)
        notes.addWidget(self.identity)
        notes.addWidget(self.split)
        self.chart_card, drawn = theme.card(margins=(16, 10, 16, 10), spacing=6)
        drawn.addLayout(
            theme.head(theme.label("资金去向", "section"), self.year, self.used, None, self.chart)
        )
        drawn.addWidget(self.months)
        drawn.addWidget(self.shares)
        column = theme.column(spacing=12)
        column.addLayout(figures)
        column.addWidget(Pair((lies, 3), (told, 2), least=760), 1)
        column.addWidget(self.chart_card)
        self.body.setLayout(column)
        self.shares.hide()

    def reload(self) -> None:
        self.desk.read(overview, self.desk.today(), self.year.currentData() or 0, then=self._show)

    def make_room(self, *, panel: bool) -> None:
        self.chart_card.setVisible(not panel)

    def take_focus(self) -> None:
        (self.amounts[0] if self.body.isVisibleTo(self) else self.first).setFocus()

    def open_act(self, title: str) -> None:
        """The panel of one of the acts between district, bank and box."""
        if self.seen is None:
            return
        form = dict(bank.FORMS)[title]
        self.act(title, form(self.desk, self.seen.position))

    def main(self) -> None:
        if self.seen is None:
            return
        if not self.body.isVisibleTo(self):
            self.first.do_next()
        elif self.acts.isVisibleTo(self):
            self._menu()

    def _menu(self) -> None:
        menu = QMenu(self)
        for title, _ in bank.FORMS:
            menu.addAction(f"{title}…", partial(self.open_act, title))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.acts.mapToGlobal(self.acts.rect().bottomLeft()))

    def _show(self, seen: Overview) -> None:
        self.seen = seen
        found = seen.position
        self.body.setVisible(found.opened)
        self.first.setVisible(not found.opened)
        self.first.show_state(found)
        self._show_amounts(found)
        self.table.show_rows(places(found), identity=lambda r: r.account)
        self.table.choose_first()
        self._show_warnings(found)
        self.identity.setText(identity_words(found))
        self.split.show_parts(
            [
                Bar("银行存款", found.bank_fen),
                Bar("现金", found.cash_fen),
                Bar("已发未核销", found.unsettled_fen),
                Bar("待补足", found.settled_fen),
            ]
        )
        fill(self.year, "", [(f"{year}年", year) for year in seen.years])
        self.year.removeItem(0)
        self.year.setCurrentIndex(max(0, self.year.findData(seen.flows.year)))
        self.used.setText(f"发放 {yuan(seen.flows.paid_fen)} 元")
        self.months.show_months(seen.flows.months)
        self._show_chart()

    def _show_amounts(self, found: Position) -> None:
        book, unpaid, unsettled, settled = self.amounts
        note = f"银行 {yuan(found.bank_fen)} + 现金 {yuan(found.cash_fen)}"
        if found.is_low:
            note = f"！低于提醒线 {yuan(found.low_water_fen)}，请申请补足"
        book.show_amount(found.book_fen, note, "bad" if found.is_low else "")
        book.show_share(found.book_fen, found.fixed_fen)
        book.show_agreement(found)
        short = found.approved_unpaid_fen > found.book_fen
        unpaid.show_amount(
            found.approved_unpaid_fen,
            "！账面余额不够付" if short else "审批人已同意，等待发放",
            "bad" if short else "",
        )
        late = found.overdue_papers
        waiting = (
            f"其中先行救助待补手续 {found.awaiting_papers} 件" if found.awaiting_papers else "等待报区核销"
        )
        unsettled.show_amount(
            found.unsettled_fen, f"！{late} 件手续逾期，不能核销" if late else waiting, "bad" if late else ""
        )
        settled.show_amount(found.settled_fen, "等待区级补足")

    def _show_warnings(self, found: Position) -> None:
        while (item := self.warnings.takeAt(0)) is not None:
            _drop(item)
        for kind, chip, words, part in warnings(found):
            line = theme.row(theme.chip(chip, kind))
            text = theme.label(words, wrap=True)
            line.addWidget(text, 1)
            if kind != "good" and (part != ALLOCATION or self.may(Role.CASHIER)):
                caption = "登记" if part == ALLOCATION else "查看"
                there = theme.button(caption, partial(self._there, part), role="quiet")
                there.setAccessibleName(f"{words}，{caption}")
                line.addWidget(there)
            self.warnings.addLayout(line)

    def _there(self, part: str) -> None:
        if part == ALLOCATION:
            self.open_act(bank.ALLOCATION)
        else:
            self.go(part)

    def _show_chart(self) -> None:
        if self.seen is None:
            return
        chosen, flows = self.chart.value(), self.seen.flows
        self.months.setVisible(chosen == "months")
        self.shares.setVisible(chosen != "months")
        shares = flows.by_cause if chosen == "causes" else flows.by_village
        self.shares.show_bars([_bar(each) for each in shares], f"{flows.year}年还没有发放。")


def _bar(share: Share) -> Bar:
    return Bar(share.title, share.fen, f"{share.cases} 件")


def _drop(item: Any) -> None:
    """Take a line of widgets away."""
    inner = item.layout()
    while inner is not None and (each := inner.takeAt(0)) is not None:
        widget = each.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
