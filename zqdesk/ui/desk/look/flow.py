"""Layouts that give way to a narrow window and to large text: they go on in the next line, or in fewer columns."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Reflow(QLayout):
    """What such layouts share: their items, and a height that depends on the width; `_place` is their own.

    Qt asks many times what only changes when it says so (`invalidate`): the answers are kept until then.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._smallest: QSize | None = None
        super().__init__(parent)
        self.setContentsMargins(QMargins())
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        self._heights.clear()
        self._smallest = None
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            margins = self.contentsMargins()
            room = QRect(0, 0, width - margins.left() - margins.right(), 0)
            self._heights[width] = self._place(room, move=False) + margins.top() + margins.bottom()
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect.marginsRemoved(self.contentsMargins()), move=True)

    def minimumSize(self) -> QSize:
        """The narrowest, as high as its highest part: how high it will be, the width decides."""
        if self._smallest is None:
            size = QSize()
            for item in self._items:
                if not item.isEmpty():
                    size = size.expandedTo(item.minimumSize())
            self._smallest = size.grownBy(self.contentsMargins())
        return QSize(self._smallest)

    def _place(self, rect: QRect, *, move: bool) -> int:
        raise NotImplementedError


@dataclass
class _Line:
    """Items side by side; `springs` are the places in between that take what is left."""

    items: list[tuple[QLayoutItem, int]] = field(default_factory=list)
    width: int = 0
    springs: list[int] = field(default_factory=list)


class Flow(Reflow):
    """Widgets side by side, each as wide as it asks for; behind a spring they stand at the right, in every line."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent, spacing)
        self._least = 0
        self._springs: list[int] = []

    def add_spring(self) -> None:
        """From here on at the right."""
        self._springs.append(self.count())

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._springs = [at - (at > index) for at in self._springs]
        return super().takeAt(index)

    def addStrut(self, height: int) -> None:
        """No line is lower than this."""
        self._least = height
        self.invalidate()

    def sizeHint(self) -> QSize:
        widths = [item.sizeHint().width() for item in self._items if not item.isEmpty()]
        wide = sum(widths) + self.spacing() * max(0, len(widths) - 1)
        margins = self.contentsMargins()
        return QSize(wide + margins.left() + margins.right(), self.minimumSize().height())

    def minimumSize(self) -> QSize:
        return super().minimumSize().expandedTo(QSize(0, self._least))

    def _place(self, rect: QRect, *, move: bool) -> int:
        y, right = rect.y(), False
        for line in self._lines(rect.width()):
            spare = rect.width() - line.width
            wraps = [at for at, (item, _) in enumerate(line.items) if item.hasHeightForWidth()]
            for at in wraps:  # a text that wraps takes what is left, before it takes a line more
                item, width = line.items[at]
                line.items[at] = (item, width + spare // len(wraps))
            spare = 0 if wraps else spare
            x = rect.x() + (spare if right and not line.springs else 0)
            right = right or bool(line.springs)
            high = max([self._least, *(_height(item, width) for item, width in line.items)])
            for at, (item, width) in enumerate(line.items):
                if at in line.springs:
                    x += spare // len(line.springs)
                if move:
                    item.setGeometry(QRect(QPoint(x, y), QSize(width, high)))
                x += width + self.spacing()
            y += high + self.spacing()
        return max(self._least, y - self.spacing() - rect.y())

    def _lines(self, room: int) -> Iterator[_Line]:
        line = _Line()
        springs = list(self._springs)
        for at, item in enumerate(self._items):
            if item.isEmpty():
                continue
            width = min(item.sizeHint().width(), max(room, 0))
            more = width + (self.spacing() if line.items else 0)
            if line.items and line.width + more > room:
                yield line
                line, more = _Line(), width
            while springs and springs[0] <= at:
                springs.pop(0)
                line.springs.append(len(line.items))
            line.items.append((item, width))
            line.width += more
        if line.items:
            yield line


class Columns(Reflow):
    """Fields in as many columns as there is room for, `most` at the most; a field may be wider than one.

    With `even` their number depends on the width alone, whatever the fields hold.
    """

    def __init__(self, most: int, least: int, *, across: int = 14, down: int = 8, even: bool = False) -> None:
        super().__init__(None, across)
        self._most, self._least, self._down, self._even = most, least, down, even
        self._wide: list[int] = []

    def add(self, widget: QWidget, wide: int = 1) -> None:
        """A field that takes `wide` of the columns."""
        self.addWidget(widget)
        self._wide[-1] = wide

    def addItem(self, item: QLayoutItem) -> None:
        super().addItem(item)
        self._wide.append(1)

    def takeAt(self, index: int) -> QLayoutItem | None:
        if 0 <= index < len(self._wide):
            self._wide.pop(index)
        return super().takeAt(index)

    def sizeHint(self) -> QSize:
        across = self._most * self._least + (self._most - 1) * self.spacing()
        return QSize(across, self.heightForWidth(across))

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def _place(self, rect: QRect, *, move: bool) -> int:
        columns = self._columns(rect.width())
        share = (rect.width() - (columns - 1) * self.spacing()) / columns
        y = rect.y()
        for line in self._lines(columns):
            placed = []
            for item, start, wide in line:
                left = round(start * (share + self.spacing()))
                right = round((start + wide) * (share + self.spacing())) - self.spacing()
                placed.append((item, left, right - left))
            high = max(_height(item, width) for item, _, width in placed)
            for item, left, width in placed:
                if move:
                    item.setGeometry(QRect(rect.x() + left, y, width, high))
            y += high + self._down
        return max(0, y - self._down - rect.y())

    def _columns(self, room: int) -> int:
        for columns in range(self._most, 1, -1):
            share = (room - (columns - 1) * self.spacing()) / columns
            if share >= self._least and self._even:
                return columns
            if share >= self._least and all(
                wide * share + (wide - 1) * self.spacing() >= item.minimumSize().width()
                for item, wide in self._shown(columns)
            ):
                return columns
        return 1

    def _shown(self, columns: int) -> Iterator[tuple[QLayoutItem, int]]:
        for item, wide in zip(self._items, self._wide, strict=True):
            if not item.isEmpty():
                yield item, min(columns, wide)

    def _lines(self, columns: int) -> Iterator[list[tuple[QLayoutItem, int, int]]]:
        line: list[tuple[QLayoutItem, int, int]] = []
        place = 0
        for item, wide in self._shown(columns):
            if place + wide > columns:
                yield line
                line, place = [], 0
            line.append((item, place, wide))
            place += wide
        if line:
            yield line


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
