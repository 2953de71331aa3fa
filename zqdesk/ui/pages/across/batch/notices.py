"""Notices to be hung up: all families of a village on one sheet, printed once, recorded once."""

from functools import partial
from typing import Any

from zqdesk.office.across.today.ready import POST, Ready, ReadyRow
from zqdesk.office.cases.acts import notice_sheets
from zqdesk.office.cases.acts.notice_sheets import SheetPosting, WaitingSheet
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.across.batch.part import AMOUNT, NAME, NUMBER, PERSONS, VILLAGE, BatchPart, sheet_of
from zqdesk.ui.pages.cases.listing import Choice
from zqdesk.ui.pages.cases.steps.form import StepForm
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.printing import printing
from zqdesk.ui.printing.photo_field import PhotoField
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.name_edit import NameEdit
from zqdesk.ui.widgets.fields.text_edit import TextEdit

Group = tuple[str, str]
"""Programme and village: who may stand on one sheet."""


class NoticesPart(BatchPart):
    """One village of one programme at a time, all its families ticked; what was printed last is ticked again."""

    id, title = "notices", "待公示"
    nothing = "没有等待张榜公示的案件。审批人提出同意的审核意见后，在这里按村成批公示。"

    def __init__(self, desk: Desk, place: PanelPlace) -> None:
        super().__init__(desk, place, (NAME, VILLAGE, NUMBER, PERSONS, AMOUNT))
        self.seen = Ready()
        self.group = Choice()
        self.group.setAccessibleName("村（居）和业务")
        self.group.setMinimumWidth(theme.pixels(280))
        self.group.activated.connect(lambda _: self._show_group())
        self._shown: Group | None = None
        self.papers = printing.PaperPrinter(desk, self)
        self.print_button = theme.button("打印公示单  Ctrl+P", self.print_out)
        self.post_button = theme.button("登记张贴…  Ctrl+Enter", self.main, role="primary")
        self.build(self.group, self.print_button, self.post_button)

    def show_ready(self, seen: Ready) -> None:
        """What was read; the village in front stays there while it has families."""
        self.seen = seen
        kept = self.group.currentData()
        self.group.clear()
        for (programme, village), rows in self._groups().items():
            words = f"{rows[0].village_name} · {PROGRAMMES[programme].title}（{len(rows):,} 户）"
            self.group.addItem(words, (programme, village))
        found = next((n for n in range(self.group.count()) if self.group.itemData(n) == kept), 0)
        self.group.setCurrentIndex(found if self.group.count() else -1)
        self._show_group()

    def print_out(self) -> None:
        """The sheet of what is ticked, through the preview; it hangs once that is recorded."""
        rows = self.chosen()
        if rows:
            make = notice_sheets.make_notice_sheet
            then = partial(self.papers.print_together, rows[0].paper)
            self.desk.do(make, tuple(row.case_id for row in rows), then=then, failed=self._not_made)

    def main(self) -> None:
        """Record place, day and photo of the sheet that was printed of what is ticked."""
        rows = self.chosen()
        sheet = self._sheet(rows)
        if sheet is not None:
            self.act(self._form(sheet, rows), "登记张贴", sheet.sheet_id)
        elif rows:
            self.desk.shell.say(f"勾选的这 {len(rows)} 户还没有一起打印公示单，请先打印（Ctrl+P）。", "warn")

    def more(self) -> str:
        sheet = self._sheet(self.table.chosen_rows())
        return f"；{sheet.number}已打印，待登记" if sheet is not None else ""

    def ask_again(self) -> None:
        """What hangs is what was printed: without one of them it is another sheet, which has to be printed."""

    def _form(self, sheet: WaitingSheet, rows: tuple[ReadyRow, ...]) -> StepForm:
        village = rows[0].village_name
        return StepForm(
            notice_sheets.post_notice_sheet,
            SheetPosting(f"{village}村务公开栏", self.desk.today(), self.desk.actor.name),
            [
                ("place", "张贴地点", TextEdit(), 1),
                ("posted_on", "张贴日期", DateEdit(self.desk.today), 1),
                ("posted_by", "张贴人", NameEdit(), 1),
                ("photos", "张贴照片", PhotoField(self.desk), 3),
            ],
            explain=f"{sheet.number}，{village} {len(sheet.case_ids)} 户，同一张公示单。每户各记一条公示，从张贴次日起算；有异议的只影响那一户。",
            submit=f"登记 {len(sheet.case_ids)} 户",
        )

    def _groups(self) -> dict[Group, list[ReadyRow]]:
        found: dict[Group, list[ReadyRow]] = {}
        for row in self.seen.of(POST):
            found.setdefault((row.programme, row.village_id), []).append(row)
        return found

    def _show_group(self) -> None:
        group: Any = self.group.currentData()
        wanted = tuple(group) if group else None
        rows = self._groups().get(wanted, []) if wanted else []
        there = {row.case_id for row in rows}
        if wanted != self._shown or not there & self.table.chosen:
            printed = (sheet for sheet in self.seen.sheets if there.issuperset(sheet.case_ids))
            last = next(printed, None)
            self.table.choose(last.case_ids if last else there)
        self._shown = wanted
        self.show_list(rows)

    def _sheet(self, rows: tuple[ReadyRow, ...]) -> WaitingSheet | None:
        return sheet_of(self.seen.sheets, (row.case_id for row in rows)) if rows else None

    def _not_made(self, error: Exception) -> None:
        self.take_refusal(error)
        self.desk.shell.show_fault(error)
