"""Small charts of the reserve, painted: what they share, and in and out by month."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from zqdesk.rules.money import format_yuan
from zqdesk.ui.desk.look import fonts, theme

IN, OUT = "收入", "发放"
TEN_THOUSAND_YUAN = 1_000_000
"""In fen."""
PATTERNS = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense5Pattern,
    Qt.BrushStyle.DiagCrossPattern,
)
"""A part is known by its pattern and its caption, not by its colour alone."""


def short_yuan(fen: int) -> str:
    """An amount as a chart has room for it: 860, 3,000, 6.00万."""
    if abs(fen) >= TEN_THOUSAND_YUAN:
        return f"{fen / TEN_THOUSAND_YUAN:,.2f}万"
    return f"{round(fen / 100):,}" if fen else ""


class Chart(QWidget):
    """What all charts share: small type, the ground of a card, and their content in words for a reading voice."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self._height = theme.pixels(height)
        self.font_used: QFont = fonts.interface(theme.pixels(theme.SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(400, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._height)

    def _painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font_used)
        return painter

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self.font_used)


class MonthChart(Chart):
    """Two bars a month: what came in is solid, what was paid out is hatched; each with its amount above."""

    def __init__(self) -> None:
        super().__init__(160)
        self.months: tuple[tuple[int, int], ...] = ()

    def show_months(self, months: Sequence[tuple[int, int]]) -> None:
        """(in, out) in fen, from January on."""
        self.months = tuple(months)
        words = [
            f"{number}月{IN}{format_yuan(came)}元、{OUT}{format_yuan(went)}元"
            for number, (came, went) in enumerate(self.months, 1)
            if came or went
        ]
        self.setAccessibleName("；".join(words) or "本年没有收支")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, metrics = self._painter(), self._metrics()
        line = metrics.height()
        self._legend(painter, line)
        top, bottom = 2.0 * line + 6, self.height() - line - 4.0
        most = max((max(pair) for pair in self.months), default=0)
        slot = self.width() / max(1, len(self.months))
        painter.setPen(theme.colour("line"))
        painter.drawLine(QPointF(0, bottom), QPointF(self.width(), bottom))
        for number, pair in enumerate(self.months):
            left = number * slot
            painter.setPen(theme.colour("soft"))
            place = QRectF(left, bottom + 2, slot, line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"{number + 1}月")
            for at, fen in enumerate(pair):
                if fen > 0 and most:
                    height = max(2.0, (bottom - top - line) * fen / most)
                    bar = QRectF(left + slot * (0.14 + 0.38 * at), bottom - height, slot * 0.34, height)
                    paint_bar(painter, bar, at)
                    painter.setPen(theme.colour("ink"))
                    above = QRectF(left + slot * 0.5 * at, bar.y() - line - 1, slot * 0.5, line)
                    painter.drawText(
                        above.adjusted(-8, 0, 8, 0), Qt.AlignmentFlag.AlignCenter, short_yuan(fen)
                    )
        painter.end()

    def _legend(self, painter: QPainter, line: int) -> None:
        left = 0.0
        for at, words in enumerate((IN, OUT)):
            paint_bar(painter, QRectF(left, line * 0.15, line * 0.9, line * 0.7), at)
            painter.setPen(theme.colour("soft"))
            painter.drawText(
                QRectF(left + line * 1.3, 0, 90, line), int(Qt.AlignmentFlag.AlignVCenter), words
            )
            left += line * 2 + self._metrics().horizontalAdvance(words) + 16


def paint_bar(painter: QPainter, place: QRectF, pattern: int) -> None:
    """A bar with its edge; the first pattern is solid."""
    ink = theme.colour("accent")
    painter.setPen(QPen(ink, 1))
    painter.setBrush(QBrush(ink, PATTERNS[pattern % len(PATTERNS)]))
    painter.drawRect(place)
