"""The list of all households the hall knows, on the roll or not."""

from zqdesk.office.across.lists import HouseholdFilter, HouseholdRow, households
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.cases.listing import Filters, ListCard, masked
from zqdesk.ui.pages.cases.long_list import LongListPage
from zqdesk.ui.widgets.tables.rows import Column, table, yuan

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


class HouseholdsPage(LongListPage):
    """Households and their people; a household's page leads to its persons."""

    title = "家庭与人员"
    topic = "家庭和个人"
    look = staticmethod(households)
    columns = COLUMNS
    touching = frozenset({"persons", "households", "memberships", "roll_entries"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = table("家庭与人员", COLUMNS, lambda row: desk.shell.open_household(row.household_id))
        self.table.remember(desk, "households")
        self.filters = Filters("筛选姓名、拼音、住址、号码")
        self.on_roll = self.filters.add_segments((("全部", ""), ("在册", "on"), ("不在册", "off")))
        self.standard = self.filters.add_choice("城乡", STANDARDS)
        self.village = self.filters.add_choice("全部村（居）", ())
        self.filters.changed.connect(self.read_anew)
        self.count = theme.label("", "small")
        self.card = ListCard(self.table, self.filters)
        export = theme.button(caption("export"), self.export)
        prints = theme.button(caption("print"), desk.shell.print_list)
        column = theme.column(20, 16, 20, 16, spacing=14)
        column.addLayout(theme.heading(self.title, self.count, None, prints, export))
        column.addWidget(self.card, 1)
        self.setLayout(column)
        self.first = self.table

    def identity(self, row: HouseholdRow) -> str:
        return row.household_id

    def wanted(self) -> HouseholdFilter:
        """What the filters ask for."""
        return HouseholdFilter(
            village_id=self.village.currentData() or "",
            standard_kind=self.standard.currentData() or "",
            on_roll=ON_ROLL[self.on_roll.value()],
            text=self.filters.text.text().strip(),
        )

    def show_whole(self, rows: tuple[HouseholdRow, ...]) -> None:
        persons = sum(row.person_count for row in rows)
        self.count.setText(f"{len(rows):,} 户，{persons:,} 人")
        asked = self.wanted() != HouseholdFilter()
        nothing = (
            "没有符合条件的家庭。" if asked else "还没有家庭。新建低保申请或导入名册后，家庭会出现在这里。"
        )
        self.card.show_rows(rows, self.identity, nothing)
