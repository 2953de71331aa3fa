"""Reviews that found nothing changed: the approver reads what was seen in each household, and agrees to those that are ticked."""

from zqdesk.office.cases.looks.periodic import ProposedRow, Reviews
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.across.batch.part import AMOUNT, NAME, PERSONS, VILLAGE, BatchPart
from zqdesk.ui.pages.cases.steps.form import at_once
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.widgets.tables.rows import Column

VISITED = Column(
    "走访日期",
    lambda r: f"{r.visited_on:%Y-%m-%d}" if r.visited_on else "未走访",
    104,
    key=lambda r: f"{r.visited_on}",
)
FOUND = Column("走访情况", lambda r: r.findings, 300, stretch=True, tip=lambda r: r.findings)
BY = Column("经办人", lambda r: r.by_name, 90)


class ProposedPart(BatchPart):
    """None is ticked beforehand: each is read first."""

    id, title = "proposed", "核查待审批"
    nothing = "没有等待审批的“维持不变”核查意见。"

    def __init__(self, desk: Desk, place: PanelPlace, reviews: Reviews) -> None:
        super().__init__(desk, place, (NAME, VILLAGE, PERSONS, AMOUNT, VISITED, FOUND, BY))
        self._reviews = reviews
        agree = theme.button("同意维持…  Ctrl+Enter", self.main, role="primary")
        self.build(theme.label("增发、减发、停发的意见不在这里，请逐件打开审批。", "soft"), agree)

    def reload(self) -> None:
        self.desk.read(self._reviews.proposed, then=self._show)

    def main(self) -> None:
        """Ask once for all that are ticked."""
        if rows := self.chosen():
            ids = tuple(row.case_id for row in rows)
            said = f"{len(rows):,} 户维持原待遇，核查办结，下次核查日期随之推后。每户各记一条审批。"
            form = at_once(self._reviews.agree, said, f"同意 {len(rows):,} 户维持不变", about=(ids,))
            self.act(form, "审批核查意见")

    def print_out(self) -> None:
        """Nothing is printed of it."""

    def _show(self, rows: tuple[ProposedRow, ...]) -> None:
        self.show_list([_Said(*row) for row in rows])


class _Said(ProposedRow):
    """A line with what the list says of it."""

    __slots__ = ()

    @property
    def said(self) -> str:
        return "待审批"
