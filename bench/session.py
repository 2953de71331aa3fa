"""One long session at the desk: searching and lists in one process, saving in another, memory in a third."""

from pathlib import Path

from PySide6.QtTest import QTest

from bench import lists, saving, search
from bench.alone import peak_mb
from bench.desk import DrivenDesk
from bench.start import start
from bench.table import Figure
from bench.vault import opened


def measure_search(folder: Path, queries: int) -> list[Figure]:
    desk = _signed_in(folder)
    figures = search.measure(desk, folder, queries)
    desk.close()
    return figures


def measure_lists(folder: Path, rounds: int) -> list[Figure]:
    desk = _signed_in(folder)
    figures = lists.measure(desk, rounds)
    desk.close()
    return figures


def measure_saving(folder: Path, saves: int) -> list[Figure]:
    filled = opened(folder)
    figures = saving.measure(filled, saves)
    filled.engine.dispose()
    return figures


def measure_memory(folder: Path) -> list[Figure]:
    """The peak of a session without any floor in it: all rooms of a clerk, the long lists, a search."""
    desk = _signed_in(folder)
    for room in desk.window.bar.rooms():
        desk.window.open_room(room)
        desk.rest()
    box = desk.search()
    QTest.keyClicks(box, "wjg")
    desk.rest()
    assert box.results.isVisible()
    peak = peak_mb()
    desk.close()
    return [Figure("peak memory of a session", peak, start()[1], "the bare PySide6 window", unit="MB")]


def _signed_in(folder: Path) -> DrivenDesk:
    desk = DrivenDesk(folder)
    desk.sign_in()
    desk.rest()
    return desk
