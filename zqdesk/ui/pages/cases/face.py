"""A programme as its windows show it."""

from collections.abc import Callable, Mapping
from dataclasses import field

from PySide6.QtWidgets import QFrame, QWidget

from zqdesk.frozen import frozen
from zqdesk.office.across.files import HouseholdFile
from zqdesk.office.cases.looks.dossier import Dossier
from zqdesk.office.cases.looks.work import WorkRow
from zqdesk.records.tables.case import Case
from zqdesk.ui.desk.desk import Desk, Shell
from zqdesk.ui.desk.page import Page
from zqdesk.ui.pages.cases.parked import Parkable
from zqdesk.ui.pages.cases.steps.form import FormOf, StepForm


class OwnCard(QFrame):
    """A card on the case page that only this programme has."""

    def show_case(self, dossier: Dossier) -> None:
        """Show what the case has beside every other."""
        raise NotImplementedError


@frozen
class Beginning:
    """A case that begins with a household on the roll: its title, its form, its article."""

    title: str
    form: Callable[[Desk], StepForm]
    source: str


@frozen
class Application:
    """A new application for a household that is known: the entry window, the words of the button, and why it
    cannot apply now (`on_roll`: it is); empty if it can.
    """

    command: str
    title: str
    why_not: Callable[[HouseholdFile, bool], str]


EntryPage = Callable[[Desk, str | None, str, str | None], Page]
"""Makes an entry window: for a new case, a known household, the corrections of a case, or what was parked."""


@frozen(kw_only=True)
class Face:
    """What the window and the shared pages ask of a programme.

    - `forms`: of each step that is done in the page's panel.
    - `editors`: steps that have a page of their own, the entry windows; `pages`: others that are done elsewhere.
    - `on_the_spot`: steps that an approver may sign at the desk of whoever is signed in.
    - `card`: makes its own card, above the family.
    - `entries`: its entry windows by the command that opens a new one; `rooms`: its pages in the left bar;
      `records`: other pages of one of its cases.
    - `parkable`: how the drafts of its entry windows tell of themselves.
    - `beginnings`, `application`: what a household's page offers.
    - `begin`: acts of today's list that begin a case.
    """

    forms: Mapping[str, FormOf]
    editors: Mapping[str, Callable[[Shell, Case], object]]
    pages: Mapping[str, Callable[[Shell, Case], object]] = field(default_factory=dict)
    on_the_spot: frozenset[str] = frozenset()
    card: Callable[[], OwnCard] | None = None
    entries: Mapping[str, EntryPage]
    parkable: tuple[Parkable, ...] = ()
    rooms: Mapping[str, Callable[[Desk], Page]]
    records: Mapping[str, Callable[[Desk, str], Page]] = field(default_factory=dict)
    beginnings: tuple[Beginning, ...] = ()
    application: Application | None = None
    begin: Mapping[str, Callable[[Desk, QWidget, WorkRow], object]] = field(default_factory=dict)
