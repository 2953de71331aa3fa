"""The list of all business: filters, counts, and the way to each case."""

from functools import partial

from zqdesk.office.across import lists
from zqdesk.office.allowance.case_list import CaseRow
from zqdesk.office.cases.acts.referrals import ReferralRow, open_referrals
from zqdesk.office.cases.looks.listing import CaseFilter
from zqdesk.office.hall import staff
from zqdesk.office.hall.staff import AccountRow
from zqdesk.rules.programmes import tables
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.cases.listing import Filters, ListCard, fill, masked
from zqdesk.ui.pages.cases.long_list import LongListPage
from zqdesk.ui.pages.cases.referral_bar import ReferralBar
from zqdesk.ui.widgets.tables.rows import Column, table

GROUPS = (
    ("在办", "open"),
    ("逾期", "late"),
    ("草稿", "draft"),
    ("调查审批中", "running"),
    ("已办结", "closed"),
    ("全部", ""),
)
KINDS = tuple(
    (process.title.removeprefix("低保 · "), process.kind)
    for process in tables()
    if process.programme == "allowance"
)
STATE_CHIPS = {
    "draft": "plain", "supplement": "warn", "objected": "warn", "deciding": "warn", "posted": "accent",
    "confirmed": "good", "on_roll": "good", "refused": "bad", "refused_told": "plain", "withdrawn": "plain",
    "ended": "plain", "closed": "good",
}  # fmt: skip
"""Kinds of chips for states; any other is under way."""


def _business(row: CaseRow) -> str:
    """What kind of case; relatives of staff are registered apart (S2 art. 11) and must be seen at once."""
    title = row.business.removeprefix("低保 · ")
    return f"{title} · 亲属" if row.relative else title


def _day(row: CaseRow) -> str:
    return f"{row.accepted_on or row.applied_on:%Y-%m-%d}"


def _days(row: CaseRow) -> str:
    accepted = f"{row.accepted_on:%Y-%m-%d}" if row.accepted_on else "未受理"
    return f"申请 {row.applied_on:%Y-%m-%d}\n受理 {accepted}"


COLUMNS = (
    Column("受理编号", lambda r: r.number or "（未受理）", 208, key=lambda r: r.number or None),
    Column("申请人", lambda r: r.applicant, 120),
    Column(
        "身份证号", lambda r: masked(r.id_number), 162, key=lambda r: r.id_number, full=lambda r: r.id_number
    ),
    Column("村（居）", lambda r: r.village_name, 110, stretch=True),
    Column("业务", _business, 110, chip=lambda r: "warn" if r.relative else None),
    Column("状态", lambda r: r.state_title, 132, chip=lambda r: STATE_CHIPS.get(r.state, "accent")),
    Column("人数", lambda r: str(r.person_count), 50, key=lambda r: r.person_count, right=True),
    Column("经办人", lambda r: r.clerk_name, 76),
    Column("申请/受理", _day, 100, key=lambda r: r.accepted_on or r.applied_on, tip=_days),
)

REFERRED = partial(open_referrals, target="allowance")
MOST_REFERRED = 3


class CasesPage(LongListPage):
    """Every case of the hall. Ctrl+F goes to the filter, arrows and Enter to a case."""

    title = "低保申请"
    topic = "找人找事"
    look = staticmethod(lists.cases)
    columns = COLUMNS
    touching = frozenset({"cases", "persons", "households", "accounts", "referrals"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = table("低保申请", COLUMNS, self.open_case)
        self.table.remember(desk, "cases")
        self.filters = Filters("筛选姓名、拼音、村、号码")
        self.groups = self.filters.add_segments(GROUPS)
        self.kind = self.filters.add_choice("全部业务", KINDS)
        self.village = self.filters.add_choice("全部村（居）", ())
        self.clerk = self.filters.add_choice("全部经办人", ())
        self.filters.changed.connect(self.read_anew)
        self.count = theme.label("", "small")
        new = theme.button(
            caption("intake.new"), partial(desk.shell.open_entry, "intake.new"), role="primary"
        )
        new.setVisible("clerk" in desk.actor.roles)
        self.card = ListCard(self.table, self.filters)
        self.referred = ReferralBar(
            desk, apply=lambda row: desk.shell.open_entry("intake.new", None, row.household_id)
        )
        export = theme.button(caption("export"), self.export)
        prints = theme.button(caption("print"), desk.shell.print_list)
        column = theme.column(20, 16, 20, 16, spacing=14)
        column.addLayout(theme.heading(self.title, self.count, None, prints, export, new))
        column.addWidget(self.referred)
        column.addWidget(self.card, 1)
        self.setLayout(column)
        self.first = self.table

    def reload(self) -> None:
        self.desk.read(staff.accounts, then=self._show_clerks)
        self.desk.read(REFERRED, then=self._show_referred)
        super().reload()

    def identity(self, row: CaseRow) -> str:
        return row.case_id

    def list_title(self) -> str:
        return f"{self.title} · {self.groups.words()}"

    def wanted(self) -> CaseFilter:
        """What the filters ask for."""
        late = self.groups.value() == "late"
        return CaseFilter(
            programme="allowance",
            group="open" if late else self.groups.value(),
            late_on=self.desk.today() if late else None,
            kind=self.kind.currentData() or "",
            village_id=self.village.currentData() or "",
            clerk_id=self.clerk.currentData() or "",
            text=self.filters.text.text().strip(),
        )

    def show_whole(self, rows: tuple[CaseRow, ...]) -> None:
        self.count.setText(f"{len(rows):,} 件")
        asked = self.wanted() != CaseFilter(programme="allowance")
        nothing = "没有符合条件的业务。" if asked else "没有在办的业务。按 F2 新建低保申请。"
        self.card.show_rows(rows, self.identity, nothing)

    def _show_referred(self, rows: tuple[ReferralRow, ...]) -> None:
        """The oldest few: the list must stay in sight."""
        self.referred.show_referrals(rows[:MOST_REFERRED])

    def _show_clerks(self, accounts: tuple[AccountRow, ...]) -> None:
        clerks = [(each.name, each.id) for each in accounts if "clerk" in each.roles]
        fill(self.clerk, "全部经办人", clerks)
