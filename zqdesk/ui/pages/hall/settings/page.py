"""Settings: this desk, the hall, accounts, dated values, working days, backups; each a panel of its own."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.scrolling import scrolled
from zqdesk.ui.desk.page import Page
from zqdesk.ui.pages.hall.settings.accounts import AccountsPanel
from zqdesk.ui.pages.hall.settings.backups import BackupsPanel
from zqdesk.ui.pages.hall.settings.calendar import CalendarPanel
from zqdesk.ui.pages.hall.settings.desk_panel import DeskPanel
from zqdesk.ui.pages.hall.settings.divisions import DivisionsPanel
from zqdesk.ui.pages.hall.settings.exchange import ExchangePanel
from zqdesk.ui.pages.hall.settings.hall import HallPanel
from zqdesk.ui.pages.hall.settings.panel import Panel
from zqdesk.ui.pages.hall.settings.values import ValuesPanel

PANELS: tuple[tuple[str, type[Panel], bool], ...] = (
    ("本机", DeskPanel, False),
    ("大厅与村（居）", HallPanel, True),
    ("区划", DivisionsPanel, True),
    ("账号", AccountsPanel, True),
    ("标准与时限", ValuesPanel, False),
    ("工作日历", CalendarPanel, False),
    ("备份与恢复", BackupsPanel, False),
    ("与区里交换", ExchangePanel, False),
)
"""Title, panel, and whether it is the administrator's alone."""


class SettingsPage(Page):
    """One tab for each panel; what an administrator alone may see is not there for others."""

    title = "设置"
    topic = Panel.topic

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tabs = theme.tabs()
        self.stack = QStackedWidget()
        self.panels: list[Panel] = []
        administrator = "administrator" in desk.actor.roles
        for title, kind, only_administrator in PANELS:
            if administrator or not only_administrator:
                panel = kind(desk)
                self.panels.append(panel)
                self.tabs.addTab(title)
                self.stack.addWidget(scrolled(panel))
        self.tabs.currentChanged.connect(self._turn_to)
        column = theme.column(20, 16, 20, 16, spacing=10)
        column.addLayout(theme.heading(self.title, None))
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        self.setLayout(column)

    def begin(self, step: str) -> None:
        """`exchange`: how this desk stands with the district."""
        for number, panel in enumerate(self.panels):
            if step == "exchange" and isinstance(panel, ExchangePanel):
                self.tabs.setCurrentIndex(number)

    def reload(self) -> None:
        self.panels[self.stack.currentIndex()].reload()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        return {
            "save": self.panels[self.stack.currentIndex()].save,
            "tab.next": partial(self._step, 1),
            "tab.previous": partial(self._step, -1),
        }

    def _step(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_to(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        self.topic = self.panels[number].topic
        self.reload()
