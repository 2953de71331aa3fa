"""Families that were helped first and whose papers are missing: by when, and which are late."""

from collections.abc import Callable

from zqdesk.office.reserve.paying.payments import AwaitingPapers, awaiting_papers
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.cases.listing import ListCard
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.reserve.part import Part, part_heading, yielding
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import Column, table, yuan


def due_words(row: AwaitingPapers) -> str:
    """The day, and whether it is over."""
    day = f"{'约 ' if row.provisional else ''}{row.due_on:%m-%d}"
    return f"逾期（{day}）" if row.overdue else f"{day} 前"


PAPERS = (
    Column(
        "补齐期限",
        due_words,
        130,
        key=lambda r: r.due_on,
        chip=lambda r: "bad" if r.overdue else "warn",
        tip=lambda r: "该年放假安排尚未公布，暂按周末和法定节日计算" if r.provisional else "",
    ),
    Column("领款人", lambda r: r.payee, 120, stretch=True, tip=lambda r: r.payee),
    Column("编号", lambda r: r.case_number, 200),
    Column("村（居）", lambda r: r.village, 150),
    Column("原因", lambda r: r.cause, 140),
    Column("已发(元)", lambda r: yuan(r.paid_fen), 110, key=lambda r: r.paid_fen, right=True, money=True),
    Column("发放日期", lambda r: f"{r.paid_on:%Y-%m-%d}", 110, key=lambda r: r.paid_on),
)


class PapersPart(Part):
    """Enter opens the case, where the papers are completed."""

    id, title = "papers", "待补手续"

    def __init__(self, desk: Desk, place: PanelPlace, go: Callable[..., object]) -> None:
        super().__init__(desk, place, go)
        self.table = yielding(table("待补手续", PAPERS, lambda row: desk.shell.open_case(row.case_id)))
        self.table.remember(desk, "reserve.papers")
        self.late = theme.chip("", "bad")
        self.late.hide()
        export = theme.button(caption("export"), self.export)
        told = theme.label("先行救助发放后须在期限内补齐；有逾期的，不能报核销。", "small", wrap=True)
        self.card = ListCard(self.table, part_heading("待补手续", told, None, self.late, export))
        column = theme.column()
        column.addWidget(self.card, 1)
        self.setLayout(column)

    def reload(self) -> None:
        self.desk.read(awaiting_papers, self.desk.today(), then=self._show)

    def take_focus(self) -> None:
        self.table.setFocus()

    def export(self) -> None:
        exporting.export(self.desk, self, "待补手续", PAPERS, self.table.rows.rows)

    def _show(self, rows: tuple[AwaitingPapers, ...]) -> None:
        late = sum(row.overdue for row in rows)
        self.late.setVisible(bool(late))
        theme.set_chip(self.late, f"逾期 {late} 件", "bad")
        self.card.show_rows(rows, lambda r: r.case_id, "先行救助的手续都已补齐。")
