"""The cards of household and person pages: facts side by side, and lists that open what they name."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.programmes import table as process_table
from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.tables.rows import Column, Table, yuan

ROW = 36


class FactsCard(QFrame):
    """Captions and values in three columns; a fact that is not known shows a dash."""

    COLUMNS = 3

    def __init__(self, title: str, *buttons: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._box = theme.column(16, 10, 16, 14)
        self.setLayout(self._box)
        self._box.addLayout(theme.head(theme.label(title, "section"), None, *buttons))
        self._inside: QWidget | None = None

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        self._inside = theme.anew(self._inside)
        grid = theme.grid(self._inside, across=10, down=8)
        for at, (caption, value) in enumerate(facts):
            line, place = divmod(at, self.COLUMNS)
            name = theme.label(caption, "soft")
            name.setMinimumWidth(theme.pixels(72))
            grid.addWidget(name, line, place * 2)
            grid.addWidget(theme.label(value or "—", wrap=True, selectable=True), line, place * 2 + 1)
            grid.setColumnStretch(place * 2 + 1, 1)
        self._box.addWidget(self._inside)


class RowsCard(QFrame):
    """A short list with its heading, as high as its rows."""

    def __init__(
        self, title: str, columns: Sequence[Column], opened: Callable[[Any], object] | None, nothing: str
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.rows = Table(title, columns, row_height=ROW)
        if opened is not None:
            self.rows.opened.connect(opened)
        self.count = theme.label("", "small")
        self._nothing = theme.label(nothing, "soft")
        box = theme.column(16, 10, 16, 12)
        self.setLayout(box)
        box.addLayout(theme.row(theme.label(title, "section"), self.count, None))
        box.addWidget(self.rows)
        box.addWidget(self._nothing)

    def show_rows(self, rows: Sequence[Any], identity: Callable[[Any], Any]) -> None:
        self.rows.show_rows(rows, identity)
        self.rows.be_high_for(len(rows))
        self.rows.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self.count.setText(str(len(rows)) if rows else "")


def case_columns() -> list[Column]:
    return [
        Column("业务", lambda case: process_table(case.programme, case.kind).title, 140),
        Column("编号", lambda case: case.number or "（未编号）", 200),
        Column("申请日期", lambda case: case.applied_on.isoformat(), 110),
        Column("状态", _state, 130, stretch=True, chip=_state_kind),
    ]


def roll_columns() -> list[Column]:
    return [
        Column("名册", lambda entry: PROGRAMMES[entry.programme].title, 60),
        Column("起", lambda entry: entry.from_month, 80),
        Column("止", lambda entry: entry.to_month or "在册", 80),
        Column("人数", lambda entry: str(entry.person_count), 60, right=True),
        Column("保障金(元)", lambda entry: yuan(entry.allowance_fen), 110, right=True),
        Column("另加(元)", lambda entry: yuan(entry.uplift_fen), 100, right=True, tip=_uplift),
        Column("证号", lambda entry: entry.certificate_number or "—", 150),
        Column(
            "下次核查",
            lambda entry: entry.review_by.isoformat() if entry.review_by else "—",
            110,
            stretch=True,
        ),
    ]


def month_columns() -> list[Column]:
    return [
        Column("月份", lambda each: each.month, 80),
        Column("项目", lambda each: PROGRAMMES[each.programme].title, 60),
        Column("在册(元)", lambda each: yuan(each.roll_fen), 96, right=True),
        Column("应发(元)", lambda each: yuan(each.listed_fen), 96, right=True),
        Column("到账(元)", lambda each: yuan(each.paid_fen), 96, right=True),
        Column("未付(元)", lambda each: yuan(each.open_fen), 96, right=True),
        Column("追回(元)", lambda each: yuan(each.recovered_fen), 96, right=True),
        Column(
            "情况", lambda each: each.words or "尚未列入名册", 200, stretch=True, tip=lambda each: each.words
        ),
    ]


def open_entry(roll: Sequence[RollEntry], month: str, programme: str = "") -> RollEntry | None:
    """The entry that is in force in this month or later, of a programme's roll or of any."""
    return next(iter(open_entries(roll, month, programme)), None)


def open_entries(roll: Sequence[RollEntry], month: str, programme: str = "") -> list[RollEntry]:
    """All of them: people who each stand on it alone are several."""
    there = [each for each in roll if not each.to_month or each.to_month >= month]
    return [each for each in there if programme in ("", each.programme)]


def _uplift(entry: RollEntry) -> str:
    """What the second sum of a roll is called there."""
    words = PROGRAMMES[entry.programme].words
    return words.in_cases.get(("roll_entries", "uplift_fen")) or "分类施保金"


def _state(case: Case) -> str:
    return process_table(case.programme, case.kind).state(case.state).title


def _state_kind(case: Case) -> str:
    return "plain" if process_table(case.programme, case.kind).state(case.state).closed else "warn"
