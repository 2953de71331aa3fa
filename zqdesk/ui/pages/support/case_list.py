"""The list of 特困: cases with level, placement and sum, and how many the district has looked into."""

from zqdesk.office.support.sampling import Sampling, sampling
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.cases.case_list import (
    APPLICANT,
    ID_NUMBER,
    TOUCHING,
    VILLAGE,
    CaseListPage,
    number,
    state,
)
from zqdesk.ui.widgets.tables.rows import Column, yuan

STATE_CHIPS = {"posted": "accent", "confirmed": "good", "on_roll": "good", "kept": "good"}


class SupportPage(CaseListPage):
    """Every case of 特困; the district's sample of the year stands above."""

    title = "特困供养"
    topic = "特困供养"
    programme = "support"
    remembered = "support"
    entries = ("support.new",)
    nothing = "没有在办的特困业务。按 Shift+F2 新建特困申请。"
    touching = TOUCHING | {
        "supports",
        "self_care_assessments",
        "care_arrangements",
        "district_samples",
        "decisions",
    }
    columns = (
        number(136),
        APPLICANT,
        ID_NUMBER,
        VILLAGE,
        Column("业务", lambda r: r.business.partition(" · ")[2], 84),
        state(STATE_CHIPS),
        Column("自理能力", lambda r: r.level or "未评估", 76),
        Column("供养方式", lambda r: r.placement, 84),
        Column(
            "月供养金", lambda r: yuan(r.amount_fen), 96,
            key=lambda r: r.amount_fen or 0, right=True, money=True,
        ),
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sampled = theme.label("", "small")
        column = self.layout()
        assert column is not None
        column.insertWidget(1, self.sampled)  # type: ignore[attr-defined]
        self.sampled.hide()

    def reload(self) -> None:
        self.desk.read(sampling, self.desk.today(), then=self._show_sampling)
        super().reload()

    def _show_sampling(self, found: Sampling) -> None:
        """Nothing where nothing was put up yet."""
        words = f"本年区级抽查 {found.sampled} 件，占已决定 {found.put_up} 件的比例应不低于 {found.percent}%"
        self.sampled.setText(words)
        self.sampled.setVisible(bool(found.put_up))
        theme.mark(self.sampled, "tone", "bad" if found.short else "")
