"""Every page, panel and dialog of the desk at five sizes: nothing is cut, out of reach, or without a name."""

import importlib
import pkgutil
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget

import zqdesk.ui
from tests import town as tests_town
from tests.ui.screens import filled, sights, walking
from tests.ui.screens.tour import TURNS, Tour
from zqdesk.office.invented import town
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.page import Page
from zqdesk.ui.entrance.gate import Gate
from zqdesk.ui.pages.cases.case_list import CaseListPage
from zqdesk.ui.pages.cases.intake import IntakePage
from zqdesk.ui.pages.cases.long_list import LongListPage
from zqdesk.ui.pages.cases.steps.panel import StepPanel
from zqdesk.ui.pages.hall.settings.panel import Panel
from zqdesk.ui.pages.people.file_page import FilePage
from zqdesk.ui.pages.reserve.part import Part
from zqdesk.ui.shell import application
from zqdesk.ui.shell.window import Window

SMALL, USUAL = QSize(1024, 600), QSize(1366, 768)
SETTINGS = {80: (USUAL,), 100: (SMALL, USUAL), 150: (USUAL,), 200: (USUAL,)}
"""The text in per cent, and the sizes of the window at which each screen is seen."""
KINDS = (Page, Gate, Part, Panel, StepPanel, QDialog)
SHARED = {Page, Gate, Part, Panel, QDialog, LongListPage, CaseListPage, FilePage, IntakePage}
"""What others are made of, and never stands by itself."""


@dataclass
class Walk:
    """What one walk through everything has found."""

    window: Window
    sizes: tuple[QSize, ...]
    keys: bool = True
    wrong: dict[str, list[str]] = field(default_factory=dict)
    kinds: set[type] = field(default_factory=set)

    def visit(self, name: str, part: QWidget) -> None:
        for each in (part, *sights.shown(part)):
            self.kinds |= set(type(each).__mro__)
        for size in self.sizes:
            if self.window.size() != size:
                self.window.resize(size)
                for _ in range(TURNS):
                    sights.settled()
            self._look(f"{name} at {size.width()}×{size.height()}", part, size)
            if not part.isVisible() or part.window() is not self.window:
                break  # a dialog is as large as it is
        self.window.resize(self.sizes[0])  # in which the next one opens

    def _look(self, name: str, part: QWidget, room: QSize) -> None:
        larger = part.isWindow() and part.size().boundedTo(room) != part.size()
        found = [f"{type(part).__name__} is larger than the screen"] if larger else []
        found += [] if _dressed(part) else [f"{type(part).__name__} has not the look of the house"]
        if room == SMALL:  # which says the same at every size
            found += [*sights.coloured(part), *sights.keyless(part)]
        # By the key itself where there is least room, elsewhere along the way that the key takes; small text hides nothing more.
        reached = walking.unreached(part, by_key=room == SMALL) if self.keys else ()
        for what in (*found, *sights.seen(part), *reached):
            self.wrong.setdefault(what, []).append(name)

    def told(self) -> str:
        return "\n".join(
            f"{what}   ({len(where)} times, first at {where[0]})" for what, where in self.wrong.items()
        )


def _dressed(part: QWidget) -> bool:
    """It or what it belongs to has put the look on; the program itself has none, see `theme.dress`."""
    wearing: QWidget | None = part
    while wearing is not None and not wearing.styleSheet():
        wearing = wearing.parentWidget()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return wearing is not None and not app.styleSheet()


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a hall that has everything; copied, never opened."""
    folder = tmp_path_factory.mktemp("filled") / "data"
    filled.build(folder)
    return folder


@pytest.fixture
def at_last(hall: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the hall; afterwards the text is as large as for all other tests."""
    yield Path(shutil.copytree(hall, tmp_path / "data"))
    QCoreApplication.sendPostedEvents(
        None, QEvent.Type.DeferredDelete
    )  # before a new theme is laid on all of it
    theme.apply(application.prepare())


@pytest.mark.parametrize("scale", SETTINGS)
def test_every_screen_can_be_read_and_walked_by_keys(at_last: Path, scale: int) -> None:
    app = application.prepare(scale)
    clock = town.Clock(town.morning(filled.TODAY))
    program = application.Program(app, at_last, clock, tests_town.Watch())
    program.start()
    program.window.showNormal()
    program.window.resize(SETTINGS[scale][0])
    walk = Walk(program.window, SETTINGS[scale], keys=scale >= 100)
    tour = Tour(program, walk.visit)
    try:
        tour.settle()
        tour.everything()
    finally:
        program.window.close()
        program.window.deleteLater()
    assert not walk.wrong, walk.told()
    assert not offered() - walk.kinds, "the tour leaves something out"


def offered() -> set[type]:
    """Every page, tab, panel and dialog there is: what a new module adds is asked for without being named."""
    for module in pkgutil.walk_packages(zqdesk.ui.__path__, "zqdesk.ui."):
        importlib.import_module(module.name)
    found: set[type] = set()
    waiting: list[type] = list(KINDS)
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("zqdesk.") and kind not in SHARED:
            found.add(kind)
    return found
