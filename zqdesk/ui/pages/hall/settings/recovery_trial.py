"""Trying out the recovery code on paper: whether it opens the data; nothing is changed by it."""

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk import messages, opening
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.form import FieldBox


class RecoveryTrial(QDialog):
    """Asks for the code and says whether it is the one that holds."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle("试一试恢复码")
        self.setMinimumWidth(theme.pixels(460))
        self.code = QLineEdit()
        self.code.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-…")
        self.box = FieldBox("照纸面输入恢复码", self.code)
        self.told = theme.label("只核对，不改动任何口令和数据。试完请把纸面锁回保险柜。", "small", wrap=True)
        self.go_on = theme.button("核对", self._try, role="primary")
        self.go_on.setDefault(True)
        column = theme.column(24, 20, 24, 20, spacing=12)
        column.addWidget(self.box)
        column.addWidget(self.told)
        column.addLayout(theme.head(None, theme.button("关闭", self.reject), self.go_on))
        self.setLayout(column)
        self.finished.connect(self.deleteLater)

    def show_right(self, _none: object = None) -> None:
        self.go_on.setEnabled(True)
        self.code.clear()
        self.told.setText("✓ 恢复码正确，能打开这里的数据。没有改动任何口令和数据。")

    def show_failure(self, error: Exception) -> None:
        self.go_on.setEnabled(True)
        problems = error.problems if isinstance(error, Refused) else (Problem("", messages.explain(error)),)
        self.box.say(list(problems))
        self.box.take_focus(list(problems))

    def _try(self) -> None:
        self.box.say([])
        if self.code.text().strip():
            self.go_on.setEnabled(False)
            self.desk.background.run(
                opening.try_recovery_code, self.desk.folder, self.code.text(), self.desk.clock,
                then=self.show_right, failed=self.show_failure,
            )  # fmt: skip
