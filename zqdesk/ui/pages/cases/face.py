"""A programme as its windows show it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtWidgets import QFrame

from zqdesk.office.cases.dossier import Dossier
from zqdesk.records.case import Case
from zqdesk.ui.desk.desk import Shell
from zqdesk.ui.pages.cases.steps.form import FormOf


class OwnCard(QFrame):
    """A card on the case page that only this programme has."""

    def show_case(self, dossier: Dossier) -> None:
        """Show what the case has beside every other."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What the case page asks of a programme.

    - `forms`: of each step that is done in the page's panel.
    - `editors`: steps that have a page of their own, the entry windows; `pages`: others that are done elsewhere.
    - `card`: makes its own card, above the family.
    """

    forms: Mapping[str, FormOf]
    editors: Mapping[str, Callable[[Shell, Case], object]]
    pages: Mapping[str, Callable[[Shell, Case], object]] = field(default_factory=dict)
    card: Callable[[], OwnCard] | None = None
