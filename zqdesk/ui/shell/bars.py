"""The bar of rooms on the left and the strip with search, state and name on top."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from zqdesk.ui.desk import theme
from zqdesk.ui.desk.rooms import Room

BAR_WIDTH = 196
TOP_HEIGHT = 56


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
        head = QVBoxLayout()
        head.setContentsMargins(21, 20, 8, 14)
        head.setSpacing(4)
        head.addWidget(product)
        head.addWidget(self.hall)
        self._rooms = QVBoxLayout()
        self._rooms.setSpacing(0)
        keys = theme.label("F1 帮助   Ctrl+K 查找")
        keys.setContentsMargins(21, 0, 0, 14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._rooms)
        column.addStretch(1)
        column.addWidget(keys)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}

    def show_hall(self, name: str) -> None:
        """The hall's name, cut to the width of the bar, whole in its tip."""
        room = self.width() - 29
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
            button.setToolTip(f"Ctrl+{number}")
            button.clicked.connect(lambda _=False, wanted=room.id: self.chosen.emit(wanted))
            self._group.addButton(button)
            self._rooms.addWidget(button)
            self._buttons[room.id] = button

    def rooms(self) -> tuple[str, ...]:
        return tuple(self._buttons)

    def light(self, room: str) -> None:
        """Show where the person is."""
        if room in self._buttons:
            self._buttons[room].setChecked(True)


class TopBar(QFrame):
    """Search for everything, the state of the data in words, and who is signed in."""

    def __init__(self, search: QWidget) -> None:
        super().__init__()
        self.setObjectName("top")
        self.setFixedHeight(theme.pixels(TOP_HEIGHT))
        self.state = theme.chip("", "plain")
        self.person = theme.button("", role="quiet")
        self._menu = QMenu(self.person)
        self.person.setMenu(self._menu)
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 8, 14, 8)
        line.setSpacing(10)
        line.addWidget(search, 100)
        line.addStretch(1)
        line.addWidget(self.state)
        line.addWidget(self.person)

    def show_person(self, name: str, title: str, offers: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Who is signed in and what they may do with their sign-in."""
        self.person.setText(f"{title}  {name}")
        self.person.setAccessibleName(f"{title} {name}，账号菜单")
        self._menu.clear()
        for text, act in offers:
            self._menu.addAction(text).triggered.connect(lambda _=False, act=act: act())

    def show_state(self, text: str, kind: str) -> None:
        """How the data stands: kept here, and when it was last backed up."""
        theme.set_chip(self.state, text, kind)
