"""What the tabs of the reserve share: reading, acting in the panel above, and who may act."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import QSizePolicy, QWidget

from zqdesk.office.reserve.ledger.second_words import WordWanted
from zqdesk.rules.process import Role
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.cases.steps.form import StepForm
from zqdesk.ui.pages.cases.steps.panel import StepPanel
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.reserve import word
from zqdesk.ui.widgets import second_person
from zqdesk.ui.widgets.tables.rows import Table


class ActPanel(StepPanel):
    """A panel whose form says by itself what the act is about; `about` only keeps its draft apart from others."""

    def _attempt(self, record: Any) -> tuple[Any, ...]:
        return (self._spec.act, *self._spec.arguments(record))

    def _refused(self, error: Exception) -> None:
        """Where only a second person's word is missing, ask for it here and do the act again."""
        super()._refused(error)
        if isinstance(error, WordWanted):
            word.ask(self._desk, self, error.wanted, lambda _: self._again(), self._desk.shell.show_fault)

    def _again(self) -> None:
        self.form.show_problems([])
        self.submit()


class Part(QWidget):
    """One tab. `go(part, account)` turns to another tab, with an account to look at."""

    id: ClassVar[str]
    title: ClassVar[str]
    seen: Any = None
    """What was read last; None until then, and after an act until it is read again."""

    def __init__(self, desk: Desk, place: PanelPlace, go: Callable[..., object]) -> None:
        super().__init__()
        self.desk, self.place, self.go = desk, place, go

    def reload(self) -> None:
        """Start reading what the tab shows."""

    def look_at(self, what: str) -> None:
        """Turn to what another tab's figure is made of: an account of the books."""

    def forget(self) -> None:
        """An act changed what is shown: nothing is proposed from it any more."""
        self.seen = None

    def make_room(self, *, panel: bool) -> None:
        """A panel came above the tab, or went: what can be done without meanwhile is hidden."""

    def take_focus(self) -> None:
        """Put the cursor where the keys are wanted first."""

    def main(self) -> None:
        """What Ctrl+Enter does while no panel is open: the tab's first button."""

    def export(self) -> None:
        """The list in front into an .xlsx file, where there is one."""

    def filter(self) -> None:
        """Put the cursor in the filter, where there is one."""

    def may(self, *roles: Role) -> bool:
        """Whether this person holds one of the roles."""
        return not self.desk.actor.roles.isdisjoint(roles)

    def act(self, title: str, form: StepForm, about: str = "") -> None:
        """Open the panel of an act above the tab."""
        self.place.open(ActPanel(self.desk, about, title, form))

    def sign(self, title: str, roles: tuple[Role, ...], act: Callable[..., Any], *args: Any) -> None:
        """A colleague does an act on the spot under their own passphrase."""
        second_person.sign(
            self.desk, self, title, roles, act, *args,
            then=lambda _: self.desk.shell.say(f"“{title}”已签字。"), failed=self.desk.shell.show_fault,
        )  # fmt: skip


def yielding(made: Table) -> Table:
    """A table that gives way: it takes the room that is left, and three rows of it at least."""
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    made.setMinimumHeight(theme.pixels(38) * 4)
    return made


def words_of(rows: list[tuple[str, str]]) -> str:
    """Several (caption, value) as one line of small text."""
    return "  ·  ".join(f"{caption} {value}".strip() for caption, value in rows if value)


def part_heading(title: str, *widgets: QWidget | None) -> QWidget:
    """The head of a card: its name, then what belongs beside it."""
    made = QWidget()
    line = theme.head(theme.label(title, "section"), *widgets)
    line.addStrut(theme.pixels(38))
    made.setLayout(line)
    return made
