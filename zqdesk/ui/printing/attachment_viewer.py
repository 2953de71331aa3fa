"""Looking at one scan or photo, decrypted in memory only."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QInputDialog, QVBoxLayout, QWidget

from zqdesk.office.cases import materials
from zqdesk.records import attachments as store
from zqdesk.records.tables.case import Attachment
from zqdesk.rules.process import Role
from zqdesk.ui.desk import pictures
from zqdesk.ui.desk.decoding import SHEETS, Decoder
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.messages import explain
from zqdesk.ui.printing.pages_view import PagesView


def pages_of(
    decoder: Decoder, folder: Path, key: bytes, attachment: Attachment, first: int
) -> tuple[int, list[QImage]]:
    """How many pages it has, and the next few from `first`."""
    return decoder.pages(store.load(folder, key, attachment.digest), attachment.media_type, first)


class AttachmentViewer(QDialog):
    """A window beside the case; Esc closes it. A long file comes a few pages at a time."""

    def __init__(self, desk: Desk, attachment: Attachment, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._attachment, self._first = desk, attachment, 0
        self.setWindowTitle(attachment.title)
        self.resize(QSize(900, 720).boundedTo(parent.window().size()))
        self.view = PagesView()
        self.note = theme.label("", "soft")
        self.before = theme.button(f"前 {SHEETS} 页", partial(self._turn, -SHEETS), role="quiet")
        self.after = theme.button(f"后 {SHEETS} 页", partial(self._turn, SHEETS), role="quiet")
        self.before.hide()
        self.after.hide()
        take_back = theme.button("撤下这份附件…", self._take_back, role="quiet")
        take_back.setVisible(Role.CLERK in desk.actor.roles)
        line = theme.head(
            theme.label(attachment.title, "section"), None,
            theme.button("放大  +", partial(self.view.zoom, 1.25), role="quiet"),
            theme.button("缩小  -", partial(self.view.zoom, 0.8), role="quiet"),
            theme.button("适合宽度  0", self.view.fit, role="quiet"),
            take_back,
        )  # fmt: skip
        box = QVBoxLayout(self)
        box.addLayout(line)
        box.addLayout(theme.head(self.note, None, self.before, self.after))
        box.addWidget(self.view, 1)
        self._turn(0)

    def _turn(self, by: int) -> None:
        self._first += by
        desk = self._desk
        self.note.setText("正在打开…")
        for button in (self.before, self.after):
            button.setEnabled(False)
        work = partial(pages_of, desk.decoder, desk.folder, desk.key, self._attachment, self._first)
        desk.background.run(work, then=self._show, failed=self._failed, lane=pictures.LANE)

    def _show(self, found: tuple[int, list[QImage]]) -> None:
        count, images = found
        last = self._first + len(images)
        several = f"第 {self._first + 1}–{last} 页，" if count > len(images) else ""
        self.note.setText(f"{several}共 {count:,} 页" if count > 1 else "")
        self._offer_to_turn(count)
        self.view.show_pages(images)
        self.view.setFocus()

    def _failed(self, error: Exception) -> None:
        self.note.setText(explain(error))
        self._offer_to_turn(0)

    def _offer_to_turn(self, count: int) -> None:
        for button, there in (
            (self.before, self._first > 0),
            (self.after, count > self._first + SHEETS),
        ):
            button.setVisible(count > SHEETS or there)
            button.setEnabled(there)

    def _take_back(self) -> None:
        """A wrong scan is hidden with a reason, never deleted."""
        reason, given = QInputDialog.getText(self, "撤下附件", "撤下的原因（会记入经过）：")
        if given and reason.strip():
            self._desk.do(materials.take_back, self._attachment.id, reason.strip())
            self.close()
