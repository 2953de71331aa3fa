"""The rooms of the hall, who may enter them, and the page behind each room and each kind of record.

Pages are imported when they are first opened: they bring the office and the database layer with them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from zqdesk.ui.desk import Desk
from zqdesk.ui.page import Page

CASE_ROLES = frozenset({"clerk", "approver"})
EVERYBODY = frozenset({"clerk", "approver", "cashier", "administrator"})


@dataclass(frozen=True, slots=True)
class Room:
    """A line of the left bar; `roles` are those that may enter."""

    id: str
    title: str
    roles: frozenset[str]


ROOMS = (
    Room("today", "今日工作", CASE_ROLES),
    Room("cases", "低保申请", CASE_ROLES),
    Room("households", "家庭与人员", CASE_ROLES),
    Room("roll", "在册名册", CASE_ROLES),
    Room("import", "导入名册", frozenset({"clerk"})),
    Room("settings", "设置", EVERYBODY),
    Room("help", "帮助", EVERYBODY),
)


def rooms_for(roles: Iterable[str]) -> tuple[Room, ...]:
    """The rooms a person with these roles may enter; an administrator who is no clerk sees no case content."""
    held = frozenset(roles)
    return tuple(room for room in ROOMS if room.roles & held)


def room_page(room: str, desk: Desk) -> Page:
    """A new page for a room."""
    return _ROOM_PAGES[room](desk)


def record_page(kind: str, record_id: str, desk: Desk) -> Page:
    """A new page for one case, person or household."""
    return _RECORD_PAGES[kind](desk, record_id)


def intake_page(desk: Desk, case_id: str | None, household_id: str) -> Page:
    from zqdesk.ui.pages.intake import IntakePage

    return IntakePage(desk, case_id, household_id)


def _today(desk: Desk) -> Page:
    from zqdesk.ui.pages.today import TodayPage

    return TodayPage(desk)


def _cases(desk: Desk) -> Page:
    from zqdesk.ui.pages.cases import CasesPage

    return CasesPage(desk)


def _households(desk: Desk) -> Page:
    from zqdesk.ui.pages.households import HouseholdsPage

    return HouseholdsPage(desk)


def _roll(desk: Desk) -> Page:
    from zqdesk.ui.pages.roll import RollPage

    return RollPage(desk)


def _import(desk: Desk) -> Page:
    from zqdesk.ui.pages.importing import ImportPage

    return ImportPage(desk)


def _settings(desk: Desk) -> Page:
    from zqdesk.ui.pages.settings.page import SettingsPage

    return SettingsPage(desk)


def _help(desk: Desk) -> Page:
    from zqdesk.ui.pages.help import HelpPage

    return HelpPage(desk)


def _case(desk: Desk, case_id: str) -> Page:
    from zqdesk.ui.pages.case import CasePage

    return CasePage(desk, case_id)


def _person(desk: Desk, person_id: str) -> Page:
    from zqdesk.ui.pages.person import PersonPage

    return PersonPage(desk, person_id)


def _household(desk: Desk, household_id: str) -> Page:
    from zqdesk.ui.pages.household import HouseholdPage

    return HouseholdPage(desk, household_id)


_ROOM_PAGES: dict[str, Callable[[Desk], Page]] = {
    "today": _today,
    "cases": _cases,
    "households": _households,
    "roll": _roll,
    "import": _import,
    "settings": _settings,
    "help": _help,
}
_RECORD_PAGES: dict[str, Callable[[Desk, str], Page]] = {
    "case": _case,
    "person": _person,
    "household": _household,
}
