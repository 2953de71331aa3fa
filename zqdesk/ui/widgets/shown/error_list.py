"""What is wrong with an entry, all of it in one list: each line leads to its field, and a key goes on to the next."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from zqdesk.frozen import frozen
from zqdesk.rules.problem import Problem
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.look import theme

LINES, LINES_IN_A_LOW_WINDOW = 4, 2
LOW_WINDOW = 700
QUIET_MS = 300


@frozen
class Wrong:
    """A line of the list: the field in words, and the problem."""

    place: str
    problem: Problem

    def words(self) -> str:
        return f"{self.place}：{self.problem.text}" if self.place else self.problem.text


class ErrorList(QFrame):
    """Hidden while nothing is wrong. `chosen(problem)` asks for the cursor to go to the field."""

    chosen = Signal(object)
    counted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setProperty("kind", "bad")
        self._listed: tuple[Wrong, ...] = ()
        self._gap = False
        self.heading = theme.label("", "strong")
        self.previous = theme.button(
            caption("error.previous", "上一处"), partial(self.go_on, -1), role="quiet"
        )
        self.next = theme.button(caption("error.next", "下一处"), partial(self.go_on, 1), role="quiet")
        self.list = QListWidget()
        self.list.setObjectName("errors")
        self.list.setWordWrap(True)
        self.list.setAccessibleName("需要更正的各处")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._clicked)
        self.list.itemActivated.connect(self._clicked)
        column = theme.column(14, 4, 6, 6, spacing=2)
        column.addLayout(theme.row(self.heading, None, self.previous, self.next))
        column.addWidget(self.list)
        self.setLayout(column)
        self.hide()

    def listed(self) -> tuple[Wrong, ...]:
        return self._listed

    def show_wrong(self, listed: Sequence[Wrong]) -> None:
        """Show what is wrong now; the chosen line stays chosen, and from one that was mended the key goes on."""
        row = self.list.currentRow()
        kept = self._listed[row] if 0 <= row < len(self._listed) else None
        self._listed = tuple(listed)
        self.list.clear()
        for each in self._listed:
            item = QListWidgetItem(each.words())
            item.setToolTip(each.words())
            self.list.addItem(item)
        at = next(
            (n for n, each in enumerate(self._listed) if kept and each.problem.field == kept.problem.field),
            None,
        )
        self._gap = at is None and kept is not None
        self.list.setCurrentRow(
            min(row - 1 if self._gap else row, len(self._listed) - 1) if at is None else at
        )
        self.heading.setText(f"还有 {len(self._listed)} 处要更正")
        self.setVisible(bool(self._listed))
        self._fit()
        self.counted.emit(len(self._listed))

    def go_on(self, by: int) -> None:
        """To the next field that is wrong, or the one before; round at either end."""
        if self._listed:
            row = self.list.currentRow()
            if self._gap and by < 0:
                by += 1  # the one that was mended stood behind the chosen one
            first = 0 if by > 0 else len(self._listed) - 1
            self._gap = False
            self.list.setCurrentRow((row + by) % len(self._listed) if row >= 0 else first)
            self._go()

    def go_to_first(self) -> None:
        self.list.setCurrentRow(-1)
        self.go_on(1)

    def commands(self) -> dict[str, Callable[[], object]]:
        """The keys that lead from one to the next, while there is anything to correct."""
        if not self._listed:
            return {}
        return {"error.next": partial(self.go_on, 1), "error.previous": partial(self.go_on, -1)}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _clicked(self, _item: QListWidgetItem) -> None:
        self._go()

    def _go(self) -> None:
        row = self.list.currentRow()
        self.chosen.emit(self._listed[row].problem)

    def _fit(self) -> None:
        """As high as its lines, but never so high that no field is left in sight."""
        most = LINES if self.window().height() >= LOW_WINDOW else LINES_IN_A_LOW_WINDOW
        line = self.list.fontMetrics().lineSpacing() + 8
        wanted = sum(max(self.list.sizeHintForRow(n), line) for n in range(min(most, self.list.count())))
        self.list.setFixedHeight(min(wanted, most * line * 2) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class Corrections(QObject):
    """Keeps the list true while it is worked off: what is mended goes, nothing new comes before it is handed in.

    `ask(then)` asks, in the background, what is wrong now and hands it to `then`; `show` shows it at the fields.
    """

    def __init__(
        self,
        errors: ErrorList,
        ask: Callable[[Callable[[Sequence[Problem]], object]], object],
        show: Callable[[Sequence[Problem]], object],
    ) -> None:
        super().__init__(errors)
        self._errors, self._ask, self._show = errors, ask, show
        self._fields: frozenset[str] | None = frozenset()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._look_again)

    def begin(self, problems: Sequence[Problem]) -> None:
        """Handed in and refused for these: all are shown, the cursor goes to the first."""
        self._quiet.stop()
        self._fields = frozenset(each.field for each in problems)
        self._show(problems)
        self._errors.go_to_first()

    def end(self) -> None:
        """Nothing is wrong any more."""
        self._quiet.stop()
        self._fields = frozenset()
        self._show(())

    def edited(self) -> None:
        """Something was typed: see in a moment what of the list still holds."""
        if self._errors.listed():
            self._quiet.start()

    def lines_moved(self) -> None:
        """A line came or went, so that fields have other paths now: whatever is wrong is shown."""
        self._fields = None

    def _look_again(self) -> None:
        if self._errors.listed():
            self._ask(self._seen_again)

    def _seen_again(self, problems: Sequence[Problem]) -> None:
        if self._errors.listed():
            asked = self._fields
            self._show([each for each in problems if asked is None or each.field in asked])
