"""The working days that every field for a day counts in: those of the hall, read once somebody is signed in."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from zqdesk.rules.calendar import WorkCalendar

WEEKDAYS = "一二三四五六日"
FARTHEST = timedelta(days=800)
"""Beyond this nobody counts working days."""


class Workdays(QObject):
    """One hall, one calendar. Before it is read nothing is said of holidays."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.calendar: WorkCalendar | None = None

    def take(self, calendar: "WorkCalendar | None") -> None:
        self.calendar = calendar
        self.changed.emit()

    def sign(self, day: date) -> str:
        """休 for a holiday on a weekday, 班 for a weekend that is worked; nothing for all other days."""
        if self.calendar is None:
            return ""
        working, usual = self.calendar.is_working(day), day.weekday() < 5
        return "" if working == usual else "班" if working else "休"

    def is_free(self, day: date) -> bool:
        return self.calendar is not None and not self.calendar.is_working(day)

    def kind(self, day: date) -> str:
        """What sort of day it is, in words."""
        words = {"休": "放假", "班": "调休上班"}.get(self.sign(day))
        return words or ("休息日" if day.weekday() >= 5 else "工作日")

    def count(self, start: date, day: date, begin: str) -> str:
        """`从今天起第 3 个工作日`: as the law counts, the first day itself does not."""
        if self.calendar is None or not timedelta(0) < abs(day - start) <= FARTHEST:
            return begin if day == start and self.calendar is not None else ""
        number = self.calendar.working_days_left(min(start, day), max(start, day))
        unsure = "约" if any(self.calendar.is_provisional(each) for each in (start, day)) else ""
        if day > start:
            return f"从{begin}起{unsure}第 {number} 个工作日"
        return f"{begin}以前{unsure} {number} 个工作日"

    def words(self, day: date, today: date, since: tuple[date, str] | None) -> str:
        """Everything that is said of a day: weekday, kind, and the count from today or from where a step began."""
        parts = [f"{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}", self.kind(day)]
        if since is not None and since[0] != today:
            parts.append(self.count(since[0], day, since[1]))
        parts.append(self.count(today, day, "今天"))
        return " · ".join(filter(None, parts))


HALL = Workdays()
