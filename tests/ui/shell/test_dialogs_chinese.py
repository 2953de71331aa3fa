"""Qt's own dialogs speak Chinese: no English word is left in what can be read of them."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QMessageBox, QToolButton, QTreeView
from pytestqt.qtbot import QtBot

from zqdesk.ui.shell import application

MODES = [QFileDialog.FileMode.ExistingFile, QFileDialog.FileMode.AnyFile, QFileDialog.FileMode.Directory]


def words(dialog: QFileDialog | QMessageBox) -> Iterator[str]:
    yield from (each.text() for each in dialog.findChildren(QLabel))
    yield from (each.text() for each in dialog.findChildren(QAbstractButton))
    yield from (each.toolTip() for each in dialog.findChildren(QToolButton))
    yield from (each.text() for each in dialog.findChildren(QAction))
    for tree in dialog.findChildren(QTreeView):
        model = tree.model()
        across = range(model.columnCount() if model is not None else 0)
        yield from (str(model.headerData(n, Qt.Orientation.Horizontal)) for n in across)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("accept", list(QFileDialog.AcceptMode))
def test_the_file_dialog(qtbot: QtBot, mode: QFileDialog.FileMode, accept: QFileDialog.AcceptMode) -> None:
    application.prepare()
    dialog = QFileDialog(None, "选择文件")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(mode)
    dialog.setAcceptMode(accept)
    dialog.setNameFilter("Excel 工作簿 (*.xlsx)")
    dialog.show()
    said = {each for each in words(dialog) if re.search("[A-Za-z]{2}", each)}
    assert said == set()
    assert "文件夹" in " ".join(words(dialog))


def test_the_buttons_of_a_message(qtbot: QtBot) -> None:
    application.prepare()
    box = QMessageBox()
    qtbot.addWidget(box)
    kinds = QMessageBox.StandardButton
    box.setStandardButtons(
        kinds.Ok | kinds.Cancel | kinds.Yes | kinds.No | kinds.Save | kinds.Discard | kinds.Retry
    )
    assert [each.text() for each in box.buttons() if re.search("[A-Za-z]{2}", each.text())] == []
