"""The journal: every entry, the newest first, by month, account and kind; of each its case, its paper, its reversal."""

from collections.abc import Callable
from datetime import date
from typing import Any

from zqdesk.frozen import frozen
from zqdesk.office.reserve import position
from zqdesk.office.reserve.months import closing_lists
from zqdesk.office.reserve.position import JournalRow
from zqdesk.rules.readings import mentions
from zqdesk.rules.reserve import KINDS, is_till
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.cases.listing import Filters, ListCard, fill
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.reserve.entry_card import EntryCard
from zqdesk.ui.pages.reserve.part import Part, words_of, yielding
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import Column, table, yuan

CASH = "cash"
"""The choice of an account that means every till."""
EVERYTHING = "*"
"""Asked for from elsewhere: all accounts, all months."""


def standing(row: JournalRow) -> str:
    """红字 for a reversal, 已冲销 for what was reversed, nothing for what stands."""
    return "红字冲销" if row.reverses else "已冲销" if row.reversed_by else ""


COLUMNS = (
    Column("凭证号", lambda r: r.number, 118),
    Column("日期", lambda r: f"{r.booked_on:%Y-%m-%d}", 96, key=lambda r: (r.booked_on, r.number)),
    Column("种类", lambda r: r.kind_title, 96),
    Column("摘要", lambda r: r.text, 200, stretch=True),
    Column("去向（借）", lambda r: r.debit_title, 122),
    Column("来源（贷）", lambda r: r.credit_title, 122),
    Column(
        "金额(元)",
        lambda r: yuan(r.amount_fen),
        104,
        key=lambda r: r.amount_fen,
        right=True,
        money=True,
        summed=False,
    ),
    Column("记账", lambda r: r.by_name, 76),
    Column("情况", standing, 88, chip=lambda r: "bad" if r.reverses else "plain"),
)


@frozen
class Known:
    """What the filters offer."""

    months: tuple[str, ...]
    accounts: dict[str, str]


def known(session: Any, today: date) -> Known:
    """Months with entries, and every account by its name."""
    return Known(closing_lists.months(session, today), position.account_titles(session))


def entries(session: Any, month: str, account: str, kind: str) -> tuple[JournalRow, ...]:
    """The journal as the filters ask for it."""
    return position.journal(session, month=month, account=account, kind=kind)


class JournalPart(Part):
    """Enter goes from the chosen entry to what can be done with it, in the card below."""

    id, title = "journal", "流水"

    def __init__(self, desk: Desk, place: PanelPlace, go: Callable[..., object]) -> None:
        super().__init__(desk, place, go)
        self._rows: tuple[JournalRow, ...] = ()
        self._wanted_entry = ""
        self.table = yielding(table("流水", COLUMNS, lambda _: self.entry.take_focus()))
        self.table.remember(desk, "reserve.journal")
        self.filters = Filters("筛选摘要、凭证号、领款单号")
        self.month = self.filters.add_choice("全部月份", [_month(f"{desk.today():%Y-%m}")])
        self.month.setCurrentIndex(1)
        self.account = self.filters.add_choice("全部科目", ())
        self.kind = self.filters.add_choice("全部种类", [(kind.title, kind.id) for kind in KINDS.values()])
        for box in (self.month, self.account, self.kind):
            box.activated.connect(lambda _: self._read())
        self.filters.changed.connect(self._show_filtered)
        self.sums = theme.label("", "small")
        self.export_button = theme.button(caption("export"), self.export)
        self.filters.line.addWidget(self.export_button)
        self.card = ListCard(self.table, self.filters)
        self.card.below(self.sums)
        self.entry = EntryCard(desk, self, self.show_entry)
        self.table.selectionModel().currentRowChanged.connect(
            lambda *_: self.entry.show_entry(self.table.current())
        )
        column = theme.column(spacing=10)
        column.addWidget(self.card, 1)
        column.addWidget(self.entry)
        self.setLayout(column)

    def reload(self) -> None:
        self.desk.read(known, self.desk.today(), then=self._offer)
        self._read()

    def look_at(self, what: str) -> None:
        """The entries of one account, or of all of them; of all months."""
        what = "" if what == EVERYTHING else what
        self.month.setCurrentIndex(0)
        self.kind.setCurrentIndex(0)
        if what and self.account.findData(what) < 0:
            self.account.addItem(what, what)  # named once the accounts are read
        self.account.setCurrentIndex(max(0, self.account.findData(what)))
        self._read()

    def show_entry(self, number: str) -> None:
        """Choose the entry of this number, wherever it is."""
        self._wanted_entry = number
        self.filters.text.clear()
        self.look_at(EVERYTHING)

    def take_focus(self) -> None:
        self.table.setFocus()

    def filter(self) -> None:
        self.filters.text.setFocus()

    def export(self) -> None:
        exporting.export(self.desk, self, "备用金流水", COLUMNS, self.table.rows.rows)

    def _read(self) -> None:
        asked = (self.month.currentData(), self.account.currentData(), self.kind.currentData())
        self.desk.read(entries, *(each or "" for each in asked), then=self._show)

    def _offer(self, found: Known) -> None:
        fill(self.month, "全部月份", [_month(each) for each in found.months])
        tills = [(title, key) for key, title in found.accounts.items() if is_till(key)]
        others = [(title, key) for key, title in found.accounts.items() if not is_till(key)]
        fill(self.account, "全部科目", [*others, ("全部现金", CASH), *tills])

    def _show(self, rows: tuple[JournalRow, ...]) -> None:
        self._rows = rows
        self._show_filtered()

    def _show_filtered(self) -> None:
        text = self.filters.text.text().strip()
        rows = [row for row in self._rows if not text or _speaks_of(row, text)]
        nothing = "没有符合条件的记录。" if self._rows else "这里还没有记账。"
        self.card.show_rows(rows, lambda r: r.entry_id, nothing)
        self.sums.setText(self._sum_words(rows))
        wanted, self._wanted_entry = self._wanted_entry, ""
        place = next((n for n, row in enumerate(self.table.rows.rows) if row.number == wanted), None)
        if place is not None:
            self.table.selectRow(place)
            self.table.scrollTo(self.table.rows.index(place, 0))
        self.entry.show_entry(self.table.current() if rows else None)

    def _sum_words(self, rows: list[JournalRow]) -> str:
        account = self.account.currentData() or ""
        count = f"{len(rows):,} 笔"
        if not account:
            return count
        came = sum(row.amount_fen for row in rows if _is_of(row.debit, account))
        went = sum(row.amount_fen for row in rows if _is_of(row.credit, account))
        return words_of(
            [("", count), ("借方合计", yuan(came)), ("贷方合计", yuan(went)), ("差额", yuan(came - went))]
        )


def _month(month: str) -> tuple[str, str]:
    return f"{month[:4]}年{int(month[5:])}月", month


def _is_of(account: str, wanted: str) -> bool:
    return is_till(account) if wanted == CASH else account == wanted


def _speaks_of(row: JournalRow, text: str) -> bool:
    told = (
        row.text,
        row.number,
        row.receipt_number,
        row.payee,
        row.voucher,
        row.by_name,
        yuan(row.amount_fen),
    )
    return mentions(text, *told)
