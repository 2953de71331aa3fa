"""Where a case stands: one circle for each stage, with its day or its limit under it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from zqdesk.office.across.dossier import Stage
from zqdesk.ui.desk.look import theme

_RADIUS = 11
_STATES = {"done": "已完成", "now": "进行中", "todo": "未开始"}


class Stepper(QWidget):
    """Done stages carry a tick, the present one its number in a ring, later ones are grey."""

    def __init__(self) -> None:
        super().__init__()
        self._stages: tuple[Stage, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.pixels(14) + theme.pixels(12) + 2 * _RADIUS + 20)

    def show_stages(self, stages: Sequence[Stage]) -> None:
        self._stages = tuple(stages)
        said = (f"{s.title}{_STATES.get(s.state, '')}{s.note}" for s in stages)
        self.setAccessibleName("办理进度：" + "，".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(1, len(self._stages)) * 110, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._stages:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = self.width() / len(self._stages)
        centres = [QPointF(cell * (at + 0.5), _RADIUS + 3) for at in range(len(self._stages))]
        for stage, left, right in zip(self._stages[1:], centres, centres[1:], strict=False):
            reached = stage.state in ("done", "now")
            painter.setPen(QPen(theme.colour("accent" if reached else "edge"), 2))
            painter.drawLine(left + QPointF(_RADIUS, 0), right - QPointF(_RADIUS, 0))
        for number, (stage, centre) in enumerate(zip(self._stages, centres, strict=True), 1):
            self._circle(painter, stage, number, centre)
            self._words(painter, stage, centre.x() - cell / 2, cell)

    def _circle(self, painter: QPainter, stage: Stage, number: int, centre: QPointF) -> None:
        done, now = stage.state == "done", stage.state == "now"
        ink = "accent" if done or now else "edge"
        painter.setPen(QPen(theme.colour(ink), 2))
        painter.setBrush(theme.colour("accent" if done else "card"))
        painter.drawEllipse(centre, _RADIUS, _RADIUS)
        if done:
            painter.setPen(QPen(theme.colour("card"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            points = [QPointF(-4, 0), QPointF(-1, 3.5), QPointF(4.5, -3.5)]
            painter.drawPolyline([centre + point for point in points])
            return
        painter.setPen(theme.colour("accent" if now else "faint"))
        painter.setFont(_font(painter.font(), 12, bold=True))
        box = QRectF(centre.x() - _RADIUS, centre.y() - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))

    def _words(self, painter: QPainter, stage: Stage, left: float, width: float) -> None:
        todo = stage.state == "todo"
        top = 2 * _RADIUS + 6
        height = theme.pixels(14) + 6
        painter.setFont(_font(painter.font(), 14, bold=stage.state == "now"))
        painter.setPen(theme.colour("faint" if todo else "ink"))
        painter.drawText(QRectF(left, top, width, height), Qt.AlignmentFlag.AlignCenter, stage.title)
        painter.setFont(_font(painter.font(), 12, bold=False))
        painter.setPen(theme.colour("soft"))
        below = QRectF(left, top + height - 1, width, theme.pixels(12) + 6)
        note = painter.fontMetrics().elidedText(stage.note, Qt.TextElideMode.ElideRight, int(width) - 6)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, note)


def _font(like: QFont, height: int, *, bold: bool) -> QFont:
    font = QFont(like)
    font.setPixelSize(theme.pixels(height))
    font.setBold(bold)
    return font
