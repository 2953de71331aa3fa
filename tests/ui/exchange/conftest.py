"""The windows over a real line: the district's server of tests/district, and an administrator at the desk."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import town as tests_town
from tests.district.conftest import running, server, town
from tests.ui.shell.hands import Hands
from zqdesk.ui.shell import application
from zqdesk.ui.shell.application import Program

__all__ = ["enrolling", "running", "server", "town"]


@pytest.fixture
def enrolling(
    qapp: QApplication, qtbot: QtBot, data: tests_town.Vault, clock: tests_town.Clock
) -> Iterator[Hands]:
    """The administrator of a hall that works alone so far, signed in."""
    application.prepare()
    program = Program(qapp, data.folder, clock, tests_town.Watch())
    program.start()
    hands = Hands(qtbot, program)
    hands.settle()
    hands.sign_in("05")
    yield hands
    program.window.close()
    program.window.deleteLater()
