"""The hint in an empty field: whole where there is room, else it ends in dots and is whole in the tool tip."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

SIDES = 4
"""What Qt keeps free beside the text of a line, in pixels."""


class Hint(QObject):
    """Fits the hint of one field to its width, whenever that or the font changes."""

    def __init__(self, edit: QLineEdit, text: str) -> None:
        super().__init__(edit)
        self._edit, self._text = edit, text
        edit.installEventFilter(self)
        edit.setPlaceholderText(text)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.Polish):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        edit = self._edit
        option = QStyleOptionFrame()
        edit.initStyleOption(option)
        inside = edit.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, edit)
        margins = edit.textMargins()
        room = inside.width() - margins.left() - margins.right() - SIDES
        shown = edit.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        edit.setPlaceholderText(shown)
        if shown != self._text:
            edit.setToolTip(self._text)
        elif edit.toolTip() == self._text:
            edit.setToolTip("")
