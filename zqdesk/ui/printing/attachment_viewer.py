"""Looking at one scan or photo, decrypted in memory only."""

from functools import partial
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QInputDialog, QVBoxLayout, QWidget

from zqdesk.office.cases import materials
from zqdesk.records import attachments as store
from zqdesk.records.case import Attachment
from zqdesk.ui.desk import theme
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.printing import pictures
from zqdesk.ui.printing.pages_view import PagesView


def pages_of(folder: Path, key: bytes, digest: str, media_type: str) -> list[QImage]:
    return pictures.pages(store.load(folder, key, digest), media_type, dpi=130)


class AttachmentViewer(QDialog):
    """A window beside the case; Esc closes it."""

    def __init__(self, desk: Desk, attachment: Attachment, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._attachment = desk, attachment
        self.setWindowTitle(attachment.title)
        self.resize(900, 720)
        self.view = PagesView()
        self.note = theme.label("正在打开…", "soft")
        line = theme.row(
            theme.label(attachment.title, "section"), None,
            theme.button("放大  +", partial(self.view.zoom, 1.25), role="quiet"),
            theme.button("缩小  -", partial(self.view.zoom, 0.8), role="quiet"),
            theme.button("适合宽度  0", self.view.fit, role="quiet"),
            theme.button("撤下这份附件…", self._take_back, role="quiet"),
        )  # fmt: skip
        box = QVBoxLayout(self)
        box.addLayout(line)
        box.addWidget(self.note)
        box.addWidget(self.view, 1)
        work = partial(pages_of, desk.folder, desk.key, attachment.digest, attachment.media_type)
        desk.background.run(work, then=self._show, failed=self._failed, lane=pictures.LANE)

    def _show(self, images: list[QImage]) -> None:
        self.note.setText(f"共 {len(images)} 页" if len(images) > 1 else "")
        self.view.show_pages(images)
        self.view.setFocus()

    def _failed(self, error: Exception) -> None:
        from zqdesk.ui.desk.messages import explain

        self.note.setText(explain(error))

    def _take_back(self) -> None:
        """A wrong scan is hidden with a reason, never deleted."""
        reason, given = QInputDialog.getText(self, "撤下附件", "撤下的原因（会记入经过）：")
        if given and reason.strip():
            self._desk.do(materials.take_back, self._attachment.id, reason.strip())
            self.close()
