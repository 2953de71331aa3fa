"""The fields for a day and a month: typed the way clerks write dates, kept as a date and as `2026-12`."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from zqdesk.rules.digits import figures, half_width
from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.fields.day_picker import DayPicker
from zqdesk.ui.widgets.fields.text_edit import TextEdit
from zqdesk.ui.widgets.fields.workdays import HALL

_DAY = re.compile(r"(\d{1,8}[\s.,/年月日-]*){1,3}")
SHORT_YEARS = 100
LONGEST, SIGN = "2026-12-28", 56
"""A day in full, and the width of what stands beside it in its field: edges, and the sign for the month."""
_WORDS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2}


def read_day(text: str, today: date) -> date:
    """The day meant by `20261104`, `2026-11-4`, `2026年11月4日`, `26.11.4`, `11-4` or `1104` (this year), `昨天`.

    Refused (`date.form`): anything else, and days that do not exist.
    """
    plain = half_width(text).strip().rstrip(".")
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    parts = [int(part) for part in re.findall(r"\d+", plain)] if _DAY.fullmatch(plain) else []
    if re.fullmatch(r"\d{8}", plain):
        parts = [int(plain[:4]), int(plain[4:6]), int(plain[6:])]
    elif re.fullmatch(r"\d{4}", plain):
        parts = [int(plain[:2]), int(plain[2:])]
    if len(parts) == 2:
        parts = [today.year, *parts]
    if len(parts) == 3 and parts[0] < SHORT_YEARS:
        parts[0] = _full_year(parts[0], today)
    if len(parts) == 3:
        try:
            return date(*parts)
        except ValueError:
            pass
    raise Refused(Problem("date.form", f"“{text.strip()}”不是日期，请按 2026-11-04 或 20261104 填写"))


def _full_year(short: int, today: date) -> int:
    """The year meant by its last two digits: the latest that is not after this one."""
    year = today.year - today.year % SHORT_YEARS + short
    return year if year <= today.year else year - SHORT_YEARS


class DateEdit(TextEdit):
    """Up and Down move by a day, Alt+Down opens the month; an empty field is no date, `today` is the hall's day.

    `count_from` says from which day a step counts its working days, and in what words.
    """

    empty = None

    def __init__(self, today: Callable[[], date], placeholder: str = "年-月-日") -> None:
        super().__init__(placeholder)
        self._today = today
        self._since: tuple[date, str] | None = None
        self.setInputMethodHints(Qt.InputMethodHint.ImhDate)
        self._month = self.addAction(theme.icon("calendar"), QLineEdit.ActionPosition.TrailingPosition)
        self._month.setToolTip("日历  Alt+↓")
        self._month.triggered.connect(self.open_month)
        self.textChanged.connect(self._say_day)

    def count_from(self, day: date, words: str) -> None:
        """Count working days from here too: `受理`."""
        self._since = (day, words)
        self._say_day()

    def open_month(self) -> None:
        """The month of the day that stands here, or of today."""
        picker = DayPicker(self, self._today(), self._since)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.chosen.connect(self._take)
        picker.open_at(self.value() or self._today(), self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sign for the month gives way where the day would not be whole; Alt+Down opens it all the same."""
        super().resizeEvent(event)
        room = self.width() - self.fontMetrics().horizontalAdvance(LONGEST)
        self._month.setVisible(room >= theme.pixels(SIGN))

    def day_words(self) -> str:
        """What sort of day stands here, and which working day it is."""
        day = self.value()
        return "" if day is None else HALL.words(day, self._today(), self._since)

    def _say_day(self) -> None:
        if not self.property("wrong"):
            self.setToolTip(self.day_words())

    def _take(self, day: date) -> None:
        self.set_value(day)
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.selectAll()
        self.edited.emit()

    def read(self, text: str) -> date:
        return read_day(text, self._today())

    def shown(self, value: Any) -> str:
        return "" if value is None else value.isoformat()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_month()
            return
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        here = self.value()
        self.set_value(self._today() if here is None else here + timedelta(days=step))
        self.edited.emit()


_MONTH = re.compile(r"([0-9]{4})(?:[-./年]?)([0-9]{1,2})月?")


class MonthEdit(TextEdit):
    """A month of a year; an empty field is none."""

    def read(self, text: str) -> str:
        found = _MONTH.fullmatch(figures(text))
        if found is None or not 1 <= int(found[2]) <= 12:
            raise Refused(Problem("month.form", f"“{text.strip()}”不是年月，请按 2026-12 或 2026年12月 填写"))
        return f"{found[1]}-{int(found[2]):02d}"
