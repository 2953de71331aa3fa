"""A choice is found by its pinyin initials, also where another one stood before."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zqdesk.ui.widgets.code_picker import picker


def test_initials_typed_over_a_choice_find_the_other(qapp: QApplication, qtbot: QtBot) -> None:
    relation = picker("relation")
    qtbot.addWidget(relation)
    with qtbot.waitActive(relation):
        relation.show()
        relation.activateWindow()
    relation.set_value("02")
    edit = relation.lineEdit()
    assert edit is not None
    edit.setFocus()
    edit.selectAll()
    for letter in "po":
        QTest.keyClicks(qapp.activePopupWidget() or edit, letter)
    assert edit.text() == "po"
    QTest.keyClick(qapp.activePopupWidget() or edit, Qt.Key.Key_Return)
    assert relation.currentText() == "配偶"
