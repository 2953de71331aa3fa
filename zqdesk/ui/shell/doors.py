"""The page behind each room and each kind of record.

Pages are imported when they are first opened: they bring the office and the database layer with them.
"""

from collections.abc import Callable

from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.page import Page


def room_page(room: str, desk: Desk) -> Page:
    """A new page for a room."""
    return _ROOM_PAGES[room](desk)


def record_page(kind: str, record_id: str, desk: Desk) -> Page:
    """A new page for one case, person or household."""
    return _RECORD_PAGES[kind](desk, record_id)


def intake_page(desk: Desk, case_id: str | None, household_id: str) -> Page:
    from zqdesk.ui.pages.cases.intake import IntakePage

    return IntakePage(desk, case_id, household_id)


def relief_intake_page(desk: Desk, case_id: str | None, household_id: str) -> Page:
    from zqdesk.ui.pages.relief.intake import ReliefIntakePage

    return ReliefIntakePage(desk, case_id, household_id)


def _relief(desk: Desk) -> Page:
    from zqdesk.ui.pages.relief.case_list import ReliefPage

    return ReliefPage(desk)


def _reserve(desk: Desk) -> Page:
    from zqdesk.ui.pages.reserve.page import ReservePage

    return ReservePage(desk)


def _emergency(desk: Desk, case_id: str) -> Page:
    from zqdesk.ui.pages.relief.emergency import EmergencyPage

    return EmergencyPage(desk, case_id)


def _payment(desk: Desk, case_id: str) -> Page:
    from zqdesk.ui.pages.relief.payment import PaymentPage

    return PaymentPage(desk, case_id)


def _today(desk: Desk) -> Page:
    from zqdesk.ui.pages.across.today import TodayPage

    return TodayPage(desk)


def _cases(desk: Desk) -> Page:
    from zqdesk.ui.pages.allowance.case_list import CasesPage

    return CasesPage(desk)


def _households(desk: Desk) -> Page:
    from zqdesk.ui.pages.people.households import HouseholdsPage

    return HouseholdsPage(desk)


def _roll(desk: Desk) -> Page:
    from zqdesk.ui.pages.allowance.roll import RollPage

    return RollPage(desk)


def _import(desk: Desk) -> Page:
    from zqdesk.ui.pages.people.importing import ImportPage

    return ImportPage(desk)


def _settings(desk: Desk) -> Page:
    from zqdesk.ui.pages.hall.settings.page import SettingsPage

    return SettingsPage(desk)


def _help(desk: Desk) -> Page:
    from zqdesk.ui.pages.hall.help import HelpPage

    return HelpPage(desk)


def _case(desk: Desk, case_id: str) -> Page:
    from zqdesk.ui.pages.across.case import CasePage

    return CasePage(desk, case_id)


def _person(desk: Desk, person_id: str) -> Page:
    from zqdesk.ui.pages.people.person import PersonPage

    return PersonPage(desk, person_id)


def _household(desk: Desk, household_id: str) -> Page:
    from zqdesk.ui.pages.people.household import HouseholdPage

    return HouseholdPage(desk, household_id)


_ROOM_PAGES: dict[str, Callable[[Desk], Page]] = {
    "today": _today,
    "cases": _cases,
    "relief": _relief,
    "households": _households,
    "reserve": _reserve,
    "roll": _roll,
    "import": _import,
    "settings": _settings,
    "help": _help,
}
_RECORD_PAGES: dict[str, Callable[[Desk, str], Page]] = {
    "case": _case,
    "emergency": _emergency,
    "payment": _payment,
    "person": _person,
    "household": _household,
}
