"""The place on a page where one panel at a time is open."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zqdesk.ui.pages.cases.steps.panel import StepPanel


class PanelPlace(QWidget):
    """`done(title, result)` is sent after the panel has gone, `changed` whenever one comes or goes."""

    done = Signal(str, object)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.panel: StepPanel | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def open(self, panel: StepPanel) -> None:
        """Show this panel in place of any other."""
        self.take()
        self.panel = panel
        panel.done.connect(self._done)
        panel.closed.connect(self.take)
        self._box.addWidget(panel)
        self.show()
        panel.rest()
        panel.take_focus()
        self.changed.emit()

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the keys do while a panel is open, in place of what the page would do."""
        if self.panel is None:
            return {}
        panel = self.panel
        return {
            "back": panel.close_panel,
            "case.next": panel.submit,
            "member.remove": panel.remove_chosen,
            **panel.wrong.errors.commands(),
        }

    def leave(self) -> None:
        """Keep what is typed; the panel stays."""
        if self.panel is not None:
            self.panel.leave()

    def take(self) -> None:
        """Close the panel, keeping what was typed."""
        if self.panel is None:
            return
        gone, self.panel = self.panel, None
        gone.leave()
        self._box.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        self.hide()
        self.changed.emit()

    def _done(self, result: object) -> None:
        assert self.panel is not None
        title = self.panel.title
        self.take()
        self.done.emit(title, result)
