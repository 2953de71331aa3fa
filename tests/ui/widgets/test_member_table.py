"""The family table takes the keyboard where the clerk looks."""

from datetime import date

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zqdesk.ui.widgets.tables.member_table import MemberTable


def test_a_new_line_has_the_keys_at_once(qapp: QApplication, qtbot: QtBot) -> None:
    table = MemberTable(lambda: date(2026, 11, 23))
    qtbot.addWidget(table)
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    table.more.widgets["marital"].setFocus()
    table.add_member()
    added = table.rows[-1].widgets["name"]
    # The system sends keys to the window's own focus, which may be another one than the application's.
    assert table.window().focusWidget() is added
    assert qapp.focusWidget() is added
