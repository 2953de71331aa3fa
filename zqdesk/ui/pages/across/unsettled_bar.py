"""A bar that says what of the exchange with the district waits for a person: of one case, or of all."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from zqdesk.office.across.exchange import exchange_answers
from zqdesk.office.across.exchange.exchange_answers import Answered
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.hall.settings.exchange_answers import lines

MOST_LINES = 4


class UnsettledBar(QFrame):
    """Not there where nothing is open, and asks nothing where this desk works alone."""

    def __init__(self, desk: Desk, case_id: str = "") -> None:
        super().__init__()
        self.desk, self.case_id = desk, case_id
        self.setProperty("role", "card")
        self.sign = theme.chip("", "warn")
        self.told = theme.label("", wrap=True, selectable=True)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(14, 8, 10, 8)
        inside.addWidget(self.sign)
        inside.addWidget(self.told, 1)
        inside.addWidget(theme.button("去处理", desk.shell.open_exchange))
        self.hide()
        desk.exchanger.changed.connect(self.read)

    def read(self) -> None:
        """Ask again what is open; there is nothing to ask where the count says so."""
        found = self.desk.exchanger.overview
        if found is None or not found.open:
            self.hide()
        elif not self.case_id:
            self._show(f"需要处理 {found.open} 件", "与别处办的碰到了一起，或者区里退了回来。")
        else:
            self.desk.read(exchange_answers.of_case, self.case_id, then=self._show_case)

    def _show_case(self, found: tuple[Answered, ...]) -> None:
        if not found:
            self.hide()
            return
        said = [f"{each.title}（{each.actor}）：{'；'.join(lines(each))}" for each in found]
        more = [f"另有 {len(said) - MOST_LINES} 件"] if len(said) > MOST_LINES else []
        self._show(f"需要处理 {len(found)} 件", "\n".join(said[:MOST_LINES] + more))

    def _show(self, sign: str, told: str) -> None:
        theme.set_chip(self.sign, sign, "warn")
        self.told.setText(told)
        self.show()
