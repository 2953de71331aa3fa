"""The clerk at the windows, for what she tried and what it had to say."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.course import Course
from zqdesk.records.register import Register


@pytest.fixture
def clerk(qtbot: QtBot, data: town.Vault, clock: town.Clock) -> Iterator[Clerk]:
    """The clerk of the town, signed in."""
    person = Clerk(qtbot, data, clock)
    person.sign_in("01")
    yield person
    person.leave()


@pytest.fixture
def course(register: Register, clock: town.Clock) -> Course:
    """Brings cases to where a test needs them, past the windows."""
    return Course(register, clock)
