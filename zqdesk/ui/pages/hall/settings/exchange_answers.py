"""What the district did not take as it was done, and what still waits: both values, who and when, and how it is settled."""

from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from zqdesk.office.across.exchange import exchange_answers, exchange_conflicts
from zqdesk.office.across.exchange.exchange_answers import Answered
from zqdesk.office.across.exchange.exchange_conflicts import Choice
from zqdesk.records.register import CHINA
from zqdesk.rules.problem import Refused
from zqdesk.ui.desk import rooms
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.form import FieldBox
from zqdesk.ui.widgets.tables.rows import Column, table

KINDS = {
    "": ("待上报", "plain"),
    "conflict": ("没有采用", "warn"),
    "refused": ("退回", "bad"),
    "applied": ("部分采用", "warn"),
}


def lines(found: Answered) -> list[str]:
    """Each value that did not fit, each rule that refused, in a line."""
    said = []
    for each in found.differing:
        when = f"，{each.at.astimezone(CHINA):%m-%d %H:%M}" if each.at else ""
        who = f"（{each.by}{when}）" if each.by else ""
        said.append(f"{each.title}：这一件要改为 {each.asked or '空'}；区里是 {each.held or '空'}{who}")
    return [*said, *found.complaints]


def _summary(found: Answered) -> str:
    return "；".join(lines(found)) if found.open else "等区里答复"


COLUMNS = (
    Column("情况", lambda r: KINDS[r.kind][0], 100, chip=lambda r: KINDS[r.kind][1]),
    Column("办理时间", lambda r: f"{r.at.astimezone(CHINA):%m-%d %H:%M}", 110, key=lambda r: r.at),
    Column("经办", lambda r: r.actor, 100, tip=lambda r: r.actor),
    Column("事项", lambda r: r.title, 160, tip=lambda r: r.title),
    Column("说明", _summary, 260, stretch=True, tip=_summary),
)
MOST_ROWS = 6
"""Shown at once; the list then scrolls by itself."""
WHAT = {
    "conflict": "办的时候，别处已经改过下面这些内容，所以整件没有采用，本机也已退回到区里的样子。",
    "refused": "区里按下面的规定退了回来，本机也已退回到区里的样子。要办的，请改正以后重新办理。",
    "applied": "已经发生的事（发放、打印、张贴等）照样留存；只有下面这些内容以区里的为准，请核实。",
}


class AnswersCard(QFrame):
    """The chosen line tells all of itself under the list; it is settled there, with a reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setProperty("role", "card")
        self.table = table("需要处理和待上报的", COLUMNS, self._open_case)
        self.table.remember(desk, "settings.answers")
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        self.count = theme.label("", "small")
        self.told = theme.label("", wrap=True, selectable=True)
        self.reason = QLineEdit()
        self.reason_box = FieldBox("处理的理由", self.reason, required=True, beside=110)
        self.theirs = theme.button("以区里的为准", lambda: self._settle("theirs"))
        self.mine = theme.button("以这一件的为准", lambda: self._settle("mine"))
        self.third = QLineEdit()
        self.third_box = FieldBox("都不对，应为", self.third, beside=110)
        self.other = theme.button("改为上面写的", lambda: self._settle("other"))
        self.case = theme.button("打开案件", lambda: self._open_case(self.table.current()))
        self.settling = QWidget()
        below = QVBoxLayout(self.settling)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.told)
        below.addWidget(self.third_box)
        below.addWidget(self.reason_box)
        below.addLayout(theme.head(self.theirs, self.mine, self.other, self.case, None))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 14)
        box.setSpacing(8)
        box.addLayout(theme.head(theme.label("需要处理和待上报的", "section"), self.count, None))
        box.addWidget(self.table)
        box.addWidget(self.settling)
        self.settling.hide()

    def reload(self) -> None:
        self.desk.read(exchange_answers.to_look_at, then=self._show)

    def _show(self, found: tuple[Answered, ...]) -> None:
        open_ones = sum(each.open for each in found)
        self.count.setText(
            f"需要处理 {open_ones} 件，待上报 {len(found) - open_ones} 件" if found else "没有"
        )
        self.table.setVisible(bool(found))
        self.table.show_rows(found, identity=lambda r: r.act_id)
        self.table.be_high_for(max(3, min(len(found), MOST_ROWS)))
        self.table.choose_first()
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen: Answered | None = self.table.current()
        self.settling.setVisible(chosen is not None and chosen.open)
        if chosen is None or not chosen.open:
            return
        self.told.setText("\n".join([WHAT[chosen.kind], *lines(chosen)]))
        self.theirs.setText("知道了" if chosen.kind == "refused" else "以区里的为准")
        own = chosen.actor_id == self.desk.actor.id
        self.mine.setVisible(own and not chosen.again)
        for each in (self.third_box, self.other):
            each.setVisible(own and chosen.third is not None)
        self.case.setVisible(bool(chosen.case_id) and bool(self.desk.actor.roles & rooms.CASE_ROLES))
        self.reason_box.say([])

    def _settle(self, choice: Choice) -> None:
        chosen: Answered | None = self.table.current()
        if chosen is None:
            return
        values = {chosen.third: self.third.text().strip()} if choice == "other" and chosen.third else None
        self.desk.do(
            exchange_conflicts.settle_conflict, chosen.act_id, choice, self.reason.text(), values,
            then=lambda _: self._settled(), failed=self._failed,
        )  # fmt: skip

    def _settled(self) -> None:
        self.reason.clear()
        self.third.clear()
        self.reload()
        self.desk.shell.say("已处理，会报到区里，别的窗口也会看到。")

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            self.desk.shell.show_fault(error)
            return
        here = [each for each in error.problems if each.field == "reason"]
        self.reason_box.say(here)
        self.desk.shell.show_problems(tuple(each for each in error.problems if each not in here))

    def _open_case(self, row: Answered | None) -> None:
        if row is not None and row.case_id:
            self.desk.shell.open_case(row.case_id)
