"""The reserve at a glance: the balances, where the money lies, what does not agree, and where it went."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from zqdesk.office import flows as flow_looks
from zqdesk.office.flows import Flows, Share
from zqdesk.office.journal import till_account
from zqdesk.office.reserve_looks import Position, TillRow, position
from zqdesk.records.register import CHINA
from zqdesk.rules.process import Role
from zqdesk.rules.reserve import BANK, SETTLED, UNSETTLED
from zqdesk.ui import theme
from zqdesk.ui.desk import Desk
from zqdesk.ui.pages.listing import Segments
from zqdesk.ui.pages.reserve import forms_bank
from zqdesk.ui.pages.reserve.first_steps import FirstSteps
from zqdesk.ui.pages.reserve.journal import EVERYTHING
from zqdesk.ui.pages.reserve.part import Part, yielding
from zqdesk.ui.pages.steps.place import PanelPlace
from zqdesk.ui.rows import Column, table, yuan
from zqdesk.ui.widgets.amount_card import AmountCard
from zqdesk.ui.widgets.flow_chart import Bar, MonthChart, ShareChart, SplitBar

CHARTS = (("按月收支", "months"), ("按原因", "causes"), ("按村（居）", "villages"))
FIGURES = (
    ("账面余额", "journal", EVERYTHING),
    ("已批未付", "payable", ""),
    ("已发未核销", "settling", UNSETTLED),
    ("已核销待补足", "settling", SETTLED),
)


@dataclass(frozen=True, slots=True)
class Overview:
    """What the tab reads at once."""

    position: Position
    flows: Flows


@dataclass(frozen=True, slots=True)
class Place:
    """A line of where the money lies: an account of the books."""

    account: str
    name: str
    holder: str
    fen: int
    limit: str
    state: str
    kind: str


def overview(session: Any, today: date) -> Overview:
    """Balances of now and the movements of this year."""
    return Overview(position(session, today), flow_looks.flows(session, today.year))


def places(found: Position) -> list[Place]:
    """The bank, then every till."""
    bank = Place(BANK, "银行存款", "", found.bank_fen, "", "", "plain")
    return [bank, *map(_place, found.tills)]


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
        self.table = yielding(table(COLUMNS, lambda row: go("journal", row.account)))
        self.table.remember(desk, "reserve.places")
        self.acts = theme.button("收付登记 ▾", self._menu, role="primary")
        self.acts.setVisible(self.may(Role.CASHIER))
        self.identity = theme.label("", wrap=True, selectable=True)
        self.split = SplitBar()
        self.months, self.shares = MonthChart(), ShareChart()
        self.chart = Segments(CHARTS)
        self.chart.changed.connect(self._show_chart)
        self.used = theme.label("", "small")
        self.warnings = QVBoxLayout()
        self.warnings.setSpacing(6)
        self.first = FirstSteps(desk, self)
        self.body = QWidget()
        self._fill()
        column = theme.column(spacing=12)
        column.addWidget(self.first)
        column.addWidget(self.body, 1)
        self.setLayout(column)
        self.first.hide()
        self.body.hide()

    def _fill(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(12)
        for amount in self.amounts:
            figures.addWidget(amount, 1)
        lies, inside = theme.card(margins=(16, 10, 16, 12), spacing=6)
        inside.addLayout(theme.row(theme.label("钱在哪里", "section"), None, self.acts))
        inside.addWidget(self.table, 1)
        told, notes = theme.card(margins=(16, 10, 16, 12), spacing=8)
        notes.addWidget(theme.label("账实与提醒", "section"))
        notes.addLayout(self.warnings)
        notes.addStretch(1)
        notes.addWidget(self.identity)
        notes.addWidget(self.split)
        self.chart_card, drawn = theme.card(margins=(16, 10, 16, 10), spacing=6)
        drawn.addLayout(theme.row(theme.label("资金去向", "section"), self.used, None, self.chart))
        drawn.addWidget(self.months)
        drawn.addWidget(self.shares)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(lies, 3)
        middle.addWidget(told, 2)
        column = theme.column(spacing=12)
        column.addLayout(figures)
        column.addLayout(middle, 1)
        column.addWidget(self.chart_card)
        self.body.setLayout(column)
        self.shares.hide()

    def reload(self) -> None:
        self.desk.read(overview, self.desk.today(), then=self._show)

    def make_room(self, *, panel: bool) -> None:
        self.chart_card.setVisible(not panel)

    def take_focus(self) -> None:
        (self.amounts[0] if self.body.isVisibleTo(self) else self.first).setFocus()

    def open_act(self, title: str) -> None:
        """The panel of one of the acts between district, bank and box."""
        assert self.seen is not None
        form = dict(forms_bank.FORMS)[title]
        self.act(title, form(self.desk, self.seen.position))

    def _menu(self) -> None:
        menu = QMenu(self)
        for title, _ in forms_bank.FORMS:
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
        self.used.setText(f"{seen.flows.year}年 发放 {yuan(seen.flows.paid_fen)} 元")
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
            there = theme.button("查看", partial(self.go, part), role="quiet")
            there.setAccessibleName(f"{words}，查看")
            there.setVisible(kind != "good")
            line.addWidget(text, 1)
            line.addWidget(there)
            self.warnings.addLayout(line)

    def _show_chart(self) -> None:
        if self.seen is None:
            return
        chosen, flows = self.chart.value(), self.seen.flows
        self.months.setVisible(chosen == "months")
        self.shares.setVisible(chosen != "months")
        shares = flows.by_cause if chosen == "causes" else flows.by_village
        self.shares.show_bars([_bar(each) for each in shares], f"{flows.year}年还没有发放。")


def identity_words(found: Position) -> str:
    """Domain §5's identity with today's figures."""
    sign = "✓" if found.balanced else "≠ 不符！"
    return (
        f"拨入 {yuan(found.district_fen)} = 银行 {yuan(found.bank_fen)} + 现金 {yuan(found.cash_fen)}"
        f" + 未核销 {yuan(found.unsettled_fen)} + 待补足 {yuan(found.settled_fen)}  {sign}"
    )


def warnings(found: Position) -> list[tuple[str, str, str, str]]:
    """Kind of chip, its word, the sentence, and the tab that has the cause."""
    said = [("bad", "账实", words, "cash") for words in found.wrong]
    if found.overdue_papers:
        words = f"{found.overdue_papers} 件先行救助手续已逾期，补齐前不能报核销"
        said.append(("bad", "逾期", words, "papers"))
    if found.is_low:
        words = f"账面余额低于提醒线 {yuan(found.low_water_fen)} 元"
        said.append(("bad", "余额", words, "settling"))
    for till in found.tills:
        if till.held_fen > till.ceiling_fen:
            words = f"{till.name}超过限额 {yuan(till.ceiling_fen)} 元，请存入银行"
            said.append(("warn", "限额", words, "cash"))
    stale = [till.name for till in found.tills if not till.fresh and till.held_fen and not till.wrong]
    if stale:
        said.append(("warn", "盘点", f"最近收付后待盘点：{'、'.join(stale)}", "cash"))
    if not said:
        said.append(("good", "正常", "账实相符，没有要处理的事项", "cash"))
    return said


def _place(till: TillRow) -> Place:
    state, kind = till_state(till)
    return Place(
        till_account(till.id), till.name, till.holder_name, till.held_fen, yuan(till.ceiling_fen), state, kind
    )


def till_state(till: TillRow) -> tuple[str, str]:
    """How a till stands since its last signed count, and the kind of chip."""
    if till.wrong:
        return "账实不符，待查清", "bad"
    if till.counted_at is None:
        return ("还没有盘点", "warn") if till.held_fen else ("空", "plain")
    day = f"{till.counted_at.astimezone(CHINA):%m-%d}"
    return (f"相符 {day}", "good") if till.fresh else (f"{day} 后有收付", "warn")


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
