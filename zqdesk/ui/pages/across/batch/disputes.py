"""The register of objections, complaints and appeals: what is open first, each with the day by which it is answered."""

from datetime import date

from zqdesk.office.across.disputes import disputing
from zqdesk.office.across.disputes.disputing import DisputeEntry, EndEntry, ReplyEntry
from zqdesk.office.across.handing_over import staff
from zqdesk.office.cases.looks.disputes import APPEALS, KINDS, TITLES, DisputeRow, register
from zqdesk.rules.readings import mentions
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.across.batch.part import RoomPart
from zqdesk.ui.pages.cases.listing import Filters, ListCard
from zqdesk.ui.pages.cases.steps.form import StepForm
from zqdesk.ui.pages.cases.steps.panel import StepPanel
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.reserve.part import ActPanel, yielding
from zqdesk.ui.widgets.fields.code_picker import CodePicker, picker
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import Column, table

OPEN = "open"


def columns(today: date) -> tuple[Column, ...]:
    """What stands in the register; what is late is red."""

    def state(row: DisputeRow) -> str:
        if not row.is_open:
            return row.outcome or "已答复"
        until = row.running_until
        return row.waits_for + (f" 至{until:%m-%d}" if until else "")

    def chip(row: DisputeRow) -> str:
        if not row.is_open:
            return "good"
        return "bad" if row.replied_on is None and row.was_late(today) else "warn"

    return (
        Column("种类", lambda r: TITLES[r.kind], 90),
        Column("收到日期", lambda r: f"{r.received_on:%Y-%m-%d}", 100, key=lambda r: r.received_on),
        Column("渠道", lambda r: r.way, 60),
        Column("反映人", lambda r: r.name or "匿名", 96),
        Column("关于", lambda r: r.about or r.subject.applicant or "—", 110, tip=lambda r: r.subject.number),
        Column("内容", lambda r: r.content, 180, stretch=True, tip=lambda r: r.content),
        Column("状态", state, 140, chip=chip, tip=lambda r: r.reply),
    )


class DisputesPart(RoomPart):
    """Enter opens the case; Ctrl+Enter answers the chosen one, which nobody does whom it is about."""

    id, title = "disputes", "异议投诉"

    def __init__(self, desk: Desk, place: PanelPlace) -> None:
        super().__init__()
        self.desk, self.place = desk, place
        self._rows: tuple[DisputeRow, ...] = ()
        self._staff: tuple[tuple[str, str], ...] = ()
        self.columns = columns(desk.today())
        self.table = yielding(table("异议、投诉、复议、诉讼登记簿", self.columns, self._open))
        self.table.remember(desk, "batch.disputes")
        self.filters = Filters("筛选反映人、申请人、内容")
        self.kind = self.filters.add_choice("全部种类", [(title, kind) for kind, title in TITLES.items()])
        self.state = self.filters.add_choice("全部", (("未办结", OPEN),))
        self.filters.changed.connect(self._show_filtered)
        self.count = theme.label("", "small")
        new = theme.button("登记…", self.record)
        reply = theme.button("答复…  Ctrl+Enter", self.main, role="primary")
        ended = theme.button("复议、诉讼结果…", self.end)
        self.card = ListCard(self.table, self.filters)
        column = theme.column(spacing=10)
        column.addLayout(theme.head(self.count, None, new, ended, reply))
        column.addWidget(self.card, 1)
        self.setLayout(column)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        self.desk.read(staff, then=self._show_staff)
        self.desk.read(register, self.desk.actor, then=self._show)

    def filter(self) -> None:
        self.filters.text.setFocus()

    def export(self) -> None:
        exporting.export(self.desk, self, self.title, self.columns, self.table.rows.rows)

    def print_out(self) -> None:
        self.desk.shell.print_list()

    def record(self) -> None:
        """Something came in that is not about an application being decided."""
        form = StepForm(
            disputing.record_dispute,
            DisputeEntry(received_on=self.desk.today()),
            [
                ("kind", "种类", CodePicker(KINDS.items(), optional=False), 1),
                ("received_on", "收到日期", DateEdit(self.desk.today), 1),
                ("way", "渠道", picker("complaint_way"), 1),
                ("name", "反映人、申请人、原告（匿名不填）", TextEdit(), 1),
                ("phone", "电话", TextEdit(), 1),
                ("case_number", "案件编号", TextEdit("没有案件的不填"), 1),
                ("about_id", "反映的工作人员", CodePicker(self._staff, names=True), 1),
                ("organ", "复议机关、法院", TextEdit(), 1),
                ("number", "文号、案号", TextEdit(), 1),
                ("content", "内容、请求", LongTextEdit(), 3),
            ],
            explain="申请正在办理的投诉举报，在案件页“登记投诉举报”；公示期的异议在案件页“登记异议”。都列在这里。",
            submit="登记",
        )
        self.place.open(ActPanel(self.desk, "", "登记投诉、复议、诉讼", form))

    def main(self) -> None:
        """Answer the chosen one; what is handled in its case is answered there."""
        row: DisputeRow | None = self.table.current()
        if row is None:
            return
        if not row.dispute_id:
            self.desk.shell.open_case(
                row.subject.case_id, "" if not row.is_open else _STEPS.get(row.kind, "")
            )
            return
        form = StepForm(
            disputing.reply_to_dispute,
            ReplyEntry(replied_on=self.desk.today()),
            [
                ("replied_on", "答复日期", DateEdit(self.desk.today), 1),
                ("reply", "查证情况和答复", LongTextEdit(), 3),
            ],
            explain=f"{TITLES[row.kind]}：{row.content}",
            submit="登记答复",
        )
        self.place.open(StepPanel(self.desk, row.dispute_id, "登记答复", form))

    def end(self) -> None:
        """What the organ or the court decided."""
        row: DisputeRow | None = self.table.current()
        if row is None or row.kind not in APPEALS or not row.is_open:
            self.desk.shell.say("请先选一件没有办结的行政复议或行政诉讼。", "warn")
            return
        form = StepForm(
            disputing.end_dispute,
            EndEntry(ended_on=self.desk.today()),
            [
                ("outcome", "结果", picker("dispute_outcome"), 1),
                ("ended_on", "文书日期", DateEdit(self.desk.today), 1),
                ("end_words", "文号和要点", LongTextEdit(), 3),
            ],
            explain="撤销、变更或责令履行的，再到案件页或家庭页按决定办理。",
            submit="登记结果",
        )
        self.place.open(StepPanel(self.desk, row.dispute_id, "登记结果", form))

    def _show_staff(self, found: tuple[tuple[str, str], ...]) -> None:
        self._staff = found

    def _show(self, rows: tuple[DisputeRow, ...]) -> None:
        self._rows = rows
        self._show_filtered()

    def _show_filtered(self) -> None:
        text, kind = self.filters.text.text().strip(), self.kind.currentData() or ""
        rows = [
            row
            for row in self._rows
            if (not kind or row.kind == kind)
            and (not self.state.currentData() or row.is_open)
            and (not text or mentions(text, row.name, row.subject.applicant, row.content))
        ]
        waiting = [row for row in self._rows if row.is_open]
        late = sum(row.replied_on is None and row.was_late(self.desk.today()) for row in waiting)
        self.count.setText(
            f"{len(rows):,} 件，未办结 {len(waiting):,} 件" + (f"，逾期 {late:,} 件" if late else "")
        )
        self.card.show_rows(rows, lambda r: r.key, "没有登记过异议、投诉、复议或诉讼。")

    def _open(self, row: DisputeRow) -> None:
        if row.subject.case_id:
            self.desk.shell.open_case(row.subject.case_id)
        else:
            self.main()


_STEPS = {"complaint": "answer_complaint"}
