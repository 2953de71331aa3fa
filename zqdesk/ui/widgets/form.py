"""Entry: binds widgets to the fields of one input record, shows each Problem at its field, keeps the draft."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from zqdesk.rules.problem import Problem
from zqdesk.ui.desk.citing import cited
from zqdesk.ui.desk.look import theme

R = TypeVar("R")
MARKS = "带 * 的必填"
"""What the star means, said once on each page that has one."""


@runtime_checkable
class Entry(Protocol):
    """A widget of our own that holds a value; `edited` is emitted for what the person does, never for `set_value`."""

    edited: Any

    def value(self) -> Any: ...
    def set_value(self, value: Any) -> None: ...


class Form(QObject, Generic[R]):
    """The fields of one frozen record on a page. Loading writes nothing; only what a person does counts.

    Field names are those of the record; `members.0.person.name` of a Problem goes to the longest bound
    beginning of that path (`members`), whose widget may have a `show_problems` of its own; where none is
    bound, to the field of its last name.
    """

    edited = Signal(str)

    def __init__(self, record: R, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._record = record
        self._boxes: dict[str, FieldBox] = {}
        self._loading = False

    def add(self, field: str, box: "FieldBox") -> "FieldBox":
        """Bind the box's widget to a field; returns the box, to be put into a layout."""
        self._boxes[field] = box
        for signal in _edits(box.widget):
            signal.connect(lambda *_: self._edited(field))
        return box

    def widget(self, field: str) -> QWidget:
        return self._boxes[field].widget

    def load(self, record: R) -> None:
        """Show a record; nothing is marked as edited."""
        self._record = record
        self._loading = True
        try:
            for field, box in self._boxes.items():
                set_value(box.widget, getattr(record, field))
        finally:
            self._loading = False
        self.clear_problems()

    def record(self) -> R:
        """The record as the widgets have it now; fields without a widget keep what was loaded."""
        held = {field: value_of(box.widget) for field, box in self._boxes.items()}
        assert is_dataclass(self._record)
        assert not isinstance(self._record, type)
        self._record = replace(self._record, **held)
        return self._record

    def clear_problems(self) -> None:
        for box in self._boxes.values():
            box.say([])

    def blanks(self) -> dict[str, Any]:
        """What each field of text or choice gives while it is empty."""
        widgets: dict[str, Any] = {name: box.widget for name, box in self._boxes.items()}
        return {name: widget.empty for name, widget in widgets.items() if hasattr(widget, "empty")}

    def require(self, fields: Container[str]) -> None:
        """Mark the fields that must be filled, and no others."""
        for field, box in self._boxes.items():
            box.require(field in fields)

    def place(self, problem: Problem) -> str:
        """The field of a problem in words; empty where it has none here."""
        home = self.home(problem.field)
        return self._boxes[home].widget.accessibleName() if home else ""

    def go_to(self, problem: Problem) -> None:
        """Put the cursor where a problem is."""
        home = self.home(problem.field)
        if home:
            self._boxes[home].take_focus([problem])

    def show_problems(self, problems: Iterable[Problem], *, focus: bool = True) -> list[Problem]:
        """Each problem at its field, the first one focused; returns those that have no field here."""
        homeless: list[Problem] = []
        at: dict[str, list[Problem]] = {field: [] for field in self._boxes}
        for problem in problems:
            home = self.home(problem.field)
            (at[home] if home else homeless).append(problem)
        for field, box in self._boxes.items():
            box.say(at[field])
        first = next((field for field in self._boxes if at[field]), None)
        if focus and first is not None:
            self._boxes[first].take_focus(at[first])
        return homeless

    def show_problems_of(self, field: str, problems: Iterable[Problem]) -> None:
        """The problems of one field alone, as found on leaving it."""
        self._boxes[field].say(list(problems))

    def home(self, path: str) -> str:
        """The bound field a path belongs to; empty if there is none."""
        last = path.rpartition(".")[2]
        while path and path not in self._boxes:
            path = path.rpartition(".")[0]
        return path or (last if last in self._boxes else "")

    def _edited(self, field: str) -> None:
        if not self._loading:
            self._boxes[field].say([])
            self.edited.emit(field)


def unread(fields: Mapping[str, Any]) -> list[Problem]:
    """What was typed and cannot be read, each problem under the name of its field."""
    found = ((name, widget.problem()) for name, widget in fields.items())
    return [Problem(each.code, each.text, name, each.source) for name, each in found if each is not None]


class FieldBox(QWidget):
    """A caption, a widget, and under it the place for what is wrong."""

    def __init__(self, caption: str, widget: QWidget, *, required: bool = False, beside: int = 0) -> None:
        super().__init__()
        self.widget = widget
        self._words, self._required = caption, False
        self.caption = theme.label(caption, "soft")
        self.caption.setBuddy(widget)
        if not caption:
            self.caption.hide()
        if not widget.accessibleName():
            widget.setAccessibleName(caption)
        self.message = theme.label("", "problem", wrap=True)
        self.message.hide()
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(widget)
        column.addWidget(self.message)
        if not beside:
            column.addStretch(0)  # in a row beside one with a problem it stays at the top
        outside: QHBoxLayout | QVBoxLayout
        if beside:
            self.caption.setFixedWidth(theme.room(beside))
            outside = QHBoxLayout(self)
            outside.setSpacing(8)
        else:
            outside = QVBoxLayout(self)
            outside.setSpacing(3)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.caption)
        outside.addLayout(column, 1)
        self.require(required)

    def say(self, problems: list[Problem]) -> None:
        """What is wrong here, in words under the widget and as a red edge; none clears it."""
        own = getattr(self.widget, "show_problems", None)
        if own is not None:
            problems = own(problems)
        self.message.setText("\n".join(p.text for p in problems))
        self.message.setToolTip("；".join(cited(p.source) for p in problems if p.source))
        self.message.setVisible(bool(problems))
        self._describe()
        theme.mark(self.widget, "wrong", bool(problems))

    def require(self, required: bool) -> None:
        """Mark the field as one that must be filled: a star for the eye, a word for a screen reader."""
        if required != self._required:
            self._required = required
            theme.star(self.caption, self._words, required)
            self._describe()

    @property
    def required(self) -> bool:
        return self._required

    def _describe(self) -> None:
        said = [theme.REQUIRED] if self._required else []
        told = self.widget.focusProxy() or self.widget
        told.setAccessibleDescription("；".join([*said, *filter(None, [self.message.text()])]))

    def take_focus(self, problems: list[Problem]) -> None:
        own = getattr(self.widget, "focus_problem", None)
        if own is not None and problems:
            own(problems[0])
        else:
            self.widget.setFocus()


class DraftKeeper(QObject):
    """Keeps what is typed after a short quiet, so that a crash or a power cut loses a few keys at most."""

    QUIET_MS = 400
    living: "list[DraftKeeper]" = []  # noqa: RUF012 - the exception hook saves them all

    def __init__(
        self, save: Callable[[dict[str, Any]], object], content: Callable[[], dict[str, Any]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._save, self._content = save, content
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(self.QUIET_MS)
        self._timer.timeout.connect(self.flush)
        self._dirty = False
        DraftKeeper.living.append(self)

    def touch(self) -> None:
        """Something was typed."""
        if self not in DraftKeeper.living:  # a locked desk stops its keepers; typing goes on after it
            DraftKeeper.living.append(self)
        self._dirty = True
        self._timer.start()

    def flush(self) -> None:
        """Save now what has not been saved yet."""
        self._timer.stop()
        if self._dirty:
            self._dirty = False
            self._save(self._content())

    def stop(self) -> None:
        """The entry was handed in or given up: nothing more is saved."""
        self._timer.stop()
        self._dirty = False
        if self in DraftKeeper.living:
            DraftKeeper.living.remove(self)


def value_of(widget: QWidget) -> Any:
    """What a widget holds: text stripped of outer blanks, the data of a choice, True or False, a number."""
    if isinstance(widget, Entry):
        return widget.value()
    if isinstance(widget, QLineEdit):
        return widget.text().strip()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText().strip()
    if isinstance(widget, QComboBox):
        return widget.currentData()
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    if isinstance(widget, QSpinBox):
        return widget.value()
    raise TypeError(type(widget).__name__)


def set_value(widget: QWidget, value: Any) -> None:
    """Show a value; a text the widget shows already is left alone, with its cursor."""
    if isinstance(widget, Entry):
        widget.set_value(value)
    elif isinstance(widget, QLineEdit):
        if widget.text() != value:
            widget.setText(value)
    elif isinstance(widget, QPlainTextEdit):
        if widget.toPlainText() != value:
            widget.setPlainText(value)
    elif isinstance(widget, QComboBox):
        widget.setCurrentIndex(widget.findData(value))
    elif isinstance(widget, QCheckBox):
        widget.setChecked(value)
    elif isinstance(widget, QSpinBox):
        widget.setValue(value)
    else:
        raise TypeError(type(widget).__name__)


def _edits(widget: QWidget) -> list[Any]:
    if isinstance(widget, Entry):
        return [widget.edited]
    if isinstance(widget, QLineEdit):
        return [widget.textEdited]
    if isinstance(widget, QPlainTextEdit):
        return [widget.textChanged]  # it has no signal for the person's edits; `_loading` tells them apart
    if isinstance(widget, QComboBox):
        return [widget.activated]
    if isinstance(widget, QCheckBox):
        return [widget.clicked]
    if isinstance(widget, QSpinBox):
        return [widget.valueChanged]
    raise TypeError(type(widget).__name__)


def names(record: type[Any]) -> tuple[str, ...]:
    """The fields of a record in their order."""
    return tuple(each.name for each in fields(record))
