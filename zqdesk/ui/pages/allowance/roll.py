"""Who is on the roll in a month, with the amounts."""

from collections.abc import Callable, Mapping
from datetime import date

from zqdesk.office.across.roll import RollRow, roll
from zqdesk.rules.readings import mentions
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.pages.cases.listing import FIRST_ROWS, Filters, ListCard, fill, first_rows_wanted, masked
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import Column, table, yuan

MONTHS_BACK, MONTHS_AHEAD = 23, 2
_STANDARD_TITLES = {"rural": "农村", "urban": "城市"}


def _state(row: RollRow) -> str:
    if row.phase_out:
        return "渐退期"
    return f"发至 {row.to_month}" if row.to_month else "在册"


COLUMNS = (
    Column("户主", lambda r: r.head, 116),
    Column("身份证号", lambda r: masked(r.id_number), 162, key=lambda r: r.id_number, full=lambda r: r.id_number),
    Column("村（居）", lambda r: r.village_name, 120, stretch=True),
    Column("类别", lambda r: _STANDARD_TITLES.get(r.standard_kind, ""), 54),
    Column("人数", lambda r: str(r.person_count), 50, key=lambda r: r.person_count, right=True),
    Column("保障金", lambda r: yuan(r.allowance_fen), 90, key=lambda r: r.allowance_fen, right=True, money=True),
    Column("分类施保", lambda r: yuan(r.uplift_fen), 84, key=lambda r: r.uplift_fen, right=True, money=True),
    Column("月合计(元)", lambda r: yuan(r.total_fen), 104, key=lambda r: r.total_fen, right=True, money=True),
    Column("起始月份", lambda r: r.from_month, 84),
    Column(
        "状态", _state, 104, chip=lambda r: "warn" if r.phase_out or r.to_month else "good"
    ),
    Column(
        "下次核查", lambda r: f"{r.review_by:%Y-%m-%d}" if r.review_by else "—", 100, key=lambda r: r.review_by
    ),
)  # fmt: skip


def months_around(today: date) -> list[str]:
    """The months one may look at, the latest first: `2026-12`."""
    now = today.year * 12 + today.month - 1
    return [f"{n // 12}-{n % 12 + 1:02d}" for n in range(now + MONTHS_AHEAD, now - MONTHS_BACK - 1, -1)]


class RollPage(Page):
    """The roll of one month; the sums above follow the filters."""

    title = "在册名册"
    topic = "名册"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: tuple[RollRow, ...] = ()
        self.table = table("在册名册", COLUMNS, lambda row: desk.shell.open_household(row.household_id))
        self.table.remember(desk, "roll")
        self.filters = Filters("筛选姓名、拼音、村、号码")
        months = months_around(desk.today())
        self.month = self.filters.add_choice("月份", [(f"{m[:4]}年{int(m[5:])}月", m) for m in months])
        self.month.removeItem(0)
        self.month.setCurrentIndex(MONTHS_AHEAD)
        self.village = self.filters.add_choice("全部村（居）", ())
        self.standard = self.filters.add_choice("城乡", (("农村", "rural"), ("城市", "urban")))
        self.month.activated.connect(lambda _: self.reload())
        self.filters.changed.connect(self._show_filtered)
        self.count = theme.label("", "small")
        self.sum = theme.label("", "amount")
        self.card = ListCard(self.table, self.filters)
        raised = theme.button("提标补发", lambda: desk.shell.open_raise("allowance"))
        export = theme.button(caption("export"), self.export)
        prints = theme.button(caption("print"), desk.shell.print_list)
        column = theme.column(20, 16, 20, 16, spacing=14)
        column.addLayout(theme.heading(self.title, self.count, None, self.sum, raised, prints, export))
        column.addWidget(self.card, 1)
        self.setLayout(column)
        self.first = self.table

    def reload(self) -> None:
        if first_rows_wanted(self.table, anew=False):
            self.desk.read(roll, "allowance", self.month.currentData(), FIRST_ROWS, then=self._show_first)
        else:
            self._read_whole()

    def concerns(self, touched: Touched) -> bool:
        return any(kind in {"roll_entries", "persons", "households"} for kind, _ in touched)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        return {"filter": self.filters.text.setFocus, "export": self.export}

    def export(self) -> None:
        """The list as it is filtered now, with ID numbers in full, into an .xlsx file."""
        if not self.card.whole:
            self.desk.shell.say("名单还没有读完，请稍候再导出。", "warn")
            return
        exporting.export(self.desk, self, self.title, COLUMNS, self.table.rows.rows)

    def _show_first(self, rows: tuple[RollRow, ...]) -> None:
        self.card.show_first(rows, lambda r: r.roll_id)
        # Not before: a thread that reads takes time from the one that paints.
        self.desk.background.when_painted(self._read_whole)

    def _read_whole(self) -> None:
        self.desk.read(roll, "allowance", self.month.currentData(), then=self._show)

    def _show(self, rows: tuple[RollRow, ...]) -> None:
        self._rows = rows
        villages = sorted({(row.village_id, row.village_name) for row in rows})
        fill(self.village, "全部村（居）", [(name, code) for code, name in villages])
        self._show_filtered()

    def _show_filtered(self) -> None:
        text = self.filters.text.text().strip()
        village, standard = self.village.currentData() or "", self.standard.currentData() or ""
        rows = [
            row
            for row in self._rows
            if (not village or row.village_id == village)
            and (not standard or row.standard_kind == standard)
            and (not text or mentions(text, row.head, row.village_name, row.id_number))
        ]
        self.count.setText(f"{len(rows):,} 户，{sum(row.person_count for row in rows):,} 人")
        self.sum.setText(f"{yuan(sum(row.total_fen for row in rows))} 元")
        nothing = "没有符合条件的家庭。" if self._rows else f"{self.month.currentText()}没有在册家庭。"
        self.card.show_rows(rows, lambda r: r.roll_id, nothing)
