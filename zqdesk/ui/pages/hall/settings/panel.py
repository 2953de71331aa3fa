"""What the panels of the settings share."""

from typing import Any

from PySide6.QtWidgets import QWidget

from zqdesk.rules.problem import Refused
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.widgets.form import Form


class Panel(QWidget):
    """One tab of the settings."""

    topic = "上班：登录"
    """The section of the manual that tells of this panel."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.administrator = "administrator" in desk.actor.roles

    def reload(self) -> None:
        """Start reading what the panel shows."""

    def save(self) -> None:
        """Keep what was changed; panels that save at once have nothing to do."""

    def refused(self, form: Form[Any], error: Exception) -> None:
        """Show why at the fields; what has no field here in the banner."""
        if isinstance(error, Refused):
            self.desk.shell.show_problems(tuple(form.show_problems(error.problems)))
        else:
            self.desk.shell.show_fault(error)
