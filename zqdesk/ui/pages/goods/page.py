"""Goods in four parts: what is in stock, the lists that are signed for, what charities gave, money that was donated."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from zqdesk.frozen import frozen
from zqdesk.office.goods import charity, donating, handing, stock
from zqdesk.office.goods.charity import CharityRow
from zqdesk.office.goods.donating import DonationRow, SpendingRow
from zqdesk.office.goods.handing import Handed, Line, Listed
from zqdesk.office.goods.stock import ReceiptRow, StockRow
from zqdesk.office.hall import setup
from zqdesk.rules.readings import mentions
from zqdesk.ui.desk import pictures
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.beside import Pair
from zqdesk.ui.desk.look.scrolling import below
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.pages.cases.listing import Filters, ListCard, fill, masked
from zqdesk.ui.pages.cases.steps.form import StepForm, because
from zqdesk.ui.pages.cases.steps.panel import StepPanel
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.goods import donations, forms
from zqdesk.ui.pages.reserve.part import ActPanel, part_heading, yielding
from zqdesk.ui.printing.drawn import PREVIEW_DPI, Drawn
from zqdesk.ui.printing.print_dialog import PrintDialog
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import Column, table, yuan

PARTS = ("发放单", "库存", "慈善转介", "捐赠资金")
GIVING, STOCK, CHARITY, DONATIONS = range(len(PARTS))
LEFT_TO_GIVE = "open"


@frozen
class Shown:
    """A line with its goods in words."""

    line: Line
    due: str
    handed: str

    @property
    def state(self) -> str:
        return "已领完" if self.line.done else "部分领取" if self.handed else "未领"


LINES = (
    Column("序号", lambda r: str(r.line.position), 54, key=lambda r: r.line.position, right=True),
    Column("姓名", lambda r: r.line.name, 110),
    Column("身份证号", lambda r: masked(r.line.id_number), 162, full=lambda r: r.line.id_number),
    Column("村（居）", lambda r: r.line.village_name, 120),
    Column("人数", lambda r: str(r.line.persons), 54, key=lambda r: r.line.persons, right=True),
    Column("应领", lambda r: r.due, 150, stretch=True, tip=lambda r: r.due),
    Column("状态", lambda r: r.state, 90, tip=lambda r: f"已领{r.handed}" if r.handed else "", chip=lambda r: "good" if r.line.done else "warn" if r.handed else "plain"),
)  # fmt: skip
HANDED = (
    Column("日期", lambda r: f"{r.handed_on:%Y-%m-%d}", 100, key=lambda r: r.handed_on),
    Column("物资", lambda r: r.item, 90),
    Column("数量", lambda r: f"{r.quantity:,}", 60, key=lambda r: r.quantity, right=True),
    Column("领取人", lambda r: r.receiver, 90),
    Column("冲销", lambda r: r.reason or ("已冲销" if r.reversed else ""), 90, stretch=True),
)
ITEMS = (
    Column("品名", lambda r: r.name, 90, stretch=True),
    Column("单位", lambda r: r.unit, 54),
    Column("入库", lambda r: f"{r.came:,}", 62, key=lambda r: r.came, right=True),
    Column("发出", lambda r: f"{r.went:,}", 62, key=lambda r: r.went, right=True),
    Column("结存", lambda r: f"{r.left:,}", 62, key=lambda r: r.left, right=True),
    Column("价值(元)", lambda r: yuan(r.worth_fen), 96, key=lambda r: r.worth_fen, right=True, money=True),
)
RECEIPTS = (
    Column("日期", lambda r: f"{r.received_on:%Y-%m-%d}", 100, key=lambda r: r.received_on),
    Column("品名", lambda r: r.item, 90),
    Column("数量", lambda r: f"{r.quantity:,} {r.unit}", 90, key=lambda r: r.quantity, right=True),
    Column("来源", lambda r: f"{r.way} {r.source}", 150, stretch=True),
    Column("价值(元)", lambda r: yuan(r.worth_fen), 110, key=lambda r: r.worth_fen, right=True, money=True),
    Column("冲销", lambda r: r.reason or ("已冲销" if r.reversed else ""), 100),
)
HELPS = (
    Column("转介日期", lambda r: f"{r.asked_on:%Y-%m-%d}", 100, key=lambda r: r.asked_on),
    Column("户主", lambda r: r.head, 96),
    Column("村（居）", lambda r: r.village_name, 120),
    Column("慈善组织", lambda r: r.charity, 140),
    Column("求助事项", lambda r: r.matter, 160, stretch=True, tip=lambda r: r.matter),
    Column("人数", lambda r: str(r.persons), 54, key=lambda r: r.persons, right=True),
    Column("结果", lambda r: r.outcome, 90, chip=lambda r: "good" if r.granted_fen else "plain"),
    Column(
        "金额(元)", lambda r: yuan(r.granted_fen), 110, key=lambda r: r.granted_fen, right=True, money=True
    ),
)


@frozen
class Seen:
    """What the page reads at once; `listed` is the chosen list, None while there is none."""

    lists: tuple[tuple[str, str], ...]
    listed: Listed | None
    items: tuple[StockRow, ...]
    receipts: tuple[ReceiptRow, ...]
    helps: tuple[CharityRow, ...]
    donations: tuple[DonationRow, ...]
    spendings: tuple[SpendingRow, ...]


def look(session: Any, list_id: str) -> Seen:
    """Stock, lists and referrals; the newest list where none is chosen."""
    every = handing.goods_lists(session)
    chosen = list_id if any(each == list_id for each, _ in every) else next((each for each, _ in every), "")
    listed = handing.goods_list(session, chosen) if chosen else None
    return Seen(
        every,
        listed,
        stock.stock(session),
        stock.receipts(session),
        charity.charity_helps(session),
        donating.donations(session),
        donating.spendings(session),
    )


class GoodsPage(Page):
    """One tab a part; Ctrl+Enter registers what was signed for on the chosen line."""

    title = "物资发放"
    topic = "物资发放"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.seen: Seen | None = None
        self.clerk = "clerk" in desk.actor.roles
        self.place = PanelPlace()
        self.place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.place.done.connect(self._done)
        self.tabs = theme.tabs()
        for title in PARTS:
            self.tabs.addTab(title)
        self.donations = donations.DonationsPart(desk, self.place, clerk=self.clerk)
        self.parts = (self._giving(), self._stock(), self._charity(), self.donations)
        self.tabs.currentChanged.connect(self._turned)
        head = theme.head(theme.label(self.title, "title"), self.tabs, None)
        column = theme.column(20, 16, 20, 16, spacing=12)
        column.addLayout(head)
        column.addWidget(below(self.place, *self.parts), 1)
        self.setLayout(column)
        self.first = self.lines
        self._turned(0)

    def _giving(self) -> QWidget:
        self.lines = yielding(table("发放单", LINES, lambda _: self.hand_out()))
        self.lines.remember(self.desk, "goods.lines")
        self.lines.selectionModel().currentRowChanged.connect(lambda *_: self._read_handed())
        self.filters = Filters("筛选姓名、拼音、村")
        self.chosen = self.filters.add_choice("发放单", ())
        self.chosen.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.chosen.activated.connect(lambda _: self.reload())
        self.village = self.filters.add_choice("全部村（居）", ())
        self.wanted = self.filters.add_choice("全部", (("未领完", LEFT_TO_GIVE),))
        self.filters.changed.connect(self._show_lines)
        self.sums = theme.label("", "small", wrap=True)
        self.handed = yielding(table("领取记录", HANDED))
        self.handed.remember(self.desk, "goods.handed")
        give = theme.button(caption("case.next", "登记领取"), self.hand_out, role="primary")
        rest = theme.button("列出的全部领取…", self.hand_out_rest)
        makes = theme.button("制作发放单…", self.make_list)
        prints = theme.button(caption("print", "打印签收表"), self.print_sheet)
        undo = theme.button("冲销领取…", self.reverse_handout, role="quiet")
        buttons = self._clerks(makes, rest, give)
        self.card = ListCard(self.lines, self.filters)
        self.record = ListCard(self.handed, part_heading("领取记录", None, *self._clerks(undo)))
        return _part(
            part_heading("", self.sums, None, prints, *buttons),
            Pair((self.card, 3), (self.record, 1), least=900),
        )

    def _stock(self) -> QWidget:
        self.items = yielding(table("库存", ITEMS))
        self.items.remember(self.desk, "goods.items")
        self.came = yielding(table("入库记录", RECEIPTS))
        self.came.remember(self.desk, "goods.receipts")
        new = theme.button("新品种…", self.open_item)
        receive = theme.button("入库…", self.receive, role="primary")
        undo = theme.button("冲销入库…", self.reverse_receipt, role="quiet")
        self.item_card = ListCard(self.items, part_heading("库存", None, *self._clerks(new)))
        self.came_card = ListCard(self.came, part_heading("入库记录", None, *self._clerks(undo, receive)))
        return _part(Pair((self.item_card, 2), (self.came_card, 3), least=900))

    def _charity(self) -> QWidget:
        self.helps = yielding(table("慈善转介", HELPS, lambda _: self.record_outcome()))
        self.helps.remember(self.desk, "goods.charity")
        refer = theme.button("转介…", self.refer, role="primary")
        answer = theme.button("登记结果…", self.record_outcome)
        self.help_card = ListCard(
            self.helps, part_heading("转介慈善组织", None, *self._clerks(answer, refer))
        )
        return _part(self.help_card)

    def _clerks(self, *buttons: QWidget) -> tuple[QWidget, ...]:
        """Buttons that only a clerk has."""
        return buttons if self.clerk else ()

    def reload(self) -> None:
        self.desk.read(look, self.chosen.currentData() or "", then=self._show)

    def concerns(self, touched: Touched) -> bool:
        tables = ("goods_", "charity_", "donation", "roll_entries", "households")
        return any(kind.startswith(tables) for kind, _ in touched)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        found: dict[str, Callable[[], object]] = {
            "filter": self.filters.text.setFocus,
            "export": self.export,
            "tab.next": partial(self._step, 1),
            "tab.previous": partial(self._step, -1),
        }
        if self.tabs.currentIndex() == GIVING:
            found["print"] = self.print_sheet
            if self.clerk:
                found["case.next"] = self.hand_out
        if self.tabs.currentIndex() == DONATIONS:
            found["case.next"] = self.donations.spend
        return found | self.place.commands()

    def leave(self) -> None:
        self.place.leave()

    def hand_out(self) -> None:
        """What the chosen one signed for."""
        row: Shown | None = self.lines.current()
        if row is None or self.seen is None or self.seen.listed is None or not self.clerk:
            return
        line = row.line
        if line.done:
            self.desk.shell.say(f"{line.name}已经领完。", "warn")
            return
        form = forms.hand_out(self.desk, self.seen.listed, line)
        self._open("登记领取", form, line.line_id)

    def hand_out_rest(self) -> None:
        """Everybody who is listed now signed for all that is still due."""
        rows = [row.line for row in self.lines.rows.rows if not row.line.done]
        if not rows:
            listed = bool(self.lines.rows.rows)
            self.desk.shell.say("列出的都已经领完。" if listed else "没有列出要领取的。", "warn")
            return
        self._open("列出的全部领取", forms.hand_out_rest(self.desk, rows))

    def make_list(self) -> None:
        if self.seen is None or not self.seen.items:
            self.desk.shell.say("先在“库存”里增加品种、登记入库。", "warn")
            return
        self._open("制作发放单", forms.make_list(self.desk, self.seen.items))

    def reverse_handout(self) -> None:
        row: Handed | None = self.handed.current()
        if row is not None:
            form = because(
                handing.reverse_handout,
                "冲销的原因",
                then=f"{row.name}领取的{row.item}{row.quantity}退回库存，原记录保留。",
                submit="冲销",
                danger=True,
            )
            self._open("冲销领取", form, row.handout_id)

    def open_item(self) -> None:
        self._open("新品种", forms.open_item())

    def receive(self) -> None:
        if self.seen is not None:
            self._open("入库", forms.receive(self.desk, self.seen.items))

    def reverse_receipt(self) -> None:
        row: ReceiptRow | None = self.came.current()
        if row is not None:
            then = f"{row.item}{row.quantity:,}{row.unit}（{row.source}）从库存中减去，原记录保留。"
            form = because(stock.reverse_receipt, "冲销的原因", then=then, submit="冲销", danger=True)
            self._open("冲销入库", form, row.receipt_id)

    def refer(self) -> None:
        self._open("转介慈善组织", forms.refer(self.desk))

    def record_outcome(self) -> None:
        row: CharityRow | None = self.helps.current()
        if row is not None and self.clerk:
            self._open("登记转介结果", forms.outcome(self.desk, row), row.help_id)

    def print_sheet(self) -> None:
        """The lines that are listed now, each with a place to sign."""
        if self.seen is None or self.seen.listed is None or not self.lines.rows.rows:
            self.desk.shell.say("没有可以打印的发放单。", "warn")
            return
        listed, lines = self.seen.listed, tuple(row.line for row in self.lines.rows.rows)
        self.desk.shell.say("正在排版，请稍候…")

        def draw(hall: Any) -> None:
            work = partial(_drawn, listed, lines, hall.name, self.desk.today())
            self.desk.background.run(work, then=self._preview, lane=pictures.LANE)

        self.desk.read(setup.hall, then=draw)

    def export(self) -> None:
        """The list in front into an .xlsx file."""
        shown = (
            (self.lines, LINES),
            (self.items, ITEMS),
            (self.helps, HELPS),
            (self.donations.table, donations.DONATIONS),
        )[self.tabs.currentIndex()]
        exporting.export(self.desk, self, PARTS[self.tabs.currentIndex()], shown[1], shown[0].rows.rows)

    def _open(self, title: str, form: StepForm, about: str = "") -> None:
        kind = StepPanel if about else ActPanel
        self.place.open(kind(self.desk, about, title, form))

    def _preview(self, drawn: Drawn) -> None:
        PrintDialog(self.desk, drawn, self).show()

    def _done(self, title: str, _result: object) -> None:
        self.desk.shell.say(f"“{title}”已登记。")
        self.reload()

    def _step(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())

    def _turned(self, number: int) -> None:
        self.place.take()
        for place, part in enumerate(self.parts):
            part.setVisible(place == number)

    def _show(self, seen: Seen) -> None:
        self.seen = seen
        fill(self.chosen, "没有发放单", [(title, list_id) for list_id, title in seen.lists])
        if seen.listed is not None:
            self.chosen.removeItem(0)
            self.chosen.setCurrentIndex(max(0, self.chosen.findData(seen.listed.list_id)))
        lines = seen.listed.lines if seen.listed else ()
        villages = sorted({line.village_name for line in lines if line.village_name})
        fill(self.village, "全部村（居）", [(name, name) for name in villages])
        self.item_card.show_rows(seen.items, lambda r: r.item_id, "还没有品种。按“新品种…”增加，再登记入库。")
        self.came_card.show_rows(seen.receipts, lambda r: r.receipt_id, "还没有入库记录。")
        self.help_card.show_rows(
            seen.helps, lambda r: r.help_id, "还没有转介过。救助之后仍有困难的，可转介慈善组织。"
        )
        self.donations.show_rows(seen.donations, seen.spendings)
        self._show_lines()

    def _show_lines(self) -> None:
        listed = self.seen.listed if self.seen else None
        text, village = self.filters.text.text().strip(), self.village.currentData() or ""
        named = {item_id: name for item_id, name, _ in listed.items} if listed else {}
        rows = [
            Shown(line, _words(line.due, named), _words(line.handed, named))
            for line in (listed.lines if listed else ())
            if (not village or line.village_name == village)
            and (not self.wanted.currentData() or not line.done)
            and (not text or mentions(text, line.name, line.village_name, line.id_number))
        ]
        nothing = (
            "没有符合条件的人。" if listed else "还没有发放单。先在“库存”登记物资入库，再“制作发放单…”。"
        )
        self.card.show_rows(rows, lambda r: r.line.line_id, nothing)
        self.sums.setText(_sums(listed, [row.line for row in rows]) if listed else "")
        self._read_handed()

    def _read_handed(self) -> None:
        row: Shown | None = self.lines.current()
        if row is None:
            self.record.show_rows((), lambda r: r, "选中一行看领取记录。")
            return
        self.desk.read(handing.handed_of, row.line.line_id, then=self._show_handed)

    def _show_handed(self, rows: tuple[Handed, ...]) -> None:
        self.record.show_rows(rows, lambda r: r.handout_id, "还没有领取。")


def _part(*widgets: QWidget) -> QWidget:
    made = QWidget()
    column = theme.column(spacing=10)
    for place, widget in enumerate(widgets):
        column.addWidget(widget, int(place == len(widgets) - 1))
    made.setLayout(column)
    return made


def _words(by_item: Mapping[str, int], named: Mapping[str, str]) -> str:
    return "、".join(f"{named.get(item, '')}{count}" for item, count in by_item.items() if count)


def _sums(listed: Listed, rows: list[Line]) -> str:
    parts = []
    for item_id, name, unit in listed.items:
        due = sum(line.due.get(item_id, 0) for line in rows)
        handed = sum(line.handed.get(item_id, 0) for line in rows)
        parts.append(f"{name} 应发 {due:,} {unit}，已发 {handed:,}，未发 {due - handed:,}")
    return f"{len(rows):,} 份　" + "；".join(parts)


def _drawn(listed: Listed, lines: tuple[Line, ...], office: str, today: Any) -> Drawn:
    from zqdesk.papers.goods import sign_sheet

    pdf = sign_sheet.draw(listed, lines, office, today)
    title = f"{sign_sheet.TITLE} {listed.title}"
    return Drawn("", title, "", "", {}, pdf, pictures.pdf_pages(pdf, dpi=PREVIEW_DPI))
