"""The window never stands still for the collector: not while rows are being made, not over what is there to stay."""

import gc
from collections.abc import Iterator
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from zqdesk.ui.desk.background import EXCHANGE, Background
from zqdesk.ui.desk.tidying import Tidying


class Ring:
    """Rubbish that only the collector finds."""

    gone = 0

    def __init__(self) -> None:
        self.own = self

    def __del__(self) -> None:
        Ring.gone += 1


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    qtbot.waitUntil(lambda: made.waiting == 0)
    made.stop()


@pytest.fixture
def tidying(background: Background) -> Iterator[Tidying]:
    made = Tidying(background, background)
    made.start()
    yield made
    made.stop()


def _make_rubbish() -> None:
    """Well over the threshold: what others free meanwhile is taken off the collector's count."""
    for _ in range(3 * gc.get_threshold()[0]):
        Ring()


def test_rubbish_waits_while_rows_are_made_and_goes_afterwards(
    qtbot: QtBot, background: Background, tidying: Tidying
) -> None:
    until = Event()
    for lane in ("database", "search", "aside"):
        background.run(until.wait, lane=lane)
    Ring.gone = 0
    _make_rubbish()
    tidying.tidy()
    assert not Ring.gone
    until.set()
    qtbot.waitUntil(lambda: background.working == 0)
    tidying.tidy()
    assert Ring.gone > gc.get_threshold()[0]


def test_a_line_that_is_waited_for_does_not_keep_rubbish(
    qtbot: QtBot, background: Background, tidying: Tidying
) -> None:
    until = Event()
    background.run(until.wait, lane=EXCHANGE)
    Ring.gone = 0
    _make_rubbish()
    tidying.tidy()
    until.set()
    assert Ring.gone > gc.get_threshold()[0]
    qtbot.waitUntil(lambda: background.waiting == 0)


def test_work_that_fails_is_work_no_more(qtbot: QtBot, background: Background) -> None:
    background.run(lambda: 1 // 0, failed=lambda _: None)
    with qtbot.captureExceptions() as caught:
        qtbot.waitUntil(lambda: background.waiting == 0)
    assert caught
    assert background.working == 0


def test_what_is_loaded_at_the_first_sign_in_is_walked_over_no_more(tidying: Tidying) -> None:
    before = len(gc.get_objects())
    tidying.settle()
    assert len(gc.get_objects()) < before // 10
    tidying.stop()
    assert gc.get_freeze_count() == 0
    assert gc.isenabled()
