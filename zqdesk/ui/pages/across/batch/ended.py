"""Notices whose days are over: ended without objection for all that are ticked, each in its own record."""

from zqdesk.office.across.today.ready import CLOSE, Ready
from zqdesk.office.cases.acts import notice_sheets
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.across.batch.part import AMOUNT, NAME, NUMBER, PERSONS, VILLAGE, BatchPart
from zqdesk.ui.pages.cases.steps.form import Nothing, StepForm
from zqdesk.ui.pages.cases.steps.place import PanelPlace


class EndedPart(BatchPart):
    """Those whose last day has passed are ticked; those that still hang stand below and say until when."""

    id, title = "ended", "公示期满"
    nothing = "没有正在公示的案件。"

    def __init__(self, desk: Desk, place: PanelPlace) -> None:
        super().__init__(desk, place, (NAME, VILLAGE, NUMBER, PERSONS, AMOUNT))
        self._known: set[str] = set()
        self.close_button = theme.button("期满无异议…  Ctrl+Enter", self.main, role="primary")
        self.build(
            theme.label("公示到最后一天 24 时；有异议的先到案件页登记异议。", "soft"), self.close_button
        )

    def show_ready(self, seen: Ready) -> None:
        """What was read; what ended since is ticked, what the clerk left out stays left out."""
        rows = sorted(seen.of(CLOSE), key=lambda row: bool(row.why_not))
        over = {row.case_id for row in rows if not row.why_not}
        self.table.choose((self.table.chosen & over) | (over - self._known))
        self._known = over
        self.show_list(rows)

    def main(self) -> None:
        """Ask once for all that are ticked."""
        if rows := self.chosen():
            ids = tuple(row.case_id for row in rows)
            names = "、".join(row.name for row in rows[:MOST_NAMED])
            more = f" 等 {len(rows)} 户" if len(rows) > MOST_NAMED else f" {len(rows)} 户"
            form = StepForm(
                notice_sheets.close_notices,
                Nothing(),
                arguments=lambda _: (ids,),
                explain=f"{names}{more}，公示期满无异议，转入确认。每户各记一条。",
                submit=f"确认 {len(rows)} 户期满无异议",
            )
            self.act(form, "公示期满无异议")

    def print_out(self) -> None:
        """Nothing is printed of it."""


MOST_NAMED = 8
