"""A person before the real window over a real vault: signed in, before a closed desk, or new; nothing of ours is replaced."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import town
from tests.journeys.clerk import SMALL_SCREEN, Clerk
from tests.ui.shell.hands import Hands
from zqdesk.office.invented import town as invented_town
from zqdesk.ui.desk.look import theme
from zqdesk.ui.shell import application
from zqdesk.ui.shell.application import Program


def _signed_in(login: str) -> Any:
    """A fixture: the person of this login, signed in on the morning of an acceptance day."""

    @pytest.fixture
    def person(qtbot: QtBot, data: town.Vault, clock: town.Clock) -> Iterator[Clerk]:
        someone = Clerk(qtbot, data, clock)
        someone.sign_in(login)
        yield someone
        someone.leave()

    return person


def _with_weak_eyes(login: str) -> Any:
    """A fixture: the same person where text is shown at 150 %."""

    @pytest.fixture
    def person(qtbot: QtBot, data: town.Vault, clock: town.Clock) -> Iterator[Clerk]:
        someone = Clerk(qtbot, data, clock)
        app = application.prepare(150)
        theme.dress(someone.window)
        someone.window.resize(*SMALL_SCREEN)
        someone.sign_in(login)
        yield someone
        someone.leave()
        theme.apply(app)

    return person


clerk, approver, cashier = _signed_in("01"), _signed_in("03"), _signed_in("04")
reader, reading_cashier = _with_weak_eyes("01"), _with_weak_eyes("04")


@pytest.fixture
def hands(qapp: QApplication, qtbot: QtBot, data: town.Vault, clock: town.Clock) -> Iterator[Hands]:
    """A person before the window of the town's empty desk, not signed in yet."""
    yield from _at_the_desk(qapp, qtbot, data.folder, clock)


@pytest.fixture
def newcomer(qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: town.Clock) -> Iterator[Hands]:
    """A person before the window of a desk that was never set up."""
    yield from _at_the_desk(qapp, qtbot, tmp_path / "new", clock)


@pytest.fixture(scope="session")
def busy_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall with a roll and cases at several steps; copied, never opened."""
    folder = tmp_path_factory.mktemp("busy") / "data"
    invented_town.build(folder, date(2026, 11, 23), roll=40, cases=12, cost=town.CHEAP).dispose()
    return folder


@pytest.fixture
def busy(
    qapp: QApplication, qtbot: QtBot, busy_folder: Path, tmp_path: Path, clock: town.Clock
) -> Iterator[Hands]:
    """The clerk of the busy hall, signed in."""
    shutil.copytree(busy_folder, tmp_path / "data")
    for hands in _at_the_desk(qapp, qtbot, tmp_path / "data", clock):
        hands.sign_in("01", invented_town.PASSPHRASE)
        yield hands


def _at_the_desk(qapp: QApplication, qtbot: QtBot, folder: Path, clock: town.Clock) -> Iterator[Hands]:
    application.prepare()
    program = Program(qapp, folder, clock, town.Watch())
    program.start()
    hands = Hands(qtbot, program)
    hands.settle()
    yield hands
    program.window.close()
    program.window.deleteLater()
