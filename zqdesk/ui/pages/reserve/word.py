"""A second person's word on the spot: what is asked, the reason, and their own sign-in (`office/reserve/ledger/second_words`)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zqdesk.office.reserve.ledger.second_words import WHO, Wanted, give_word
from zqdesk.rules.problem import Problem
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.fields.text_edit import TextEdit
from zqdesk.ui.widgets.form import FieldBox
from zqdesk.ui.widgets.second_person import SecondPersonDialog

if TYPE_CHECKING:
    from zqdesk.records.register import Outcome, Register


class WordDialog(SecondPersonDialog):
    """The reason is the colleague's: without one nothing is signed."""

    def __init__(self, desk: Desk, parent: QWidget, wanted: Wanted) -> None:
        super().__init__(desk, parent, "请另一个人确认", WHO[wanted.matter], self._give)
        self._wanted, self._reason = wanted, ""
        self.setMinimumWidth(theme.pixels(480))
        self.reason = TextEdit()
        self.reason.set_value(wanted.usual)
        self.reason_box = FieldBox("说明（为什么可以这样办）", self.reason)
        column = self.layout()
        assert column is not None
        column.insertWidget(0, theme.label(wanted.sentence, wrap=True))  # type: ignore[attr-defined]
        column.insertWidget(3, self.reason_box)  # type: ignore[attr-defined]

    def sign(self) -> None:
        self._reason = self.reason.text().strip()
        if not self._reason:
            self.reason_box.say([Problem("reason.empty", "请填写原因。", "reason")])
            self.reason.setFocus()
            return
        self.reason_box.say([])
        super().sign()

    def _give(self, register: "Register") -> "Outcome[str]":
        return register.do(give_word, self._wanted, self._reason)


def ask(
    desk: Desk,
    parent: QWidget,
    wanted: Wanted,
    then: Callable[[object], object],
    failed: Callable[[Exception], object],
) -> WordDialog:
    """Ask a colleague for their word on this here; `then` hears that it was given."""
    from zqdesk.office.hall import staff

    dialog = WordDialog(desk, parent, wanted)
    dialog.when_done(then, failed)
    dialog.open()
    (dialog.login if dialog.reason.text().strip() else dialog.reason).setFocus()
    desk.read(staff.accounts, then=dialog.show_colleagues)
    return dialog
