"""The list of temporary relief: emergencies and applications, with what was granted and paid."""

from functools import partial

from zqdesk.office.across import lists
from zqdesk.office.cases.looks.listing import CaseFilter
from zqdesk.office.relief.case_list import ReliefRow
from zqdesk.rules.relief.amount import KIND_TITLES
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.cases.listing import Filters, ListCard, masked
from zqdesk.ui.pages.cases.long_list import LongListPage
from zqdesk.ui.widgets.tables.rows import Column, table, yuan

GROUPS = (("在办", "open"), ("逾期", "late"), ("草稿", "draft"), ("已办结", "closed"), ("全部", ""))
STATE_CHIPS = {
    "reported": "bad", "agreed": "bad", "helped": "warn", "papers_ready": "warn", "recovering": "bad",
    "draft": "plain", "supplement": "warn", "objected": "warn", "deciding": "warn", "approved": "warn",
    "closed": "good", "refused": "bad", "refused_told": "plain", "withdrawn": "plain", "ended": "plain",
}  # fmt: skip
TOUCHING = frozenset({"cases", "persons", "households", "reliefs", "grants", "reserve_entries"})


def _number(row: ReliefRow) -> str:
    """Without the town's code, which is the same on every line."""
    return row.number.partition("-")[2] or "（未受理）"


COLUMNS = (
    Column(
        "编号", _number, 136, key=lambda r: r.number or None, full=lambda r: r.number, tip=lambda r: r.number
    ),
    Column("申请人", lambda r: r.applicant, 104, tip=lambda r: r.applicant),
    Column(
        "身份证号",
        lambda r: masked(r.id_number) or "未填",
        158,
        key=lambda r: r.id_number,
        full=lambda r: r.id_number,
    ),
    Column("村（居）", lambda r: r.village_name, 110, stretch=True, tip=lambda r: r.village_name),
    Column("类型", lambda r: r.kind_title, 74, chip=lambda r: "bad" if r.kind == "emergency" else "accent"),
    Column("原因", lambda r: r.cause, 112),
    Column("状态", lambda r: r.state_title, 128, chip=lambda r: STATE_CHIPS.get(r.state, "accent")),
    Column(
        "批准(元)",
        lambda r: yuan(r.granted_fen),
        92,
        key=lambda r: r.granted_fen or 0,
        right=True,
        money=True,
    ),
    Column("已发(元)", lambda r: yuan(r.paid_fen), 92, key=lambda r: r.paid_fen, right=True, money=True),
    Column("登记日期", lambda r: f"{r.applied_on:%Y-%m-%d}", 98, key=lambda r: r.applied_on),
)


class ReliefPage(LongListPage):
    """Every relief case of the hall; F4 registers an emergency, F3 an application."""

    title = "临时救助"
    topic = "支出型临时救助"
    look = staticmethod(lists.cases)
    columns = COLUMNS
    touching = TOUCHING

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = table("临时救助", COLUMNS, self.open_case)
        self.table.remember(desk, "relief")
        self.filters = Filters("筛选姓名、拼音、村、号码")
        self.groups = self.filters.add_segments(GROUPS)
        self.kind = self.filters.add_choice(
            "全部类型", [(title, kind) for kind, title in KIND_TITLES.items()]
        )
        self.village = self.filters.add_choice("全部村（居）", ())
        self.filters.changed.connect(self.read_anew)
        self.count = theme.label("", "small")
        clerk = "clerk" in desk.actor.roles
        emergency = theme.button(
            caption("emergency.new"), partial(desk.shell.open_entry, "emergency.new"), role="primary"
        )
        new = theme.button(caption("relief.new"), partial(desk.shell.open_entry, "relief.new"))
        for button in (emergency, new):
            button.setVisible(clerk)
        self.card = ListCard(self.table, self.filters)
        export = theme.button(caption("export"), self.export)
        column = theme.column(20, 16, 20, 16, spacing=14)
        column.addLayout(theme.heading(self.title, self.count, None, export, new, emergency))
        column.addWidget(self.card, 1)
        self.setLayout(column)
        self.first = self.table

    def identity(self, row: ReliefRow) -> str:
        return row.case_id

    def list_title(self) -> str:
        return f"{self.title} · {self.groups.words()}"

    def wanted(self) -> CaseFilter:
        """What the filters ask for."""
        late = self.groups.value() == "late"
        return CaseFilter(
            programme="relief",
            group="open" if late else self.groups.value(),
            late_on=self.desk.today() if late else None,
            kind=self.kind.currentData() or "",
            village_id=self.village.currentData() or "",
            text=self.filters.text.text().strip(),
        )

    def show_whole(self, rows: tuple[ReliefRow, ...]) -> None:
        self.count.setText(f"{len(rows):,} 件")
        asked = self.wanted() != CaseFilter(programme="relief")
        nothing = (
            "没有符合条件的救助。"
            if asked
            else "没有在办的临时救助。按 F4 登记急难先行救助，按 F3 新建申请。"
        )
        self.card.show_rows(rows, self.identity, nothing)
