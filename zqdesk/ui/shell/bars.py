"""The bar of rooms on the left and the strip with search, state and name on top."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from zqdesk.ui.desk.commands import numbered
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.scrolling import scrolled
from zqdesk.ui.desk.rooms import Room
from zqdesk.ui.shell.exchange_sign import ExchangeSign

BAR_WIDTH, NARROW_BAR = 196, 76
TOP_HEIGHT = 56
WHOLE_TOP = 860
"""Pixels at 100 % from which on the strip on top has room for everything."""
KEPT_HERE = "本机数据 · "


class RoomBar(QWidget):
    """The rooms of the hall, the present one lit; the hall's name above, the two keys to remember below."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.pixels(BAR_WIDTH))
        product = theme.label("镇街救助工作台")
        product.setObjectName("product")
        self.hall = theme.label("")
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(21, 20, 8, 14)
        head.setSpacing(4)
        head.addWidget(product)
        head.addWidget(self.hall)
        inside = QWidget()
        self._rooms = QVBoxLayout(inside)
        self._rooms.setContentsMargins(0, 0, 0, 0)
        self._rooms.setSpacing(0)
        self._rooms.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area = scrolled(inside)
        self._keys = theme.label("F1 帮助   Ctrl+K 查找")
        self._keys.setContentsMargins(21, 0, 0, 14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._area, 1)
        column.addWidget(self._keys)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._offered: tuple[Room, ...] = ()
        self._narrow = False

    def be_narrow(self, narrow: bool) -> None:
        """Take less room in a narrow window or with large text: short names, and no more than them."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setFixedWidth(theme.pixels(NARROW_BAR if narrow else BAR_WIDTH))
        self._head.setVisible(not narrow)
        self._keys.setVisible(not narrow)
        theme.mark(self, "narrow", narrow)
        self._name()

    def _name(self) -> None:
        for room in self._offered:
            button = self._buttons[room.id]
            button.setText(room.short if self._narrow else room.title)
            button.style().unpolish(button)
            button.style().polish(button)

    def show_hall(self, name: str) -> None:
        """The hall's name, cut to the width of the bar, whole in its tip."""
        room = theme.pixels(BAR_WIDTH) - 29
        self.hall.setText(self.hall.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room))
        self.hall.setToolTip(name)

    def show_rooms(self, rooms: Sequence[Room]) -> None:
        """Offer these rooms and no others."""
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.deleteLater()
        self._buttons = {}
        for number, room in enumerate(rooms, 1):
            button = theme.button(room.title)
            button.setCheckable(True)
            button.setToolTip(f"{room.title}  {numbered(number)}".rstrip())
            button.setAccessibleName(room.title)
            button.clicked.connect(lambda _=False, wanted=room.id: self.chosen.emit(wanted))
            self._group.addButton(button)
            self._rooms.addWidget(button)
            self._buttons[room.id] = button
        self._offered = tuple(rooms)
        self._name()

    def rooms(self) -> tuple[str, ...]:
        return tuple(self._buttons)

    def light(self, room: str) -> None:
        """Show where the person is."""
        if room in self._buttons:
            self._buttons[room].setChecked(True)
            self._area.ensureWidgetVisible(self._buttons[room])


class TopBar(QFrame):
    """Search for everything, the state of the data in words, and who is signed in."""

    def __init__(self, search: QWidget, sign: ExchangeSign) -> None:
        super().__init__()
        self.sign = sign
        self.setObjectName("top")
        self.setFixedHeight(max(theme.pixels(TOP_HEIGHT), TOP_HEIGHT))  # the frame of the box does not shrink
        self._name = self._title = self.said = ""
        self.state = theme.chip("", "plain")
        self.person = theme.button("", role="quiet")
        self._menu = QMenu(self.person)
        self.person.setMenu(self._menu)
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 8, 14, 8)
        line.setSpacing(10)
        line.addWidget(search, 100)
        line.addStretch(1)
        line.addWidget(sign)
        line.addWidget(self.state)
        line.addWidget(self.person)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow window the name without the roles, and of the state only what changes: both whole in the tip."""
        narrow = self.width() < theme.pixels(WHOLE_TOP)
        self.person.setText(self._name if narrow else f"{self._title}  {self._name}")
        self.person.setToolTip(self._title if narrow else "")
        self.sign.be_short(narrow)
        self.state.setText(self.said.replace(KEPT_HERE, "") if narrow else self.said)
        self.state.setToolTip(self.said if narrow else "")

    def show_person(self, name: str, title: str, offers: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Who is signed in and what they may do with their sign-in."""
        self._name, self._title = name, title
        self._fit()
        self.person.setAccessibleName(f"{title} {name}，账号菜单")
        self._menu.clear()
        for text, act in offers:
            self._menu.addAction(text).triggered.connect(lambda _=False, act=act: act())

    def show_state(self, text: str, kind: str) -> None:
        """How the data stands: kept here, and when it was last backed up."""
        self.said = text
        theme.set_chip(self.state, text, kind)
        self._fit()
