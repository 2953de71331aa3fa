"""What was understood of a roster: its columns, its households one by one, and all of the file beside it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from zqdesk.office.people.roster import columns as roster_columns
from zqdesk.office.people.roster.columns import Layout
from zqdesk.office.people.roster.comparison import Line
from zqdesk.office.people.roster.file import RosterFile
from zqdesk.office.people.roster.plan import Plan, Table
from zqdesk.office.people.roster.values import RosterHousehold
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.cases.listing import ListCard, Segments
from zqdesk.ui.pages.people import import_rows as rows
from zqdesk.ui.pages.people.import_mapping import MappingCard
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import table

MAPPING_WIDTH = 310
EVERY_TABLE = -1


class ImportReview(QWidget):
    """Shows a plan and takes the answers of the person; reads and writes nothing itself."""

    columns_changed = Signal()
    """Another table or another meaning of a column: everything is to be checked again."""
    answered = Signal()
    """Questions were answered: the comparison is another one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.opened: RosterFile | None = None
        self.plan = Plan()
        self._layouts: list[Layout] = []
        self.summary = theme.label("", "soft", wrap=True)
        self.summary.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.sheet_picker = QComboBox()
        self.sheet_picker.setAccessibleName("工作表")
        self.sheet_picker.setMaximumWidth(theme.pixels(320))
        self.sheet_picker.activated.connect(lambda _: self._choose_table())
        self.mapping = MappingCard()
        self.mapping.setFixedWidth(theme.pixels(MAPPING_WIDTH))
        self.mapping.changed.connect(self._map)
        self.shown = Segments((*rows.STATES, ("与文件对照", rows.COMPARISON)))
        self.shown.changed.connect(self._show_rows)
        column = theme.column(spacing=10)
        line = theme.row(self.summary, self.sheet_picker)
        line.setStretch(0, 1)
        column.addLayout(line)
        both = theme.row(self.mapping, self._right(), spacing=14)
        both.setStretch(1, 1)
        column.addLayout(both, 1)
        self.setLayout(column)

    def _right(self) -> QWidget:
        self.list = table("名册里的家庭", rows.HOUSEHOLD_COLUMNS)
        self.list.remember(self.desk, "import.households")
        self.list.selectionModel().currentChanged.connect(lambda *_: self._explain())
        self.list_card = ListCard(self.list)
        self.reasons = theme.label("", "soft", wrap=True, selectable=True)
        self.answer_button = theme.button("已核对，这一户照此导入", self._answer_one)
        self.answer_all_button = theme.button("", self._answer_all)
        self._answers = QWidget()
        self._answers.setLayout(theme.head(None, self.answer_all_button, self.answer_button))
        self.list_card.below(self.reasons)
        self.list_card.below(self._answers)
        self.comparison = table("与文件对照", rows.LINE_COLUMNS)
        self.comparison.remember(self.desk, "import.comparison")
        self.comparison.selectionModel().currentChanged.connect(lambda *_: self._explain_line())
        self.comparison_card = ListCard(self.comparison)
        self.line_words = theme.label("", "soft", wrap=True, selectable=True)
        self.comparison_card.below(self.line_words)
        self._cards = QStackedWidget()
        self._cards.addWidget(self.list_card)
        self._cards.addWidget(self.comparison_card)
        right = QWidget()
        column = theme.column(spacing=8)
        column.addLayout(theme.row(self.shown, None))
        column.addWidget(self._cards, 1)
        right.setLayout(column)
        return right

    def show_file(self, opened: RosterFile) -> None:
        """A file that was just read: all of its rosters at once, if it has several."""
        self.opened, self._layouts = opened, list(opened.layouts)
        self.sheet_picker.clear()
        rosters = opened.rosters()
        if len(rosters) > 1:
            self.sheet_picker.addItem(f"全部 {len(rosters)} 张工作表", EVERY_TABLE)
        for number, sheet in enumerate(opened.sheets):
            self.sheet_picker.addItem(f"{sheet.name or '文本'}{'（隐藏）' if sheet.hidden else ''}", number)
        self.sheet_picker.setVisible(self.sheet_picker.count() > 1)
        chosen = EVERY_TABLE if len(rosters) > 1 else opened.best()
        self.sheet_picker.setCurrentIndex(self.sheet_picker.findData(chosen))
        self._choose_table()

    def forget(self) -> None:
        self.opened, self._layouts = None, []
        self.show_plan(Plan())

    def tables(self) -> list[Table]:
        """The tables that are chosen, with their columns as they stand now."""
        assert self.opened is not None
        return [(self.opened.sheets[number], self._layouts[number]) for number in self._chosen()]

    def problems(self) -> list[str]:
        """Why the columns as they stand cannot be read, and which columns were left out in doubt."""
        words: list[str] = []
        several = len(self._chosen()) > 1
        for sheet, layout in self.tables():
            said = [each.text for each in roster_columns.check(sheet, layout)]
            if said:
                said += roster_columns.doubts(sheet, layout)
                words.append((f"“{sheet.name}”：" if several else "") + "".join(said))
        return words

    def show_plan(self, plan: Plan) -> None:
        self.plan = plan
        states = [rows.state(each) for each in plan.households]
        worst = next((each for each in ("bad", "ask") if each in states), "")
        self.shown.choose(worst)
        self.list.setColumnHidden(len(rows.HOUSEHOLD_COLUMNS) - 1, len(plan.tables) < 2)
        self._show_rows()
        self._summarise(states)

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.comparison_card.show_rows(list(lines), id, "还没有核对。")
        self._explain_line()

    def lines(self) -> list[Line]:
        """The comparison as it stands."""
        return list(self.comparison.rows.rows)

    def ready(self) -> list[RosterHousehold]:
        return [each for each in self.plan.households if each.is_ready]

    def export_remarks(self) -> None:
        said = [one for each in self.plan.households for one in rows.remarks(each)]
        exporting.export(self.desk, self, "名册导入问题清单", rows.REMARK_COLUMNS, said)

    def export_comparison(self) -> None:
        exporting.export(self.desk, self, "名册导入对照", rows.LINE_COLUMNS, self.lines())

    def say(self, text: str) -> None:
        self.summary.setText(text)

    def _chosen(self) -> tuple[int, ...]:
        assert self.opened is not None
        chosen: int = self.sheet_picker.currentData()
        return self.opened.rosters() if chosen == EVERY_TABLE else (chosen,)

    def _choose_table(self) -> None:
        sheet, layout = self.tables()[0]
        self.mapping.show_sheet(sheet, layout)
        self.columns_changed.emit()

    def _map(self) -> None:
        """What was said of the columns of one table holds for every other with the same headings."""
        first, *_ = self._chosen()
        headings = self._layouts[first].headings
        chosen = self.mapping.chosen()
        for number in self._chosen():
            if self._layouts[number].headings == headings:
                self._layouts[number] = roster_columns.mapped(self._layouts[number], chosen)
        self.columns_changed.emit()

    def _summarise(self, states: Sequence[str]) -> None:
        if self.opened is None or not states:
            self.say("")
            return
        persons = sum(len(each.members) for each in self.plan.households)
        words = (
            f"{self.opened.source.file_name}：{len(states):,} 户 {persons:,} 人，"
            f"可导入 {len(self.ready()):,} 户，待确认 {states.count('ask'):,} 户，"
            f"有问题 {states.count('bad'):,} 户，需留意 {states.count('warn'):,} 户。"
        )
        odd = [said for sheet, layout in self.tables() for said in roster_columns.doubts(sheet, layout)]
        self.say(words + "".join(odd))

    def _show_rows(self) -> None:
        wanted = self.shown.value()
        self._cards.setCurrentIndex(1 if wanted == rows.COMPARISON else 0)
        if wanted != rows.COMPARISON:
            found = [each for each in self.plan.households if wanted in ("", rows.state(each))]
            self.list_card.show_rows(found, lambda r: (r.sheet, r.row), "没有符合条件的户。")
            self._explain()

    def _explain(self) -> None:
        """Every reason for the chosen row, in full, below the list; and the answer, where one is asked for."""
        household: RosterHousehold | None = self.list.current()
        self.reasons.setText(rows.reasons(household, "\n") if household else "")
        asked = household is not None and rows.state(household) == "ask"
        self._answers.setVisible(asked)
        if household is not None and asked:
            count = sum(1 for each in self.plan.households if self._is_alike(household, each))
            self.answer_all_button.setText(f"已核对，同类的 {count:,} 户都照此导入")
            self.answer_all_button.setVisible(count > 1)

    def _explain_line(self) -> None:
        line: Line | None = self.comparison.current()
        self.line_words.setText(f"{line.about}：{line.said}" if line else "")

    @staticmethod
    def _is_alike(household: RosterHousehold, other: RosterHousehold) -> bool:
        return rows.state(other) == "ask" and rows.same_questions(other, household)

    def _answer_one(self) -> None:
        household: RosterHousehold | None = self.list.current()
        if household is not None:
            self._answer(lambda each: each is household)

    def _answer_all(self) -> None:
        household: RosterHousehold | None = self.list.current()
        if household is not None:
            self._answer(partial(self._is_alike, household))

    def _answer(self, meant: Callable[[RosterHousehold], bool]) -> None:
        wanted = self.shown.value()
        households = tuple(
            replace(each, answered=True) if meant(each) else each for each in self.plan.households
        )
        self.plan = replace(self.plan, households=households)
        states = [rows.state(each) for each in households]
        self.shown.choose(wanted if wanted != "ask" or "ask" in states else "")
        self._show_rows()
        self._summarise(states)
        self.answered.emit()
