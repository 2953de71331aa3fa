"""The shape of a step's form: what it asks, of which act, and what it says beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.dossier import Dossier
from zqdesk.rules.process import Role
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit

Field = tuple[str, str, Any, int]
"""Field of the record, caption, widget, and how many of the three columns it takes."""


@dataclass(frozen=True)
class StepForm:
    """`record` is the act's input as it is proposed; `arguments` are what the act gets of it after the case.

    `explain` says what the step does and what follows; `submit` is the button, in the words of the hall.
    With `colleague`, somebody of that role may do it on the spot under their own passphrase.
    """

    act: Callable[..., Any]
    record: Any
    fields: Sequence[Field] = ()
    arguments: Callable[[Any], tuple[Any, ...]] = lambda record: (record,)
    explain: str = ""
    submit: str = ""
    danger: bool = False
    colleague: tuple[Role, ...] = ()


FormOf = Callable[[Desk, Dossier], StepForm]
"""What makes the form of a step for a case."""


def by_act(*forms: FormOf) -> dict[str, FormOf]:
    """Forms by the name of the act that each of them asks: they are called as it is."""
    return {each.__name__: each for each in forms}


@frozen
class Nothing:
    """A step that asks for nothing but to be done."""


@frozen
class Reason:
    """A step that asks why."""

    reason: str = ""


def at_once(
    act: Callable[..., object],
    then: str,
    submit: str,
    *,
    about: tuple[Any, ...] = (),
    danger: bool = False,
    colleague: tuple[Role, ...] = (),
) -> StepForm:
    """A step that asks for nothing but to be done; `about` is what it is done to where the panel stands on no case."""
    return StepForm(act, Nothing(), (), lambda _: about, then, submit, danger, colleague)


def because(
    act: Callable[..., object],
    caption: str,
    hint: str = "",
    *,
    then: str = "",
    submit: str,
    about: tuple[str, ...] = (),
    danger: bool = False,
    colleague: tuple[Role, ...] = (),
) -> StepForm:
    """A step that asks for nothing but the reason; `about` goes first where the panel stands on no case."""

    def arguments(record: Reason) -> tuple[Any, ...]:
        return (*about, record.reason)

    field = ("reason", caption, LongTextEdit(hint), 3)
    return StepForm(act, Reason(), [field], arguments, then, submit, danger, colleague)
