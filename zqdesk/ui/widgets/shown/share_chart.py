"""A sum in its parts, painted: one line for each part, or one bar split into all of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent

from zqdesk.frozen import frozen
from zqdesk.rules.money import format_yuan
from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.shown.flow_chart import Chart, paint_bar


@frozen
class Bar:
    """A bar with its caption, its fen or count, and a word behind the amount."""

    caption: str
    fen: int
    note: str = ""


class ShareChart(Chart):
    """One line for each part: its caption, a bar, its amount; what has no room is summed up in the last line."""

    LINES = 7

    def __init__(self, said: Callable[[int], str] = lambda fen: f"{format_yuan(fen)} 元") -> None:
        super().__init__(160)
        self.bars: tuple[Bar, ...] = ()
        self.said = said
        self._nothing = ""

    def show_bars(self, bars: Sequence[Bar], nothing: str) -> None:
        """The largest first; `nothing` is said where there is none."""
        self._nothing = nothing
        shown = list(bars[: self.LINES])
        if len(bars) > self.LINES:
            rest = bars[self.LINES - 1 :]
            shown[self.LINES - 1 :] = [Bar(f"其他 {len(rest)} 项", sum(each.fen for each in rest))]
        self.bars = tuple(shown)
        words = [f"{each.caption}{self.said(each.fen).replace(' ', '')}{each.note}" for each in self.bars]
        self.setAccessibleName("；".join(words) or nothing)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, metrics = self._painter(), self._metrics()
        if not self.bars:
            painter.setPen(theme.colour("soft"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._nothing)
        most = max((each.fen for each in self.bars), default=0)
        captions = theme.pixels(150)
        amounts = theme.pixels(170)
        step = self.height() / self.LINES
        for number, each in enumerate(self.bars):
            top = number * step
            caption = metrics.elidedText(each.caption, Qt.TextElideMode.ElideRight, captions - 10)
            painter.setPen(theme.colour("ink"))
            painter.drawText(QRectF(0, top, captions, step), int(Qt.AlignmentFlag.AlignVCenter), caption)
            room = self.width() - captions - amounts
            length = max(2.0, room * max(0, each.fen) / most) if most > 0 else 2.0
            paint_bar(painter, QRectF(captions, top + step * 0.22, length, step * 0.56), 0)
            painter.setPen(theme.colour("ink"))
            words = f"{self.said(each.fen)} {each.note}".strip()
            place = QRectF(captions + length + 8, top, amounts, step)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()


class SplitBar(Chart):
    """A sum as one bar of its parts, each with a pattern of its own and its caption and amount below."""

    def __init__(self) -> None:
        super().__init__(64)
        self.bars: tuple[Bar, ...] = ()

    def show_parts(self, bars: Sequence[Bar]) -> None:
        self.bars = tuple(bars)
        self.setAccessibleName("；".join(f"{each.caption}{format_yuan(each.fen)}元" for each in self.bars))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, metrics = self._painter(), self._metrics()
        whole = sum(max(0, each.fen) for each in self.bars)
        line, left = metrics.height(), 0.0
        slot = self.width() / max(1, len(self.bars))
        height = theme.pixels(16)
        for at, each in enumerate(self.bars):
            width = self.width() * max(0, each.fen) / whole if whole else 0.0
            if width:
                paint_bar(painter, QRectF(left, 0, width, height), at)
                left += width
            sign = QRectF(at * slot, height + 8 + line * 0.15, line * 0.8, line * 0.7)
            paint_bar(painter, sign, at)
            words = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            painter.setPen(theme.colour("soft"))
            beside = QRectF(sign.right() + 6, height + 8, slot - line, line)
            caption = metrics.elidedText(each.caption, Qt.TextElideMode.ElideRight, int(beside.width()))
            painter.drawText(beside, words, caption)
            painter.setPen(theme.colour("ink"))
            below = QRectF(sign.right() + 6, height + 8 + line, slot - line, line)
            if (
                metrics.horizontalAdvance(format_yuan(each.fen)) <= below.width()
            ):  # else half a sum would be read
                painter.drawText(below, words, format_yuan(each.fen))
        painter.end()
