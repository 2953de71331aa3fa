"""The page behind each room and each kind of record.

Pages are imported when they are first opened: they bring the office and the database layer with them.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.page import Page

if TYPE_CHECKING:
    from zqdesk.ui.pages.cases.face import Face


def room_page(room: str, desk: Desk) -> Page:
    """A new page for a room: of the hall, or of a programme."""
    made = _ROOM_PAGES.get(room) or next(face.rooms[room] for face in _faces() if room in face.rooms)
    return made(desk)


def record_page(kind: str, record_id: str, desk: Desk) -> Page:
    """A new page for one case, person or household; of a kind that a programme has, or all of them."""
    made = _RECORD_PAGES.get(kind) or next(face.records[kind] for face in _faces() if kind in face.records)
    return made(desk, record_id)


def entry_page(command: str, desk: Desk, case_id: str | None, household_id: str, parked: str | None) -> Page:
    """A new entry window of the programme that has this command."""
    made = next(face.entries[command] for face in _faces() if command in face.entries)
    return made(desk, case_id, household_id, parked)


def entries() -> tuple[str, ...]:
    """The commands that open a new entry window."""
    return tuple(command for face in _faces() for command in face.entries)


def _faces() -> tuple["Face", ...]:
    from zqdesk.ui.pages.programmes import FACES

    return tuple(FACES.values())


def _reserve(desk: Desk) -> Page:
    from zqdesk.ui.pages.reserve.page import ReservePage

    return ReservePage(desk)


def _payroll(desk: Desk) -> Page:
    from zqdesk.ui.pages.payroll.page import PayrollPage

    return PayrollPage(desk)


def _list(desk: Desk, list_id: str) -> Page:
    from zqdesk.ui.pages.payroll.list_page import ListPage

    return ListPage(desk, list_id)


def _today(desk: Desk) -> Page:
    from zqdesk.ui.pages.across.today import TodayPage

    return TodayPage(desk)


def _households(desk: Desk) -> Page:
    from zqdesk.ui.pages.people.households import HouseholdsPage

    return HouseholdsPage(desk)


def _import(desk: Desk) -> Page:
    from zqdesk.ui.pages.people.importing import ImportPage

    return ImportPage(desk)


def _batch(desk: Desk) -> Page:
    from zqdesk.ui.pages.across.batch.page import BatchPage

    return BatchPage(desk)


def _seeking(desk: Desk) -> Page:
    from zqdesk.ui.pages.seeking.page import SeekingPage

    return SeekingPage(desk)


def _goods(desk: Desk) -> Page:
    from zqdesk.ui.pages.goods.page import GoodsPage

    return GoodsPage(desk)


def _figures(desk: Desk) -> Page:
    from zqdesk.ui.pages.figures.page import FiguresPage

    return FiguresPage(desk)


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


def _raise(desk: Desk, programme: str) -> Page:
    from zqdesk.ui.pages.payroll.raising import RaisePage

    return RaisePage(desk, programme)


_ROOM_PAGES: dict[str, Callable[[Desk], Page]] = {
    "today": _today,
    "households": _households,
    "reserve": _reserve,
    "payroll": _payroll,
    "import": _import,
    "batch": _batch,
    "figures": _figures,
    "goods": _goods,
    "seeking": _seeking,
    "settings": _settings,
    "help": _help,
}
_RECORD_PAGES: dict[str, Callable[[Desk, str], Page]] = {
    "case": _case,
    "person": _person,
    "household": _household,
    "raise": _raise,
    "payroll_list": _list,
}
