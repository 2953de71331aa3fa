"""The list of errors over the form of one act: what the act itself would refuse, asked by rehearsing it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from zqdesk import log
from zqdesk.office.cases.entry.required import demanded
from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.tick import Tick
from zqdesk.ui.widgets.form import Form, unread
from zqdesk.ui.widgets.shown.error_list import Corrections, ErrorList, Wrong

if TYPE_CHECKING:
    from zqdesk.records.register import Register

Attempt = Callable[[Any], tuple[Any, ...]]
"""The act and its arguments for a record of the form."""


class FormErrors(QObject):
    """`attempt(record)` is the act as it would be done; `shown` are the fields that are asked for now."""

    def __init__(
        self,
        desk: Desk,
        form: Form[Any],
        attempt: Attempt,
        shown: Callable[[], dict[str, Any]],
        record: Callable[[], Any] | None = None,
    ) -> None:
        super().__init__(form)
        self._desk, self._form, self._attempt, self._shown = desk, form, attempt, shown
        self._told_to: list[Callable[[Sequence[Problem]], object]] = []
        self._record = record or form.record
        self.errors = ErrorList()
        self._corrections = Corrections(self.errors, self._ask, self._show)
        self.errors.chosen.connect(form.go_to)
        form.edited.connect(self._edited)

    def unread(self) -> bool:
        """Whether something that was typed cannot be read; if so, everything that is wrong is shown."""
        if not unread(self._shown()):
            return False
        self._ask(self._corrections.begin)
        return True

    def refused(self, error: Exception) -> None:
        """Why the act was not done."""
        if isinstance(error, Refused):
            self._corrections.begin(error.problems)
        else:
            self._desk.shell.show_fault(error)

    def end(self) -> None:
        self._corrections.end()

    def mark(self) -> None:
        """Ask the act which fields it cannot do without, and mark them."""
        if self._desk.opened is not None:
            register, record = self._desk.register, self._record()
            asked = partial(_asked, register, self._attempt, record, self._form.blanks())
            self._desk.background.run(asked, then=self._form.require, failed=lambda _: None)

    def _edited(self, field: str) -> None:
        self._corrections.edited()
        if isinstance(self._form.widget(field), CodePicker | Tick):
            self.mark()

    def _ask(self, then: Callable[[Sequence[Problem]], object]) -> None:
        """What cannot be read is told as such, and not as missing."""
        self._told_to.append(then)
        self._desk.rehearse(*self._attempt(self._record()), then=self._found, failed=self._not_asked)

    def _not_asked(self, error: Exception) -> None:
        self._told_to.pop(0)
        self._desk.shell.show_fault(error)

    def _found(self, problems: tuple[Problem, ...]) -> None:
        """The answers come in the order of the questions."""
        mangled = unread(self._shown())
        fields = {each.field for each in mangled}
        found = [*mangled, *(each for each in problems if self._form.home(each.field) not in fields)]
        self._told_to.pop(0)(found)

    def _show(self, problems: Sequence[Problem]) -> None:
        homeless = self._form.show_problems(problems, focus=False)
        order = list(self._shown())
        listed = [Wrong(self._form.place(each), each) for each in problems]
        places = {name: at for at, name in enumerate(order)}
        listed.sort(key=lambda each: places.get(self._form.home(each.problem.field), -1))
        self.errors.show_wrong([each for each in listed if each.problem not in homeless])
        if homeless:
            self._desk.shell.show_problems(tuple(homeless))


def _asked(register: "Register", attempt: Attempt, record: Any, blanks: dict[str, Any]) -> frozenset[str]:
    def check(blanked: Any) -> Sequence[Problem]:
        try:
            return register.rehearse(*attempt(blanked))
        except Exception as error:  # noqa: BLE001 - a mark is a help; the act itself says what is wrong with it
            log.failure("form.marks", error)
            return ()

    return frozenset(demanded(record, check, blanks=blanks))
