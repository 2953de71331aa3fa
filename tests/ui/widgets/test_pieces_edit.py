"""Counting by denominations: sums while typing, the difference to the books in words, nothing lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zqdesk.ui.widgets.fields.pieces_edit import PIECES, PiecesEdit, difference_words, piece_words

BOOKS_FEN = 123_450


@pytest.fixture
def pieces(qapp: QApplication, qtbot: QtBot) -> PiecesEdit:
    """A field beside books of 1,234.50, in front of whoever counts."""
    assert qapp is not None
    made = PiecesEdit(BOOKS_FEN)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.fields[PIECES[0]].setFocus()
    return made


def test_sums_follow_while_notes_are_typed(pieces: PiecesEdit) -> None:
    QTest.keyClicks(pieces.fields[10_000], "12")
    assert pieces.total.text() == "1,200.00 元"
    assert pieces.difference.text() == "短款 34.50 元"
    assert pieces.difference.property("tone") == "bad"
    for piece, count in ((2_000, "1"), (1_000, "1"), (200, "2"), (50, "1")):
        QTest.keyClicks(pieces.fields[piece], count)
    assert pieces.value() == {10_000: 12, 2_000: 1, 1_000: 1, 200: 2, 50: 1}
    assert pieces.difference.text() == "✓ 账实相符"
    QTest.keyClicks(pieces.fields[10], "3")
    assert pieces.difference.text() == "长款 0.30 元"


def test_enter_and_arrows_go_from_note_to_note(pieces: PiecesEdit) -> None:
    QTest.keyClick(pieces.fields[10_000], Qt.Key.Key_Return)
    assert pieces.fields[5_000].hasFocus()
    QTest.keyClick(pieces.fields[5_000], Qt.Key.Key_Down)
    assert pieces.fields[2_000].hasFocus()
    QTest.keyClick(pieces.fields[2_000], Qt.Key.Key_Up)
    assert pieces.fields[5_000].hasFocus()
    QTest.keyClick(pieces.fields[5_000], Qt.Key.Key_Tab)
    assert pieces.fields[2_000].hasFocus()


def test_what_cannot_be_read_is_kept_and_named(pieces: PiecesEdit) -> None:
    QTest.keyClicks(pieces.fields[10_000], "1o")
    problem = pieces.problem()
    assert problem is not None
    assert problem.code == "count.form"
    assert pieces.raw() == {"10000": "1o"}
    assert pieces.value() == {}


def test_a_draft_comes_back_as_it_was(pieces: PiecesEdit, qtbot: QtBot) -> None:
    QTest.keyClicks(pieces.fields[10_000], "7")
    QTest.keyClicks(pieces.fields[1], "3")
    again = PiecesEdit(BOOKS_FEN)
    qtbot.addWidget(again)
    again.set_raw(pieces.raw())
    assert again.value() == {10_000: 7, 1: 3}
    assert again.total.text() == "700.03 元"


def test_only_a_person_edits(pieces: PiecesEdit, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(pieces.edited):
        pieces.set_value({10_000: 3})
    with qtbot.waitSignal(pieces.edited):
        QTest.keyClicks(pieces.fields[5_000], "1")


def test_every_note_has_a_name() -> None:
    assert [piece_words(piece) for piece in PIECES] == [
        "100 元", "50 元", "20 元", "10 元", "5 元", "2 元", "1 元", "5 角", "1 角", "零散（分）",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("counted", "words"), [(100, "✓ 账实相符"), (99, "短款 0.01 元"), (101, "长款 0.01 元")]
)
def test_a_difference_is_said_to_the_fen(counted: int, words: str) -> None:
    assert difference_words(counted, 100)[0] == words


def test_nothing_is_said_of_the_books_before_anything_is_counted(pieces: PiecesEdit) -> None:
    assert pieces.difference.text() == ""
    pieces.set_value({})
    assert pieces.difference.text() == ""
    QTest.keyClicks(pieces.fields[10_000], "1")
    assert pieces.difference.text()
