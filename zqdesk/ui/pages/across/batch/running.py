"""All open cases: a list of them goes to another clerk in one act, or its papers into one print job."""

from functools import partial

from zqdesk.office.across.dossier import Dossier
from zqdesk.office.across.handing_over import OpenRow, clerks, hand_over_cases, open_cases
from zqdesk.office.cases.acts.handover import HandoverEntry
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.papers import catalogue
from zqdesk.rules.readings import mentions
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.across.batch.part import NAME, NUMBER, VILLAGE, BatchPart
from zqdesk.ui.pages.cases.listing import Filters, fill
from zqdesk.ui.pages.cases.steps.form import StepForm
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.printing import printing
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.text_edit import TextEdit
from zqdesk.ui.widgets.tables.rows import Column

CLERK = Column("经办人", lambda r: r.clerk, 90)
PROGRAMME = Column("业务", lambda r: PROGRAMMES[r.programme].title, 90)


class RunningPart(BatchPart):
    """Ctrl+Enter hands what is ticked over, Ctrl+P prints the chosen kind of paper of each."""

    id, title = "running", "移交打印"
    nothing = "没有在办的案件。"

    def __init__(self, desk: Desk, place: PanelPlace) -> None:
        super().__init__(desk, place, (NAME, VILLAGE, NUMBER, PROGRAMME, CLERK))
        self._rows: tuple[OpenRow, ...] = ()
        self._clerks: tuple[tuple[str, str], ...] = ()
        self.papers = printing.PaperPrinter(desk, self)
        self.filters = Filters("筛选姓名、拼音、村、编号")
        self.clerk = self.filters.add_choice("全部经办人", ())
        self.kind = self.filters.add_choice("打印哪种文书", ())
        self.filters.changed.connect(self._show_filtered)
        print_button = theme.button("打印文书  Ctrl+P", self.print_out)
        give_button = theme.button("移交…  Ctrl+Enter", self.main, role="primary")
        self.build(self.filters, print_button, give_button)

    def reload(self) -> None:
        self.desk.read(clerks, then=self._show_clerks)
        self.desk.read(open_cases, then=self._show)

    def filter(self) -> None:
        self.filters.text.setFocus()

    def main(self) -> None:
        """Ask to whom and why."""
        if rows := self.chosen():
            ids = tuple(row.case_id for row in rows)
            form = StepForm(
                hand_over_cases,
                HandoverEntry(),
                [
                    ("to_id", "接手的经办人", CodePicker(self._clerks, names=True), 1),
                    ("reason", "原因", TextEdit("请假、调离、回避等"), 2),
                ],
                lambda record: (ids, record),
                explain="每件的经办人改为接手的人；以前谁办过什么仍在经过里，不能在自己审批过的案件里接手。",
                submit=f"移交 {len(rows)} 件",
            )
            self.act(form, "移交案件")

    def print_out(self) -> None:
        """The chosen kind of paper of each that is ticked, one behind the other."""
        kind = str(self.kind.currentData() or "")
        if not kind:
            self.desk.shell.say("请先选打印哪种文书。", "warn")
            return
        if rows := self.chosen():
            title = f"{self.kind.currentText()}（{len(rows)} 件）"
            ids = [row.case_id for row in rows]
            self.papers.print_of_each(title, ids, partial(_of_kind, kind), "勾选的各件现在都没有这种文书。")

    def _show_clerks(self, found: tuple[tuple[str, str], ...]) -> None:
        self._clerks = found

    def _show(self, rows: tuple[OpenRow, ...]) -> None:
        self._rows = rows
        fill(self.clerk, "全部经办人", sorted({(row.clerk, row.clerk_id) for row in rows}))
        kinds = sorted({(catalogue.title_of(kind), kind) for kind in catalogue.KINDS})
        fill(self.kind, "打印哪种文书", kinds)
        self._show_filtered()

    def _show_filtered(self) -> None:
        text, clerk = self.filters.text.text().strip(), self.clerk.currentData() or ""
        self.show_list(
            [
                row
                for row in self._rows
                if (not clerk or row.clerk_id == clerk)
                and (not text or mentions(text, row.name, row.village_name, row.number))
            ]
        )


def _of_kind(kind: str, dossier: Dossier) -> str:
    """The kind, where the case has such a paper now."""
    offered = catalogue.papers_of(dossier)
    return (
        kind if any(each.available and each.kind == kind and not each.subject_id for each in offered) else ""
    )
