"""Whatever ends the work that a page waits for: somebody is told, and nothing goes on saying that it is being done."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, event

from tests import town
from tests.journeys.clerk import Clerk
from zqdesk.ui.desk.rooms import rooms_for
from zqdesk.ui.shell.window import LOOKING


class Panic(BaseException):
    """What a library written in Rust raises when it gives up: no `Exception`."""


@contextmanager
def ended(engine: Engine, ending: type[BaseException]) -> Iterator[list[str]]:
    """Every statement ends like this; what was asked for is listed."""
    asked: list[str] = []

    def end(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        asked.append(statement)
        raise ending

    event.listen(engine, "before_cursor_execute", end)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", end)


def still_said(window: QWidget) -> list[str]:
    """Words and bars on the screen that say something is under way."""
    words = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
    words += [each.text() for each in window.findChildren(QPushButton) if each.isVisible()]
    bars = [each for each in window.findChildren(QProgressBar) if each.isVisible()]
    return [each for each in words if each.startswith("正在") or LOOKING in each] + ["bar" for _ in bars]


@pytest.mark.parametrize("ending", [SystemExit, Panic, MemoryError])
def test_no_room_waits_for_what_will_not_come(
    clerk: Clerk, qtbot: QtBot, ending: type[BaseException]
) -> None:
    for room in rooms_for(town.CLERK.roles):
        clerk.window.banner.hide()
        with qtbot.capture_exceptions() as caught, ended(clerk.program.desk.register.engine, ending) as asked:
            clerk.window.open_room(room.id)
            clerk.settle()
        if asked:
            assert clerk.window.banner.isVisible(), room.id
            assert ending is MemoryError or caught, room.id
        assert still_said(clerk.window) == [], room.id


def test_a_list_that_is_not_drawn_is_no_longer_being_drawn(clerk: Clerk, qtbot: QtBot) -> None:
    clerk.window.open_room("today")
    clerk.settle()
    clerk.window.say("正在排版，请稍候…")
    with qtbot.capture_exceptions() as caught:
        clerk.program.desk.background.run(_leave)
        clerk.settle()
    assert [kind for kind, _, _ in caught] == [SystemExit]
    assert still_said(clerk.window) == []


def _leave() -> None:
    raise SystemExit
