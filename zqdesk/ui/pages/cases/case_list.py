"""The list of a programme's cases: filters, counts, the way to each, and the families that were sent on to it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton

from zqdesk.office.across import lists
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

GROUPS = (("在办", "open"), ("逾期", "late"), ("草稿", "draft"), ("已办结", "closed"), ("全部", ""))
TOUCHING = frozenset({"cases", "persons", "households", "accounts", "referrals"})
MOST_REFERRED = 3
CHIPS = {
    "draft": "plain", "supplement": "warn", "objected": "warn", "deciding": "warn", "refused": "bad",
    "refused_told": "plain", "withdrawn": "plain", "ended": "plain", "closed": "good",
}  # fmt: skip
"""Kinds of chips for the states that every programme knows."""

APPLICANT = Column("申请人", lambda r: r.applicant, 100, tip=lambda r: r.applicant)
ID_NUMBER = Column(
    "身份证号",
    lambda r: masked(r.id_number) or "未填",
    152,
    key=lambda r: r.id_number,
    full=lambda r: r.id_number,
)
VILLAGE = Column("村（居）", lambda r: r.village_name, 110, stretch=True, tip=lambda r: r.village_name)


def number(width: int) -> Column:
    """Without the town's code, which is the same on every line; the whole of it where the pointer rests."""
    return Column(
        "编号",
        lambda r: r.number.partition("-")[2] or "（未受理）",
        width,
        key=lambda r: r.number or None,
        full=lambda r: r.number,
        tip=lambda r: r.number,
    )


def state(chips: Mapping[str, str]) -> Column:
    """The state of a case; `chips` are the states of its own, any that nobody names is under way."""
    kinds = {**CHIPS, **chips}
    return Column("状态", lambda r: r.state_title, 128, chip=lambda r: kinds.get(r.state, "accent"))


class CaseListPage(LongListPage):
    """Every case of one programme. Ctrl+F goes to the filter, arrows and Enter to a case.

    Whoever derives from it says the `programme`, under which name the columns are `remembered`, the commands of
    `entries` (the first takes up a family that was sent on, the last is the usual one), and what to do where
    there is `nothing`.
    """

    programme: str
    remembered: str
    groups_shown: Sequence[tuple[str, str]] = GROUPS
    entries: Sequence[str]
    nothing: str
    look = staticmethod(lists.cases)
    touching = TOUCHING

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = table(self.title, self.columns, self.open_case)
        self.table.remember(desk, self.remembered)
        self.filters = Filters("筛选姓名、拼音、村、号码")
        self.groups = self.filters.add_segments(self.groups_shown)
        self.kind = self.filters.add_choice("全部业务", self._kinds())
        self.village = self.filters.add_choice("全部村（居）", ())
        self.clerk = self.filters.add_choice("全部经办人", ())
        self.filters.changed.connect(self.read_anew)
        self.count = theme.label("", "small")
        self.card = ListCard(self.table, self.filters)
        self.referred = ReferralBar(desk, apply=self._apply)
        export = theme.button(caption("export"), self.export)
        prints = theme.button(caption("print"), desk.shell.print_list)
        column = theme.column(20, 16, 20, 16, spacing=14)
        column.addLayout(theme.heading(self.title, self.count, None, prints, export, *self._beginnings()))
        column.addWidget(self.referred)
        column.addWidget(self.card, 1)
        self.setLayout(column)
        self.first = self.table

    def _kinds(self) -> list[tuple[str, str]]:
        """`新申请` for `低保 · 新申请`: whose list it is stands above."""
        own = [process for process in tables() if process.programme == self.programme]
        return [(process.title.partition(" · ")[2], process.kind) for process in own]

    def _beginnings(self) -> list[QPushButton]:
        """A clerk's buttons of what may be entered anew."""
        made = []
        for command in self.entries:
            role = "primary" if command == self.entries[-1] else ""
            opened: Callable[[], object] = partial(self.desk.shell.open_entry, command)
            made.append(theme.button(caption(command), opened, role=role))
            made[-1].setVisible("clerk" in self.desk.actor.roles)
        return made

    def _apply(self, row: ReferralRow) -> None:
        self.desk.shell.open_entry(self.entries[0], None, row.household_id)

    def reload(self) -> None:
        self.desk.read(staff.accounts, then=self._show_clerks)
        self.desk.read(partial(open_referrals, target=self.programme), then=self._show_referred)
        super().reload()

    def identity(self, row: Any) -> str:
        case_id: str = row.case_id
        return case_id

    def list_title(self) -> str:
        return f"{self.title} · {self.groups.words()}"

    def wanted(self) -> CaseFilter:
        """What the filters ask for."""
        late = self.groups.value() == "late"
        return CaseFilter(
            programme=self.programme,
            group="open" if late else self.groups.value(),
            late_on=self.desk.today() if late else None,
            kind=self.kind.currentData() or "",
            village_id=self.village.currentData() or "",
            clerk_id=self.clerk.currentData() or "",
            text=self.filters.text.text().strip(),
        )

    def show_whole(self, rows: tuple[Any, ...]) -> None:
        self.count.setText(f"{len(rows):,} 件")
        asked = self.wanted() != CaseFilter(programme=self.programme)
        self.card.show_rows(rows, self.identity, "没有符合条件的业务。" if asked else self.nothing)

    def _show_referred(self, rows: tuple[ReferralRow, ...]) -> None:
        """The oldest few: the list must stay in sight."""
        self.referred.show_referrals(rows[:MOST_REFERRED])

    def _show_clerks(self, accounts: tuple[AccountRow, ...]) -> None:
        clerks = [(each.name, each.id) for each in accounts if "clerk" in each.roles]
        fill(self.clerk, "全部经办人", clerks)
