"""A running demonstration: the real windows driven by hands, and the pictures and papers it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zqdesk.office.invented.town import PASSPHRASE, Clock
from zqdesk.ui.printing.print_dialog import PrintDialog

if TYPE_CHECKING:
    from zqdesk.ui.invented.hands import Hands


@dataclass
class Show:
    """A running demonstration and what it has left so far."""

    hands: "Hands"
    clock: Clock
    out: Path
    case_id: str = ""
    pictures: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def picture(self, name: str) -> None:
        file = f"{len(self.pictures) + 1:02d}-{name}.png"
        self.hands.picture(self.out / file)
        self.pictures.append(file)

    def say(self, text: str) -> None:
        self.told.append(f"{self.clock.now:%Y-%m-%d}  {text}")
        print(self.told[-1], flush=True)  # noqa: T201 - the demonstration speaks to whoever started it

    def on(self, day: date) -> None:
        self.clock.set(day, 9, 30)

    def person(self, login: str) -> None:
        self.hands.change_person(login, PASSPHRASE)

    def step(self, act: str, typed: Mapping[str, str] | None = None) -> None:
        self.hands.take_step(self.case_id, act, typed)

    def paper(self, kind: str, *, pictured: bool = False) -> None:
        """Print a paper of the case from its menu into a PDF file."""
        page = self.hands.open_case(self.case_id)
        assert page.seen is not None
        page.papers.open(page.seen.dossier)
        self.hands.settle()
        page.papers.print_new(kind)
        self.save_preview(page, kind, pictured=pictured)

    def save_preview(self, page: QWidget, kind: str, *, pictured: bool = False) -> None:
        """Save the paper whose preview opens on a page as a PDF file."""
        self.hands.wait(lambda: page.findChild(PrintDialog) is not None, f"the preview of {kind}")
        dialog = page.findChild(PrintDialog)
        assert dialog is not None
        if pictured:
            self.hands.settle()
            self.dialog_picture(dialog, "preview")
        file = f"paper-{len(self.papers) + 1:02d}-{kind}.pdf"
        dialog.save_to(self.out / file)
        self.hands.wait((self.out / file).exists, f"the PDF of {kind}")
        self.hands.settle()
        dialog.close()
        self.hands.settle()
        self.hands.wake()
        self.papers.append(file)

    def dialog_picture(self, dialog: QWidget, name: str) -> None:
        """A window beside the main one."""
        file = f"{len(self.pictures) + 1:02d}-{name}.png"
        dialog.grab().save(str(self.out / file))
        self.pictures.append(file)
