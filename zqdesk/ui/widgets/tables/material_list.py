"""The papers a family must bring: one sign for each, turned by Space or a click."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from zqdesk.office.cases.entry.values import MaterialEntry
from zqdesk.rules.problem import Problem
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.flow import Columns

STATES = {"missing": "未交", "have": "已交", "platform": "平台核验", "promise": "承诺代替"}
SIGNS = {"missing": "○", "have": "✓", "platform": "✓", "promise": "◇"}
CHIPS = {"missing": "warn", "have": "good", "platform": "good", "promise": "accent"}


class MaterialList(QWidget):
    """A field of the application for the form to bind."""

    edited = Signal()
    COLUMNS, NARROWEST = 3, 180

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[MaterialEntry] = []
        self._buttons: list[QPushButton] = []
        self._grid = Columns(self.COLUMNS, theme.pixels(self.NARROWEST), across=6, down=6)
        self.setLayout(self._grid)

    def value(self) -> tuple[MaterialEntry, ...]:
        return tuple(self._entries)

    def set_value(self, value: Sequence[MaterialEntry]) -> None:
        self._entries = list(value)
        while len(self._buttons) > len(self._entries):
            gone = self._buttons.pop()
            self._grid.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._buttons) < len(self._entries):
            self._add_button(len(self._buttons))
        for at in range(len(self._entries)):
            self._show(at)

    def require(self, wanted: Sequence[MaterialEntry]) -> None:
        """What this family needs as it stands now; what has been answered stays answered."""
        known = {(each.code, each.title): each for each in self._entries}
        merged = [known.pop((each.code, each.title), each) for each in wanted]
        merged += [each for each in known.values() if each.state != "missing"]
        if merged != self._entries:
            self.set_value(merged)

    def missing(self) -> list[MaterialEntry]:
        return [each for each in self._entries if each.state == "missing"]

    def fields(self) -> list[QWidget]:
        return list(self._buttons)

    def focus_problem(self, problem: Problem) -> None:
        """Put the cursor on the paper of a path like `materials.3`."""
        at = problem.field.partition(".")[2].partition(".")[0]
        if self._buttons:
            self._buttons[min(int(at) if at.isdigit() else 0, len(self._buttons) - 1)].setFocus()

    def _add_button(self, at: int) -> None:
        made = theme.button("", lambda: self._turn(at), role="sign")
        self._grid.addWidget(made)
        self._buttons.append(made)

    def _turn(self, at: int) -> None:
        order = list(STATES)
        entry = self._entries[at]
        state = order[(order.index(entry.state) + 1) % len(order)]
        self._entries[at] = replace(entry, state=state)
        self._show(at)
        self.edited.emit()

    def _show(self, at: int) -> None:
        entry, made = self._entries[at], self._buttons[at]
        words = STATES.get(entry.state, entry.state)
        made.setText(f"{SIGNS.get(entry.state, '')} {entry.title} · {words}")
        made.setToolTip(f"{entry.title}：{words}。按空格键切换。" + (f"\n{entry.note}" if entry.note else ""))
        theme.mark(made, "sign", CHIPS.get(entry.state, "plain"))
