"""What an eye finds wrong with a shown window: what is cut, off its page, on top of something else, unnamed."""

from collections import Counter
from collections.abc import Iterator
from functools import singledispatch

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTabBar,
    QTableView,
    QWidget,
)

from zqdesk.ui.desk import commands
from zqdesk.ui.widgets.shown.title import Title
from zqdesk.ui.widgets.tables.rows import CHIP_ROLE

LINE_EDIT_SIDES = 2 * 2
"""What Qt keeps free left and right of the text of a line, in pixels."""
READ_IN_FULL = 60
"""A column that gives way still shows so many pixels of its text at 100 %."""


def shown(part: QWidget) -> Iterator[QWidget]:
    """The visible widgets of a window or a part of it, but for those Qt makes for itself."""
    window = part.window()
    for each in part.findChildren(QWidget):
        if each.isVisible() and each.window() is window and not each.objectName().startswith("qt_"):
            yield each


def place(widget: QWidget) -> str:
    """Which widget it is, in words for whoever mends it."""
    words = getattr(widget, "text", lambda: "")()
    said = words if isinstance(words, str) else ""
    parent = widget.parentWidget()
    name = said or named(widget) or widget.objectName()
    return f"{type(widget).__name__} “{name[:40]}” in {type(parent).__name__}"


def named(widget: QWidget) -> str:
    """What a screen reader calls a widget."""
    if isinstance(widget, QComboBox):  # on Linux Qt gives its text for its name; its label is told beside it
        return widget.accessibleName()
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def described(widget: QWidget) -> str:
    """What a screen reader says about a widget beside its name."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Description) if interface is not None else ""


# What is cut


@singledispatch
def cut(_widget: QWidget) -> str:
    """What of a widget's words cannot be read: nothing, or in words what is wrong."""
    return ""


def _short(widget: QWidget, wanted: QSize) -> str:
    room = widget.size()
    if room.width() < wanted.width() or room.height() < wanted.height():
        return f"needs {wanted.width()}×{wanted.height()}, has {room.width()}×{room.height()}"
    return ""


@cut.register
def _(widget: QLabel) -> str:
    if not widget.text():
        return ""
    if isinstance(widget, Title):
        whole = widget.shown() == widget.text() or widget.toolTip() == widget.text()
        return "" if whole else "ends in dots without a tip"
    if widget.wordWrap():
        wanted = widget.heightForWidth(widget.width())
        return f"needs {wanted} in height, has {widget.height()}" if widget.height() < wanted else ""
    if widget.text().endswith("…") and len(widget.toolTip()) >= len(widget.text()):
        return ""
    return _short(widget, widget.sizeHint())


@cut.register
def _(widget: QAbstractButton) -> str:
    if not widget.text() or (widget.text().endswith("…") and len(widget.toolTip()) > len(widget.text())):
        return ""
    wanted = widget.sizeHint()
    if isinstance(widget, QPushButton) and widget.text() == "×":
        wanted.setWidth(widget.fontMetrics().horizontalAdvance("×") + 2)
    return _short(widget, wanted)


@cut.register
def _(widget: QComboBox) -> str:
    if widget.isEditable():
        return ""
    option = QStyleOptionComboBox()
    widget.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = widget.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, widget)
    return _room(widget, widget.currentText(), room)


@cut.register
def _(widget: QLineEdit) -> str:
    if isinstance(widget.parentWidget(), QComboBox) and not widget.placeholderText():
        return ""
    option = QStyleOptionFrame()
    widget.initStyleOption(option)
    room = widget.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, widget)
    margins = widget.textMargins()
    room.adjust(margins.left(), 0, -margins.right() - LINE_EDIT_SIDES, 0)
    return _room(widget, widget.placeholderText(), room)


def _room(widget: QWidget, text: str, room: QRect) -> str:
    metrics = widget.fontMetrics()
    if metrics.horizontalAdvance(text) > room.width():
        return f"“{text}” needs {metrics.horizontalAdvance(text)} in width, has {room.width()}"
    if metrics.height() > room.height() + 2:
        return f"“{text}” needs {metrics.height()} in height, has {room.height()}"
    return ""


@cut.register
def _(widget: QPlainTextEdit) -> str:
    text = widget.placeholderText()
    room = widget.viewport().rect().adjusted(4, 4, -4, 0)
    flags = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
    needed = widget.fontMetrics().boundingRect(QRect(0, 0, room.width(), 10_000), flags, text)
    return f"“{text}” needs {needed.height()} in height" if needed.height() > room.height() else ""


@cut.register
def _(widget: QTabBar) -> str:
    last = widget.tabRect(widget.count() - 1)
    if last.right() > widget.width():
        return f"the last tab ends at {last.right()}, the bar at {widget.width()}"
    return ""


@cut.register
def _(widget: QTableView) -> str:
    header = widget.horizontalHeader()
    found = []
    for column in range(header.count()):
        words = str(widget.model().headerData(column, Qt.Orientation.Horizontal) or "")
        metrics = QFontMetrics(header.font())
        wanted, room = metrics.horizontalAdvance(words), header.sectionSize(column)
        if not header.isSectionHidden(column) and wanted > room:
            found.append(f"heading “{words}” needs {wanted}, has {room}")
    whole = header.length() <= widget.viewport().width() or widget.horizontalScrollBar().isVisible()
    return "; ".join(found + ([] if whole else ["columns beyond the right edge"]))


# What is out of reach of the eye


def outside(widget: QWidget) -> str:
    """Whether a parent cuts a widget off, where no scroll bar brings it back."""
    rect = widget.rect()
    if isinstance(widget, QLabel) and not widget.text() and widget.pixmap().isNull():
        return ""
    if widget.width() <= 0 or widget.height() <= 0:
        return "has no room at all"
    here = widget
    while not here.isWindow() and (parent := here.parentWidget()) is not None:
        rect = QRect(here.mapTo(parent, rect.topLeft()), rect.size())
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
            return _beyond_scrolling(area, here, rect)
        if not parent.rect().contains(rect):
            return f"{rect.getRect()} sticks out of the {parent.width()}×{parent.height()} of {type(parent).__name__}"
        here = parent
    return ""


def _beyond_scrolling(area: QAbstractScrollArea, inside: QWidget, rect: QRect) -> str:
    """A scroll area shows all of what is in it, sideways only with a bar."""
    if not isinstance(area, QScrollArea) or inside is not area.widget():
        return ""
    sideways = area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if not inside.geometry().contains(rect):
        return "sticks out of what scrolls"
    if not sideways and inside.width() > area.viewport().width():
        return f"page of {inside.width()} in a view of {area.viewport().width()}"
    return ""


def overlapping(top: QWidget) -> Iterator[str]:
    """Neighbours that lie on each other."""
    for parent in [top, *shown(top)]:
        if parent.layout() is None or isinstance(parent, QAbstractScrollArea | QComboBox | QLineEdit):
            continue
        laid = [
            each
            for each in parent.children()
            if isinstance(each, QWidget)
            and each.isVisible()
            and not each.isWindow()
            and not each.objectName().startswith("qt_")
        ]
        for at, one in enumerate(laid):
            for other in laid[at + 1 :]:
                both = one.geometry().intersected(other.geometry())
                if both.width() > 1 and both.height() > 1 and not _floats(one) and not _floats(other):
                    yield f"{place(one)} lies on {place(other)}"


def _floats(widget: QWidget) -> bool:
    """Whether it is meant to lie over its neighbours, as the list of what was found does."""
    return bool(widget.property("floats"))


# What a screen reader cannot tell


FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, QRadioButton)


def focusable(top: QWidget) -> list[QWidget]:
    """What the Tab key should come to."""
    found = []
    for each in shown(top):
        inner = isinstance(each.parentWidget(), QComboBox)
        stops = bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus) and each.focusProxy() is None
        if stops and each.isEnabled() and not inner and not isinstance(each, QScrollBar | QAbstractSlider):
            found.append(each)
    return found


def unnamed(top: QWidget) -> Iterator[str]:
    """Stops of the keyboard and tables without a name, and fields that cannot be told apart by it."""
    stops = focusable(top)
    tables = [each for each in shown(top) if isinstance(each, QTableView) and each not in stops]
    for each in [*stops, *tables]:
        if not named(each).strip():
            yield f"{place(each)} has no name"
    kinds = (FIELDS, QPushButton, QTableView)
    for kind in kinds:
        names = Counter(named(each) for each in stops if isinstance(each, kind))
        for name, count in names.items():
            if name.strip() and count > 1:
                yield f"{count} stops are all called “{name}”"


# What is told by a colour, or by the mouse alone


TOLD_BY_COLOUR = frozenset({"bad", "warn", "good", "problem"})
MOST_ROWS = 30
"""So many rows of a table are looked at."""


def coloured(top: QWidget) -> Iterator[str]:
    """Signs, labels, cells and fields that have a colour which says something, and no word that says it too."""
    for each in shown(top):
        if isinstance(each, QLabel) and _says_in_colour(each) and not _worded(each):
            yield f"{place(each)} is told by its colour alone"
        if isinstance(each, FIELDS) and each.property("wrong") and not described(each):
            yield f"{place(each)} is wrong without a word"
        if isinstance(each, QTableView):
            yield from (f"{place(each)}: {cell} is told by its colour alone" for cell in _bare_signs(each))


def _says_in_colour(label: QLabel) -> bool:
    return any(label.property(name) in TOLD_BY_COLOUR for name in ("tone", "sign", "chip", "kind", "role"))


def _worded(label: QLabel) -> bool:
    """It has a letter in it, or beside it stand words."""
    if not label.text() or _lettered(label.text()):
        return True
    parent = label.parentWidget()
    beside = parent.findChildren(QLabel) if parent is not None else []
    return any(other is not label and other.isVisible() and _lettered(other.text()) for other in beside)


def _lettered(text: str) -> bool:
    return any(map(str.isalpha, text))


def _bare_signs(view: QTableView) -> set[str]:
    model = view.model()
    cells = [
        model.index(row, column)
        for row in range(min(model.rowCount(), MOST_ROWS))
        for column in range(model.columnCount())
    ]
    signs = [str(cell.data() or "") for cell in cells if cell.data(CHIP_ROLE) in TOLD_BY_COLOUR]
    return {sign for sign in signs if sign and not _lettered(sign)}


_KEYS = (*(commands.key_text(each.key) for each in commands.ALL), "Alt+↓")


def keyless(top: QWidget) -> Iterator[str]:
    """Buttons that the Tab key passes by and that name no key."""
    for each in shown(top):
        if not isinstance(each, QAbstractButton) or not each.isEnabled() or _by_arrow(each):
            continue
        words = f"{each.text()} {each.toolTip()}"
        if not each.focusPolicy() & Qt.FocusPolicy.TabFocus and not any(key in words for key in _KEYS):
            yield f"{place(each)} is pressed by no key"


def _by_arrow(button: QAbstractButton) -> bool:
    """One of choices of which the Tab key comes to the one that is lit."""
    group = button.group()
    return group is not None and group.exclusive()


def seen(top: QWidget) -> Iterator[str]:
    """Everything an eye or a reading voice finds wrong with a window as it is now."""
    for each in shown(top):
        if isinstance(each, QScrollBar | QProgressBar):
            continue
        what = cut(each)
        if what:
            yield f"cut: {place(each)}: {what}"
        what = outside(each)
        if what:
            yield f"out of sight: {place(each)}: {what}"
    yield from (f"overlap: {each}" for each in overlapping(top))
    yield from (f"unnamed: {each}" for each in unnamed(top))


def settled() -> None:
    """Let layouts find their places."""
    QApplication.processEvents()
