"""The scans of a case: dragged in, chosen, or taken from the scanner's folder; looked at inside the program."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QSize
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from zqdesk.frozen import frozen
from zqdesk.office.cases import materials
from zqdesk.office.cases.materials import NewAttachment
from zqdesk.records import attachments as store
from zqdesk.records.tables.case import Attachment
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.process import Role
from zqdesk.ui.desk import pictures
from zqdesk.ui.desk.decoding import Decoder
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.messages import explain
from zqdesk.ui.printing.attachment_viewer import AttachmentViewer

THUMBNAIL = 72
SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp", ".pdf")


@frozen
class Keeping:
    """Where scans are kept and how they are looked at, taken along to the thread."""

    folder: Path
    key: bytes
    decoder: Decoder

    def take_in(self, path: Path, material_id: str | None) -> NewAttachment:
        """Keep a file encrypted. Refused: what could not be looked at afterwards."""
        try:
            if not path.is_file():  # a pipe would be waited for without end
                raise FileNotFoundError
            with path.open("rb") as file:
                content = file.read(store.LARGEST_BYTES + 1)
        except OSError as error:
            raise Refused(
                Problem("attachment.unreadable", f"文件“{path.name}”读不出来，请检查后重试。")
            ) from error
        try:
            media_type = store.sniff(content)
            store.refuse_too_large(content)
            self.decoder.thumbnail(content, media_type, THUMBNAIL)
            digest = store.store(self.folder, self.key, content)
        except Refused as refused:
            raise Refused(
                *(replace(each, text=f"没有添加“{path.name}”：{each.text}") for each in refused.problems)
            ) from None
        return NewAttachment(digest, path.stem, media_type, len(content), material_id=material_id)

    def clear(self, path: Path, digest: str) -> None:
        """Delete the plain file of an attachment; refused if it is not what is kept, or does not go."""
        kept = store.load(self.folder, self.key, digest)
        try:
            if path.read_bytes() != kept:
                text = f"“{path.name}”已添加；原文件后来有变动，没有清除，请核对后自行处理。"
                raise Refused(Problem("attachment.changed", text))
            path.unlink()
        except FileNotFoundError:
            return
        except OSError as error:
            text = f"“{path.name}”已添加；原文件清除不了，请自行删除。"
            raise Refused(Problem("attachment.stuck", text)) from error

    def thumbnail(self, digest: str, media_type: str) -> QImage:
        return self.decoder.thumbnail(store.load(self.folder, self.key, digest), media_type, THUMBNAIL)


class AttachmentStrip(QFrame):
    """A row of thumbnails, newest first; files dropped on the page land here.

    `may_add`: whether the person at the desk may hang anything on a case; only to them it is offered.
    """

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__()
        self._desk, self._case_id = desk, case_id
        self.may_add = Role.CLERK in desk.actor.roles
        self._shown: tuple[str, ...] = ()
        self._scans: list[Path] = []
        self._seen: set[str] = set()
        self._viewer: AttachmentViewer | None = None
        self._watcher: QFileSystemWatcher | None = None
        self.setProperty("role", "card")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(12, 8, 12, 8)
        self._offer = theme.label("")
        self._offer_bar = QWidget()
        bar = theme.head(
            self._offer, None,
            theme.button("添加并清除原文件", self._take_scans),
            theme.button("忽略", self._ignore_scans, role="quiet"),
        )  # fmt: skip
        self._offer_bar.setLayout(bar)
        self._offer_bar.hide()
        self._box.addWidget(self._offer_bar)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFixedHeight(THUMBNAIL + 30)
        theme.mark(self._area, "ground", "card")
        self._box.addWidget(self._area)
        self.hide()
        self._watch()

    @property
    def _keeping(self) -> Keeping:
        """Made for each use: the key stays with the desk, which drops it when it is locked."""
        return Keeping(self._desk.folder, self._desk.key, self._desk.decoder)

    def show_attachments(self, attachments: Sequence[Attachment]) -> None:
        """Those not taken back; their pictures come one after the other."""
        held = [each for each in reversed(attachments) if each.taken_back_on is None]
        if tuple(each.id for each in held) != self._shown:
            self._shown = tuple(each.id for each in held)
            self._fill(held)
        self._area.setVisible(bool(held))
        self.setVisible(bool(held) or bool(self._scans))

    def choose_files(self, material_id: str | None = None) -> None:
        """Ask which files to add; begins in the scanner's folder."""
        title, folder = "选择要添加的扫描件或照片", self._desk.settings.scan_folder
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        names, _ = QFileDialog.getOpenFileNames(self, title, folder, f"图片和 PDF ({kinds})")
        self.add([Path(name) for name in names], material_id)

    def add(self, paths: Sequence[Path], material_id: str | None = None, *, remove: bool = False) -> None:
        """Keep these files and hang them on the case, each in its own step.

        With `remove` the plain file goes once the act that names the encrypted one is committed, not before.
        """
        for path in paths:
            work = partial(self._keeping.take_in, path, material_id)
            attach = partial(self._attach, path, remove)
            failed = self._failed(path, remove)
            self._desk.background.run(work, then=attach, failed=failed, lane=pictures.LANE)

    def _attach(self, path: Path, remove: bool, new: NewAttachment) -> None:
        clear = partial(self._keeping.clear, path, new.digest)

        def attached(_id: str) -> None:
            if remove:
                self._desk.background.run(clear, lane=pictures.LANE)

        failed = self._failed(path, remove)
        self._desk.do(materials.attach, self._case_id, new, then=attached, failed=failed)

    def _failed(self, path: Path, remove: bool) -> Callable[[Exception], object]:
        """What happens to a file that could not be added: only one of the scanner's folder is offered again."""
        return partial(self._not_added, path) if remove else self._desk.shell.show_fault

    def _not_added(self, path: Path, error: Exception) -> None:
        self._desk.shell.show_fault(error)
        self._seen.discard(path.name)
        if isValid(self) and self._watcher is not None:
            self._folder_changed(str(path.parent))

    def _fill(self, held: Sequence[Attachment]) -> None:
        inside = QWidget()
        inside.setObjectName("inside")
        theme.mark(inside, "ground", "card")
        line = QHBoxLayout(inside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for each in held:
            button = QPushButton()
            button.setProperty("role", "thumbnail")
            button.setFixedSize(THUMBNAIL + 16, THUMBNAIL + 16)
            button.setIconSize(QSize(THUMBNAIL, THUMBNAIL))
            button.setToolTip(each.title)
            button.setAccessibleName(f"附件 {each.title}")
            button.clicked.connect(partial(self.open_viewer, each))
            line.addWidget(button)
            work = partial(self._keeping.thumbnail, each.digest, each.media_type)
            picture = Thumbnail(button)
            self._desk.background.run(work, then=picture.show, failed=picture.fail, lane=pictures.LANE)
        line.addStretch(1)
        self._area.setWidget(inside)

    def open_viewer(self, attachment: Attachment) -> None:
        """Show one of them in a window beside the case."""
        if self._viewer is not None:
            self._viewer.close()
        self._viewer = AttachmentViewer(self._desk, attachment, self)
        self._viewer.show()

    def _watch(self) -> None:
        folder = Path(self._desk.settings.scan_folder)
        if not self.may_add or not self._desk.settings.scan_folder or not folder.is_dir():
            return
        self._seen = {path.name for path in _scans_in(folder)}
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(self._folder_changed)

    def _folder_changed(self, folder: str) -> None:
        there = _scans_in(Path(folder))
        self._seen &= {path.name for path in there}  # a scanner gives the name of a file that is gone again
        self._scans = [path for path in there if path.name not in self._seen]
        self._offer.setText(f"扫描文件夹里有 {len(self._scans)} 个新文件")
        self._offer_bar.setVisible(bool(self._scans))
        self.setVisible(bool(self._scans) or bool(self._shown))

    def _take_scans(self) -> None:
        scans = list(self._scans)
        self._ignore_scans()
        self.add(scans, remove=True)

    def _ignore_scans(self) -> None:
        self._seen |= {path.name for path in self._scans}
        self._scans = []
        self._offer_bar.hide()
        self.setVisible(bool(self._shown))


class Thumbnail:
    """Puts a picture on its button, if the button is still there when the picture comes."""

    def __init__(self, button: QPushButton) -> None:
        self._button = button

    def show(self, image: QImage) -> None:
        if isValid(self._button):
            self._button.setIcon(QIcon(QPixmap.fromImage(image)))

    def fail(self, error: Exception) -> None:
        if isValid(self._button):
            self._button.setText("打不开")
            self._button.setToolTip(explain(error))


def _scans_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
