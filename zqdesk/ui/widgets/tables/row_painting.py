"""How a row of a list is drawn: ground, thin line, text that ends in dots where it is too long, or a chip."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from zqdesk.ui.desk.look import fonts, theme

Index = QModelIndex | QPersistentModelIndex
SIDE = 9
CHIP_HEIGHT = 22


class RowPainter(QStyledItemDelegate):
    """Paints by hand: a style sheet for each cell would cost a long list its speed."""

    def __init__(self, view: QTableView, chip_role: int) -> None:
        super().__init__(view)
        self._view = view
        self._chip_role = chip_role
        self._hovered = -1
        self._body = fonts.interface(theme.pixels(theme.BODY))
        self._small = fonts.interface(theme.pixels(theme.SMALL))

    def hover(self, row: int) -> None:
        """Light up another row."""
        old, self._hovered = self._hovered, row
        for number in {old, row} - {-1}:
            top = self._view.rowViewportPosition(number)
            height = self._view.rowHeight(number)
            self._view.viewport().update(0, top, self._view.viewport().width(), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, theme.colour("accent_tint"))
            if index.column() == 0:  # the tint alone would be a sign in colour only
                mark = theme.colour("accent" if self._view.hasFocus() else "edge")
                painter.fillRect(rect.x(), rect.y(), 4, rect.height(), mark)
        elif index.row() == self._hovered:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        text = index.data() or ""
        kind = index.data(self._chip_role)
        inner = rect.adjusted(SIDE, 0, -SIDE, 0)
        if kind and text:
            paint_chip(painter, self._small, inner, text, kind, chosen=chosen)
        else:
            painter.setFont(self._body)
            painter.setPen(theme.colour("ink"))
            shown = QFontMetrics(self._body).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole) or 0, shown)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        font = self._small if index.data(self._chip_role) else self._body
        width = QFontMetrics(font).horizontalAdvance(index.data() or "") + 2 * SIDE + 26
        return QSize(width, theme.pixels(38))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The whole text where it was cut off, or what the column says about it."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return QAbstractItemDelegate.helpEvent(self, event, view, option, index)
        text = index.data() or ""
        told = index.data(Qt.ItemDataRole.ToolTipRole) or ""
        room = view.visualRect(index).width() - 2 * SIDE
        cut = QFontMetrics(self._body).horizontalAdvance(text) > room
        QToolTip.showText(event.globalPos(), told or (text if cut else ""), view)
        return True


def paint_chip(
    painter: QPainter, font: QFont, inner: QRect, text: str, kind: str, *, chosen: bool = False
) -> int:
    """A rounded sign at the left of `inner`, in the middle of its height; returns its width."""
    ink, ground = theme.CHIPS[kind]
    if chosen:
        ground = "card"  # a tint on the tint of the chosen row would be lost
    metrics = QFontMetrics(font)
    height = theme.pixels(CHIP_HEIGHT)
    width = min(metrics.horizontalAdvance(text) + 24, inner.width())
    shape = QRectF(inner.x(), inner.center().y() - height / 2 + 0.5, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(Qt.PenStyle.NoPen))
    painter.setBrush(QBrush(theme.colour(ground)))
    painter.drawRoundedRect(shape, height / 2, height / 2)
    painter.setPen(theme.colour(ink))
    painter.setFont(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width) - 12)
    painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, shown)
    return width
