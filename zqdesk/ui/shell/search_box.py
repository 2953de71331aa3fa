"""The one search box: every keystroke asks the search thread, the answer to what stands in it is shown below.

Enter opens what is lit only once that is the answer to the text in the box; pressed earlier, it waits for it.
"""

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import fonts, theme
from zqdesk.ui.widgets.fields.hint import Hint
from zqdesk.ui.widgets.tables.row_painting import SIDE, Index, paint_chip

LIMIT = 12
MORE = "还有更多，请再输几个字"
KINDS = {"person": "人员", "household": "家庭", "case": "业务", "paper": "文书", "book": "账簿"}


class SearchBox(QLineEdit):
    """Finds persons, households and cases by name, pinyin, number, last digits or village; sheets by code."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("search")
        Hint(self, "查找：姓名、拼音、身份证号、受理编号   Ctrl+K")
        self.setAccessibleName("查找")
        self.setMinimumWidth(260)
        self.setMaximumWidth(theme.pixels(420))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setClearButtonEnabled(True)
        self._desk = desk
        self._asked = self._answered = 0
        self._opening = False
        self.results = Results(self)
        self.results.list.itemClicked.connect(self._open)
        self.textEdited.connect(self._ask)

    def take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def give_up(self) -> None:
        """Close the results and forget what was typed."""
        self._asked += 1
        self._opening = False
        self.results.hide()
        self.clear()

    def _ask(self, text: str) -> None:
        self._asked += 1
        self._opening = False
        if not text.strip():
            self.results.hide()
            return
        from zqdesk.office.across.finding import find

        self._desk.read(find, text, LIMIT + 1, then=partial(self._show, self._asked), lane="search")

    def _show(self, asked: int, hits: list[object]) -> None:
        # An answer to what was typed before is of no use any more.
        if asked != self._asked or not self.hasFocus():
            return
        self._answered = asked
        self.results.show_hits(hits, self.text())
        if self._opening and len(hits) == 1:  # of several nobody has seen yet, one must choose
            self._open_lit()
        self._opening = False

    def _enter(self) -> None:
        if self._answered == self._asked:
            self._open_lit()
        else:
            self._opening = True

    def _open_lit(self) -> None:
        item = self.results.list.currentItem()
        if item is not None and self.results.isVisible():
            self._open(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.results.isVisible():
            self.results.move_by(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif event.key() == Qt.Key.Key_Escape:
            self.give_up()
            parent = self.parentWidget()
            if parent is not None:
                parent.window().setFocus()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Esc closes the results here; it must not reach the window's own Esc first.
        pressed = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if pressed and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        QTimer.singleShot(0, self._hide_unless_used)

    def _hide_unless_used(self) -> None:
        if not self.hasFocus() and not self.results.list.hasFocus():
            self.results.hide()

    def _open(self, item: QListWidgetItem) -> None:
        hit = item.data(Qt.ItemDataRole.UserRole)
        if hit is None:
            return
        self.give_up()
        opening = {
            "person": self._desk.shell.open_person,
            "household": self._desk.shell.open_household,
            "case": self._desk.shell.open_case,
            "paper": self._desk.shell.open_case,
            "book": self._open_books,
        }
        opening[hit.kind](hit.record_id)

    def _open_books(self, _paper_id: str) -> None:
        self._desk.shell.open_reserve("books")


class Results(QFrame):
    """What was found, as a panel below the box; it never takes the keyboard away from it."""

    def __init__(self, box: QLineEdit) -> None:
        super().__init__(box.window())
        self._box = box
        self.setObjectName("results")
        self.setProperty("role", "card")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setObjectName("hits")
        self.list.setItemDelegate(HitPainter(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self.list)
        self.hide()

    def show_hits(self, hits: list[object], query: str) -> None:
        self.list.clear()
        for hit in hits[:LIMIT]:
            self._add(hit)
        if not hits:
            self._say(f"没有找到“{query.strip()}”。可以试试姓名的一部分、拼音或号码的末几位。")
        elif len(hits) > LIMIT:
            self._say(MORE)
        self.list.setCurrentRow(0 if hits else -1)
        self._place()

    def _add(self, hit: object) -> None:
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.UserRole, hit)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, " ".join(said(hit)))
        self.list.addItem(item)

    def _say(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def move_by(self, step: int) -> None:
        """Light the next or previous hit, from the last one the first."""
        count = sum(1 for n in range(self.list.count()) if self.list.item(n).flags())
        if count:
            self.list.setCurrentRow((self.list.currentRow() + step) % count)

    def _place(self) -> None:
        window = self._box.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        rows = sum(max(self.list.sizeHintForRow(n), 30) for n in range(max(1, self.list.count())))
        corner = self._box.mapTo(window, QPoint(0, self._box.height() + 4))
        self.setGeometry(corner.x(), corner.y(), theme.pixels(560), min(rows + 14, theme.pixels(480)))
        self.show()
        self.raise_()


class HitPainter(QStyledItemDelegate):
    """Paints what was found by hand: a dozen widgets made anew would cost every keystroke more than a frame."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._strong = fonts.interface(theme.pixels(theme.BODY), bold=True)
        self._small = fonts.interface(theme.pixels(theme.SMALL))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = index.data(Qt.ItemDataRole.UserRole)
        if hit is None:
            super().paint(painter, option, index)
            return
        kind, title, detail, why = said(hit)
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, theme.colour("accent_tint"))
            painter.fillRect(rect.x(), rect.y(), 4, rect.height(), theme.colour("accent"))
        room = rect.adjusted(SIDE, 0, -SIDE, 0)
        room.setLeft(
            room.left() + paint_chip(painter, self._small, room, kind, "accent", chosen=chosen) + SIDE
        )
        painter.setFont(self._small)
        painter.setPen(theme.colour("soft"))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, why)
        room.setRight(room.right() - QFontMetrics(self._small).horizontalAdvance(why) - SIDE)
        for font, ink, text in ((self._strong, "ink", title), (self._small, "soft", detail)):
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(theme.colour(ink))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            room.setLeft(room.left() + metrics.horizontalAdvance(shown) + SIDE)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.data(Qt.ItemDataRole.UserRole) is None:
            return super().sizeHint(option, index)
        return QSize(0, theme.pixels(34))


def said(hit: object) -> tuple[str, str, str, str]:
    """What is shown of a hit: kind, title, detail, and why it is here."""
    kind, title, detail, why = (getattr(hit, name) for name in ("kind", "title", "detail", "why"))
    return KINDS[kind], title, detail, why
