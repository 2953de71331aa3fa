"""A person's own new passphrase: the old one, and twice the new one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk import messages
from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.form import FieldBox


class PassphraseDialog(QDialog):
    """Asks; the passphrase itself is changed in the background while the dialog stays."""

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("修改口令")
        self.setMinimumWidth(theme.pixels(360))
        self.old, self.new, self.again = (
            _secret(text) for text in ("现在的口令", "新口令（至少 8 位）", "再输一遍")
        )
        self.keep = theme.button("修改口令", self._go_on, role="primary")
        self.keep.setDefault(True)
        column = theme.column(24, 20, 24, 20, spacing=12)
        for box in (self.old, self.new, self.again):
            column.addWidget(box)
        column.addLayout(theme.head(None, theme.button("取消", self.reject), self.keep))
        self.setLayout(column)

    def show_failure(self, error: Exception) -> None:
        """A wrong old passphrase at the first field, a weak new one at the second."""
        self.keep.setEnabled(True)
        problems = error.problems if isinstance(error, Refused) else (Problem("", messages.explain(error)),)
        box = self.new if problems[0].code == "passphrase.weak" else self.old
        box.say(list(problems))
        box.take_focus(list(problems))

    def _go_on(self) -> None:
        old, new, again = (_typed(box) for box in (self.old, self.new, self.again))
        for box in (self.old, self.new, self.again):
            box.say([])
        if new != again:
            wrong = [Problem("passphrase.again", "两遍输入的口令不一样，请重新输入。")]
            self.again.say(wrong)
            self.again.take_focus(wrong)
        elif old and new:
            self.keep.setEnabled(False)
            self.wanted.emit(old, new)


def _secret(caption: str) -> FieldBox:
    edit = QLineEdit()
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    return FieldBox(caption, edit)


def _typed(box: FieldBox) -> str:
    assert isinstance(box.widget, QLineEdit)
    return box.widget.text()
