"""Forms: loading writes nothing, each Problem stands at its field, what is typed is kept after a quiet."""

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.shell.hands import write
from zqdesk.rules.problem import Problem
from zqdesk.ui.widgets.form import DraftKeeper, FieldBox, Form


@dataclass(frozen=True)
class Entry:
    name: str = ""
    kind: str = ""
    note: str = ""
    agreed: bool = False
    kept: str = "as it was"


FILLED = Entry("张某", "b", "说明", agreed=True, kept="untouched")


class Sheet(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.form: Form[Entry] = Form(Entry(), self)
        self.edits: list[str] = []
        self.form.edited.connect(self.edits.append)
        kind = QComboBox()
        kind.addItem("甲", "a")
        kind.addItem("乙", "b")
        column = QVBoxLayout(self)
        for field, widget in (
            ("name", QLineEdit()), ("kind", kind), ("note", QPlainTextEdit()), ("agreed", QCheckBox("同意")),
        ):  # fmt: skip
            column.addWidget(self.form.add(field, FieldBox(field, widget)))


@pytest.fixture
def sheet(qtbot: QtBot) -> Sheet:
    made = Sheet()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def test_loading_writes_nothing(sheet: Sheet) -> None:
    sheet.form.load(FILLED)
    assert sheet.edits == []
    assert sheet.form.record() == FILLED


def test_only_what_the_person_does_counts(sheet: Sheet) -> None:
    sheet.form.load(FILLED)
    write(sheet.form.widget("name"), "四")
    write(sheet.form.widget("note"), "！")
    QTest.keyClick(sheet.form.widget("agreed"), Qt.Key.Key_Space)
    QTest.keyClick(sheet.form.widget("kind"), Qt.Key.Key_Up)
    assert sheet.edits == ["name", "note", "agreed", "kind"]
    changed = sheet.form.record()
    assert (changed.name, changed.agreed, changed.kind) == ("张某四", False, "a")
    assert changed.kept == "untouched"


def test_each_problem_stands_at_its_field(sheet: Sheet) -> None:
    problems = [
        Problem("kind.empty", "请选择", "kind"),
        Problem("name.empty", "请填写姓名", "name"),
        Problem("act.no", "不能办理"),
    ]
    left = sheet.form.show_problems(problems)
    assert [p.code for p in left] == ["act.no"]
    boxes = sheet.findChildren(FieldBox)
    assert [box.message.text() for box in boxes] == ["请填写姓名", "请选择", "", ""]
    assert [bool(box.widget.property("wrong")) for box in boxes] == [True, True, False, False]
    assert sheet.focusWidget() is sheet.form.widget("name")


def test_a_problem_goes_away_when_its_field_is_edited(sheet: Sheet) -> None:
    sheet.form.show_problems([Problem("name.empty", "请填写姓名", "name")])
    write(sheet.form.widget("name"), "王")
    assert [box.message.text() for box in sheet.findChildren(FieldBox)] == ["", "", "", ""]


def test_a_path_goes_to_the_longest_bound_beginning(sheet: Sheet) -> None:
    assert sheet.form.show_problems([Problem("x", "第二行有误", "note.1.amount_fen")]) == []
    assert sheet.findChildren(FieldBox)[2].message.text() == "第二行有误"


@pytest.fixture
def saved(qapp: QApplication) -> "tuple[DraftKeeper, list[dict[str, Any]], QObject]":
    kept: list[dict[str, Any]] = []
    owner = QObject(qapp)
    keeper = DraftKeeper(kept.append, lambda: {"name": "半"}, owner)
    return keeper, kept, owner


def test_a_draft_is_kept_after_a_quiet(
    qtbot: QtBot, saved: tuple[DraftKeeper, list[dict[str, Any]], QObject]
) -> None:
    keeper, kept, _ = saved
    for _ in range(5):
        keeper.touch()
    assert kept == []
    qtbot.waitUntil(lambda: kept == [{"name": "半"}], timeout=2000)
    keeper.flush()
    assert len(kept) == 1
    keeper.stop()


def test_nothing_is_kept_once_the_entry_was_handed_in(
    saved: tuple[DraftKeeper, list[dict[str, Any]], QObject],
) -> None:
    keeper, kept, _ = saved
    keeper.touch()
    keeper.stop()
    keeper.flush()
    assert kept == []
    assert keeper not in DraftKeeper.living
