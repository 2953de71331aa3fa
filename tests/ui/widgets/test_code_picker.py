"""What Enter takes is what was typed: in every table of codes, for every beginning, and nothing where none fits."""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

import pytest
from pypinyin import Style, lazy_pinyin, pinyin
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget
from pytestqt.qtbot import QtBot

from zqdesk.paths import shipped
from zqdesk.records.codes import divisions, table
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.relief.emergency_entry import numbered
from zqdesk.ui.shell import application
from zqdesk.ui.widgets.fields.code_picker import CodePicker, picker
from zqdesk.ui.widgets.fields.place_picker import PlacePicker

TABLES = sorted(path.stem for path in (shipped("resources") / "codes").glob("*.toml"))
TABLES.remove("divisions")
EACH: Any = list
Sounds = tuple[tuple[str, ...], ...]


def _usual(words: str) -> Sounds:
    """The common reading of words, from the dictionary of phrases itself."""
    letters = "".join(c for c in words if c.isalnum()).lower()
    return tuple((each,) for each in lazy_pinyin(letters, errors=EACH))


def _any(words: str) -> Sounds:
    """Every reading of every character."""
    letters = "".join(c for c in words if c.isalnum()).lower()
    found = pinyin(letters, style=Style.NORMAL, heteronym=True, errors=EACH)
    alone = [
        {r for each in pinyin(c, style=Style.NORMAL, heteronym=True, errors=EACH) for r in each}
        for c in letters
    ]
    return tuple(tuple({*phrase, *single}) for phrase, single in zip(found, alone, strict=True))


def _beginnings(sounds: Sounds) -> Iterator[str]:
    """All that may be typed of the first characters, up to three letters."""
    ways = [
        set(options) | {full[0] for full in options} | {full[:2] for full in options if full[1:2] == "h"}
        for options in sounds[:3]
    ]
    for pieces in product(*ways):
        whole = "".join(pieces)
        yield from (whole[:length] for length in (1, 2, 3))


def _initials(words: str) -> str:
    return "".join(options[0][0] for options in _usual(words))


@pytest.mark.parametrize("name", TABLES)
def test_what_is_taken_begins_as_it_was_typed(qtbot: QtBot, name: str) -> None:
    for short in (False, True):
        field = picker(name, short=short)
        qtbot.addWidget(field)
        words = {code.code: tuple(filter(None, (code.title, code.short))) for code in table(name)}
        usual = {code: {b for w in each for b in _beginnings(_usual(w))} for code, each in words.items()}
        other = {code: {b for w in each for b in _beginnings(_any(w))} for code, each in words.items()}
        whole = {code: {_initials(w) for w in each} for code, each in words.items()}
        for typed in sorted({*_all(usual), *_all(other), *_all(whole), *"abcdefghijklmnopqrstuvwxyz"}):
            taken = [field.itemData(row) for row in field.matches(typed)]
            first = taken[0] if taken else None
            exact = [code for code in words if typed in whole[code]]
            best = [code for code in words if typed in usual[code]]
            if len(typed) <= 3 and best:
                assert first in best, (typed, first)
            if exact:
                assert first in exact, (typed, first)
            if len(exact) == 1:
                field.setEditText(typed)
                assert field.value() == exact[0], typed


def _all(sets: dict[str, set[str]]) -> Iterable[str]:
    return (each for found in sets.values() for each in found)


def test_villages_are_found_by_every_beginning(qtbot: QtBot) -> None:
    places = [(each.code, each.title) for each in divisions().all]
    field = PlacePicker(places)
    qtbot.addWidget(field)
    for code, title in places:
        ways = (title, _initials(title), "".join(option[0] for option in _usual(title)), code)
        for way, typed in enumerate(ways):
            same = {
                words for other, words in places
                if typed in (words, _initials(words), "".join(option[0] for option in _usual(words)), other)
            }  # fmt: skip
            found = field.itemText(field.matches(typed)[0])
            assert found == title if way in (0, 3) else found in same, typed


def _shown(qtbot: QtBot, field: CodePicker) -> CodePicker:
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    edit = field.lineEdit()
    assert edit is not None
    edit.setFocus()
    edit.selectAll()
    return field


def _front(field: CodePicker) -> QWidget:
    return QApplication.activePopupWidget() or field.lineEdit() or field


def _type(field: CodePicker, text: str) -> None:
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(_front(field), letter)
        else:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(field.lineEdit() or field, event)


def _lit() -> str:
    popup = QApplication.activePopupWidget()
    return "" if popup is None else str(popup.currentIndex().data() or "")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "short", "typed", "taken"),
    [
        ("standard_kind", False, "n", "农村低保"),
        ("standard_kind", False, "nongc", "农村低保"),
        ("standard_kind", False, "农", "农村低保"),
        ("work_ability", True, "w", "无"),
        ("relation", True, "cz", "次子"),
        ("relation", True, "po", "配偶"),
        ("relation", True, "zz", "长子"),
        ("relation", True, "ｐｏ", "配偶"),
        ("relation", True, "10", "配偶"),
        ("ethnicity", False, "zhuangz", "壮族"),
        ("ethnicity", False, "zangzu", "藏族"),
    ],
)
def test_enter_takes_the_lit_entry(qtbot: QtBot, name: str, short: bool, typed: str, taken: str) -> None:
    field = _shown(qtbot, picker(name, short=short))
    _type(field, typed)
    assert _lit() == taken
    QTest.keyClick(_front(field), Qt.Key.Key_Return)
    assert field.currentText() == taken
    assert QApplication.activePopupWidget() is None


def test_a_click_takes_the_entry_under_it(qtbot: QtBot) -> None:
    field = _shown(qtbot, picker("relation", short=True))
    _type(field, "z")
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QListView)
    second = popup.model().index(1, 0)
    QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=popup.visualRect(second).center())
    assert field.currentText() == second.data()
    assert QApplication.activePopupWidget() is None


def test_its_list_of_nobody_has_the_look_of_the_windows(qtbot: QtBot) -> None:
    application.prepare()
    field = _shown(qtbot, picker("relation", short=True))
    theme.dress(field)
    _type(field, "z")
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QListView)
    assert popup.styleSheet() == field.styleSheet() != ""


def test_initials_typed_over_a_choice_find_the_other(qtbot: QtBot) -> None:
    field = picker("relation")
    field.set_value("02")
    _type(_shown(qtbot, field), "po")
    QTest.keyClick(_front(field), Qt.Key.Key_Return)
    assert field.currentText() == "配偶"


def test_the_arrow_lights_the_next_one(qtbot: QtBot) -> None:
    field = _shown(qtbot, picker("relation", short=True))
    _type(field, "z")
    second = field.itemText(field.matches("z")[1])
    QTest.keyClick(_front(field), Qt.Key.Key_Down)
    assert _lit() == second
    QTest.keyClick(_front(field), Qt.Key.Key_Return)
    assert field.currentText() == second


@pytest.mark.parametrize("typed", ["urban", "rur", "qqq", "没有", "0"])
def test_where_nothing_fits_enter_takes_nothing_and_says_so(qtbot: QtBot, typed: str) -> None:
    field = picker("standard_kind", optional=False)
    field.set_value("rural")
    _type(_shown(qtbot, field), typed)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    assert popup.model().index(0, 0).data() == f"没有“{typed}”这一项"  # type: ignore[attr-defined]
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert (field.currentText(), field.value()) == (typed, "")
    QTest.keyClick(_front(field), Qt.Key.Key_Tab)
    assert (field.currentText(), field.value()) == (typed, "")
    problem = field.problem()
    assert problem is not None
    assert problem.code == "code.unknown"


def test_leaving_with_several_that_fit_takes_none_of_them(qtbot: QtBot) -> None:
    field = picker("health")
    qtbot.addWidget(field)
    field.setEditText("j")
    field.tidy()
    problem = field.problem()
    assert (field.currentText(), field.value()) == ("j", "")
    assert problem is not None
    assert problem.code == "code.several"


def test_of_two_with_the_same_name_the_chosen_one_is_meant(qtbot: QtBot) -> None:
    field = CodePicker([("a", "张某"), ("b", "张某"), ("c", "单某")], names=True)
    qtbot.addWidget(field)
    field.set_value("b")
    assert field.value() == "b"
    field.setEditText("sm")
    assert field.value() == "c"


def test_new_entries_keep_what_is_half_typed(qtbot: QtBot) -> None:
    field = CodePicker([("1", "甲")])
    qtbot.addWidget(field)
    field.setEditText("乙")
    field.set_entries([("1", "甲"), ("3", "丙")])
    assert field.currentText() == "乙"


@pytest.mark.parametrize("typed", ["1", "other", "火灾", "hz"])
def test_a_digit_may_be_given_as_a_word(qtbot: QtBot, typed: str) -> None:
    field = CodePicker(numbered({"other": "火灾", "fire": "其他"}))
    qtbot.addWidget(field)
    field.setEditText(typed)
    assert field.value() == ("" if typed == "other" else "other")
