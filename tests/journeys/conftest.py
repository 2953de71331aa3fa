"""The person at the desk, for every journey."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests import town
from tests.journeys.clerk import Clerk


@pytest.fixture
def clerk(qtbot: QtBot, data: town.Vault, clock: town.Clock) -> Iterator[Clerk]:
    """Sits before a closed desk."""
    person = Clerk(qtbot, data, clock)
    yield person
    person.leave()
