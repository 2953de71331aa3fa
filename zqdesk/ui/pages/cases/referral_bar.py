"""The line that says that a family was sent on from relief and nobody has dealt with it yet."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from zqdesk.office.cases.acts.referrals import ReferralRow
from zqdesk.records.codes import table
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme

Chosen = Callable[[ReferralRow], object]


def _short(target: str) -> str:
    """低保 for a family that was sent to 最低生活保障."""
    return table("referral_target").short_of(target)


class ReferralBar(QFrame):
    """Hidden while nothing waits. Each line opens the relief case it came of; `answer` says what came of it,
    `apply` begins the application that the family was sent to make.
    """

    def __init__(self, desk: Desk, answer: Chosen | None = None, apply: Chosen | None = None) -> None:
        super().__init__()
        self._desk = desk
        clerk = "clerk" in desk.actor.roles
        self._answer, self._apply = (answer, apply) if clerk else (None, None)
        self._shown: tuple[ReferralRow, ...] = ()
        self.setObjectName("banner")
        self.setProperty("kind", "warn")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(14, 4, 6, 4)
        self._inside: QWidget | None = None
        self.hide()

    def show_referrals(self, rows: Sequence[ReferralRow]) -> None:
        if tuple(rows) == self._shown:
            return
        self._shown = tuple(rows)
        self._inside = theme.anew(self._inside)
        lines = theme.column(0, 0, 0, 0, spacing=2)
        self._inside.setLayout(lines)
        for row in self._shown:
            text = theme.label(f"！ {row.applicant}：{row.sentence}", wrap=True)
            line = theme.row(text)
            line.setStretchFactor(text, 1)
            if self._apply is not None:
                line.addWidget(
                    theme.button(f"为这户申请{_short(row.target)}", partial(self._apply, row), role="quiet")
                )
            if self._answer is not None:
                line.addWidget(theme.button("登记办理结果…", partial(self._answer, row), role="quiet"))
            opened = partial(self._desk.shell.open_case, row.case_id)
            line.addWidget(theme.button("打开那一件", opened, role="quiet"))
            lines.addLayout(line)
        self._box.addWidget(self._inside)
        self.setVisible(bool(self._shown))
