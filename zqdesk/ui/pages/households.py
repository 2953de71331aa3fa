"""The list of all households the hall knows, on the roll or not."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from zqdesk.office import setup
from zqdesk.office.cases import HouseholdFilter, HouseholdRow, households
from zqdesk.office.setup import Village
from zqdesk.ui import exporting, theme
from zqdesk.ui.commands import caption
from zqdesk.ui.desk import Desk
from zqdesk.ui.page import Page
from zqdesk.ui.pages.listing import FIRST_ROWS, Filters, ListCard, fill, first_rows_wanted, masked
from zqdesk.ui.refresh import Touched
from zqdesk.ui.rows import Column, table, yuan

STANDARDS = (("农村", "rural"), ("城市", "urban"))
_STANDARD_TITLES = {value: title for title, value in STANDARDS}
ON_ROLL: dict[str, bool | None] = {"": None, "on": True, "off": False}

COLUMNS = (
    Column("户主", lambda r: r.head, 140),
    Column("身份证号", lambda r: masked(r.id_number), 170, key=lambda r: r.id_number, full=lambda r: r.id_number),
    Column("村（居）", lambda r: r.village_name, 120),
    Column("住址", lambda r: r.address, 160, stretch=True),
    Column("电话", lambda r: r.phone, 120),
    Column("类别", lambda r: _STANDARD_TITLES.get(r.standard_kind, ""), 60),
    Column("人数", lambda r: str(r.person_count), 56, key=lambda r: r.person_count, right=True),
    Column(
        "在册", lambda r: "在册" if r.on_roll else "不在册", 90,
        chip=lambda r: "good" if r.on_roll else "plain",
    ),
    Column(
        "月金额(元)", lambda r: yuan(r.total_fen) if r.on_roll else "—", 110,
        key=lambda r: r.total_fen if r.on_roll else None, right=True, money=True,
    ),
    Column(
        "下次核查", lambda r: f"{r.review_by:%Y-%m-%d}" if r.review_by else "—", 100, key=lambda r: r.review_by
    ),
)  # fmt: skip


class HouseholdsPage(Page):
    """Households and their people; a household's page leads to its persons."""

    title = "家庭与人员"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = table(COLUMNS, lambda row: desk.shell.open_household(row.household_id))
        self.table.remember(desk, "households")
        self.filters = Filters("筛选姓名、身份证号、住址")
        self.on_roll = self.filters.add_segments((("全部", ""), ("在册", "on"), ("不在册", "off")))
        self.standard = self.filters.add_choice("城乡", STANDARDS)
        self.village = self.filters.add_choice("全部村（居）", ())
        self.filters.changed.connect(lambda: self._read(anew=True))
        self.count = theme.label("", "small")
        self.card = ListCard(self.table, self.filters)
        export = theme.button(caption("export"), self.export)
        column = theme.column(20, 16, 20, 16, spacing=14)
        column.addLayout(theme.heading(self.title, self.count, None, export))
        column.addWidget(self.card, 1)
        self.setLayout(column)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        self.desk.read(setup.villages, self.desk.today(), then=self._show_villages)
        self._read()

    def concerns(self, touched: Touched) -> bool:
        shown = {"persons", "households", "memberships", "roll_entries"}
        return any(kind in shown for kind, _ in touched)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        return {"filter": self.filters.text.setFocus, "export": self.export}

    def export(self) -> None:
        """The list as it is filtered now, with ID numbers in full, into an .xlsx file."""
        if not self.card.whole:
            self.desk.shell.say("名单还没有读完，请稍候再导出。", "warn")
            return
        exporting.export(self.desk, self, self.title, COLUMNS, self.table.rows.rows)

    def wanted(self) -> HouseholdFilter:
        """What the filters ask for."""
        return HouseholdFilter(
            village_id=self.village.currentData() or "",
            standard_kind=self.standard.currentData() or "",
            on_roll=ON_ROLL[self.on_roll.value()],
            text=self.filters.text.text().strip(),
        )

    def _read(self, *, anew: bool = False) -> None:
        if first_rows_wanted(self.table, anew=anew):
            self.desk.read(households, replace(self.wanted(), limit=FIRST_ROWS), then=self._show_first)
        else:
            self._read_whole()

    def _show_first(self, rows: tuple[HouseholdRow, ...]) -> None:
        self.card.show_first(rows, lambda r: r.household_id)
        # Not before: a thread that reads takes time from the one that paints.
        self.desk.background.when_painted(self._read_whole)

    def _read_whole(self) -> None:
        self.desk.read(households, self.wanted(), then=self._show)

    def _show(self, rows: tuple[HouseholdRow, ...]) -> None:
        persons = sum(row.person_count for row in rows)
        self.count.setText(f"{len(rows):,} 户，{persons:,} 人")
        asked = self.wanted() != HouseholdFilter()
        nothing = (
            "没有符合条件的家庭。" if asked else "还没有家庭。新建低保申请或导入名册后，家庭会出现在这里。"
        )
        self.card.show_rows(rows, lambda r: r.household_id, nothing)

    def _show_villages(self, villages: tuple[Village, ...]) -> None:
        fill(self.village, "全部村（居）", [(each.name, each.id) for each in villages])
