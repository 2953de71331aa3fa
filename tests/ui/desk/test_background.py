"""Work off the UI thread: results come back into it, refusals to whoever asked, faults of ours to the hook."""

from collections.abc import Callable, Iterator
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk.background import Background


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    qtbot.waitUntil(lambda: made.waiting == 0)
    made.stop()


def _refuse() -> None:
    raise Refused(Problem("test.no", "不行"))


def test_work_is_done_aside_and_told_in_the_ui_thread(qtbot: QtBot, background: Background) -> None:
    threads = []
    background.run(lambda: threads.append(current_thread()), then=lambda _: threads.append(current_thread()))
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not main_thread()
    assert threads[1] is main_thread()


def test_one_thread_keeps_the_order(qtbot: QtBot, background: Background) -> None:
    told: list[int] = []
    for number in range(20):
        background.run(lambda n=number: n, then=told.append)
    qtbot.waitUntil(lambda: len(told) == 20)
    assert told == list(range(20))


def test_a_refusal_goes_to_whoever_asked(qtbot: QtBot, background: Background) -> None:
    told: list[Exception] = []
    background.run(_refuse, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], Refused)


def test_a_refusal_nobody_waits_for_is_still_told(qtbot: QtBot, background: Background) -> None:
    with qtbot.waitSignal(background.troubled) as signal:
        background.run(_refuse)
    assert signal.args is not None
    assert isinstance(signal.args[0], Refused)


def test_a_full_disk_is_a_known_fault(qtbot: QtBot, background: Background) -> None:
    def write() -> None:
        raise OSError(28, "No space left on device")

    with qtbot.waitSignal(background.troubled) as signal:
        background.run(write)
    assert signal.args is not None
    assert str(signal.args[0]) == "disk.full"


def test_a_fault_of_ours_reaches_the_hook(qtbot: QtBot, background: Background) -> None:
    after: list[str] = []
    with qtbot.capture_exceptions() as caught:
        background.run(lambda: 1 // 0, after=lambda: after.append("after"))
        qtbot.waitUntil(lambda: background.waiting == 0)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert after == ["after"]


class Panic(BaseException):
    """What a library written in Rust raises when it gives up: no `Exception`."""


@pytest.mark.parametrize("ending", [Panic, SystemExit, RecursionError, AssertionError, GeneratorExit])
def test_whatever_ends_work_reaches_the_page_that_waits(
    qtbot: QtBot, background: Background, ending: type[BaseException]
) -> None:
    def end() -> None:
        raise ending

    told: list[str] = []
    with qtbot.capture_exceptions() as caught:
        background.run(end, failed=lambda error: told.append(str(error)), after=lambda: told.append("after"))
        qtbot.waitUntil(lambda: background.waiting == 0)
    assert told == ["program.bug", "after"]
    assert [kind for kind, _, _ in caught] == [ending]


@pytest.mark.parametrize("short", [MemoryError(), OSError(12, "Cannot allocate memory")])
def test_too_little_memory_is_the_machines_fault(
    qtbot: QtBot, background: Background, short: Exception
) -> None:
    def end() -> None:
        raise short

    told: list[str] = []
    background.run(end, failed=lambda error: told.append(str(error)))
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["memory.full"]


def test_a_page_that_is_gone_is_not_called(qtbot: QtBot, background: Background) -> None:
    class Page(QObject):
        def show(self, _: object) -> None:
            raise AssertionError("called after the end")

    page = Page()
    background.run(lambda: 1, then=page.show)
    delete(page)
    qtbot.waitUntil(lambda: background.waiting == 0)


def test_long_work_tells_how_far_it_is_and_ends_when_asked(qtbot: QtBot, background: Background) -> None:
    seen: list[tuple[int, int]] = []
    results: list[int] = []

    def count(*, progress: Callable[[int, int], None]) -> int:
        for number in range(1_000_000):
            progress(number, 1_000_000)
        return 1

    job = background.run(count, then=results.append, progressed=lambda d, t: seen.append((d, t)))
    qtbot.waitUntil(lambda: bool(seen))
    job.cancel()
    qtbot.waitUntil(lambda: background.waiting == 0)
    assert results == []
    assert job.stopped
    assert seen[0] == (0, 1_000_000)


def test_a_timer_that_comes_after_closing_does_nothing(qtbot: QtBot) -> None:
    closed = Background()
    closed.stop()
    done: list[int] = []
    closed.run(lambda: done.append(1))
    assert closed.waiting == 0
    assert done == []
    qtbot.waitUntil(lambda: closed.waiting == 0)


def test_a_locked_desk_hears_nothing_until_the_same_person_is_back(
    qtbot: QtBot, background: Background
) -> None:
    told: list[object] = []
    background.unlock()
    background.run(lambda: 1, then=told.append, after=lambda: told.append("after"))
    background.run(_refuse, failed=told.append)
    background.when_painted(lambda: told.append("painted"))
    background.lock()
    background.run(lambda: "asked at the sign-in page", then=told.append)
    qtbot.waitUntil(lambda: background.waiting == 0)
    assert told == ["asked at the sign-in page"]
    background.unlock()
    qtbot.waitUntil(lambda: background.waiting == 0)
    assert set(map(str, told[1:])) == {"1", "after", "test.no", "painted"}


def test_who_comes_next_hears_nothing_of_the_one_before(qtbot: QtBot, background: Background) -> None:
    told: list[object] = []
    background.unlock()
    background.run(lambda: 1, then=told.append)
    background.lock()
    background.end_sitting()
    background.unlock()
    background.run(lambda: 2, then=told.append)
    qtbot.waitUntil(lambda: background.waiting == 0)
    assert told == [2]
