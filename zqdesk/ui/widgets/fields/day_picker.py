"""A month to choose a day from: holidays and make-up days are written in it, and the working days are counted."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QWidget

from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.fields.workdays import HALL

KEYS = "方向键选日，PgUp、PgDn 换月，回车选定，Esc 不选"

WIDTH = 320


class Month(QCalendarWidget):
    """Free days are pale, 休 and 班 stand where a day is not what its weekday says."""

    def __init__(self) -> None:
        super().__init__()
        self.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setGridVisible(False)
        self.setAccessibleName("选择日期")
        heading = QTextCharFormat()
        heading.setForeground(theme.colour("soft"))
        self.setHeaderTextFormat(heading)
        for day in Qt.DayOfWeek:
            self.setWeekdayTextFormat(day, heading)

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate | date) -> None:
        shown = day if isinstance(day, date) else date(day.year(), day.month(), day.day())
        chosen = self.selectedDate() == QDate(shown.year, shown.month, shown.day)
        painter.save()
        if chosen:
            painter.fillRect(rect, theme.colour("accent"))
        ink = (
            "card" if chosen else "soft" if HALL.is_free(shown) or shown.month != self.monthShown() else "ink"
        )
        painter.setPen(theme.colour(ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(shown.day))
        sign = HALL.sign(shown)
        if sign:
            font = painter.font()
            font.setPixelSize(theme.pixels(10))
            painter.setFont(font)
            painter.setPen(theme.colour("card" if chosen else "bad" if sign == "班" else "good"))
            corner = rect.adjusted(2, 1, -3, -1)
            painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, sign)
        painter.restore()


class DayPicker(QFrame):
    """Opens below its field; `chosen(day)` is sent for Enter and for a click."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, today: date, since: tuple[date, str] | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self._today, self._since = today, since
        self.month = Month()
        self.words = theme.label("", "strong", wrap=True)
        self.words.setMinimumSize(theme.pixels(WIDTH), 2 * self.words.fontMetrics().lineSpacing() + 4)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column = theme.column(8, 8, 8, 8, spacing=6)
        column.addWidget(self.month)
        column.addWidget(self.words)
        column.addWidget(theme.label(KEYS, "small", wrap=True))
        self.setLayout(column)
        self.month.selectionChanged.connect(self._tell)
        self.month.clicked.connect(lambda _: self._choose())
        self.month.activated.connect(lambda _: self._choose())

    def open_at(self, day: date, below: QWidget) -> None:
        """Show the month of a day, below the field or, where there is no room, above it; always on the screen."""
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self._tell()
        self.adjustSize()
        screen = below.screen().availableGeometry()
        at = below.mapToGlobal(QPoint(0, below.height() + 2))
        if at.y() + self.height() > screen.bottom() - 8:
            at.setY(max(screen.top(), below.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2))
        at.setX(max(screen.left(), min(at.x(), screen.right() - self.width() - 8)))
        self.move(at)
        self.show()
        self.month.setFocus()

    def day(self) -> date:
        chosen = self.month.selectedDate()
        return date(chosen.year(), chosen.month(), chosen.day())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._choose()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        said = HALL.words(self.day(), self._today, self._since)
        self.words.setText(said)
        self.month.setAccessibleDescription(said)

    def _choose(self) -> None:
        if self.isVisible():
            day = self.day()
            self.close()
            self.chosen.emit(day)
