"""A field that takes photos: kept encrypted as soon as they are chosen, hung where they belong by the act."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from zqdesk.office.cases.materials import NewAttachment
from zqdesk.rules.problem import Problem
from zqdesk.ui.desk import pictures
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.printing.attachments import SUFFIXES, Keeping


class PhotoField(QWidget):
    """One button, the names beside it, and one that takes them away again."""

    edited = Signal()

    def __init__(self, desk: Desk, kind: str = "notice") -> None:
        super().__init__()
        self._desk, self._kind = desk, kind
        self._photos: tuple[NewAttachment, ...] = ()
        self.names: QLabel = theme.label("", "soft")
        self.choose_button: QPushButton = theme.button("选择照片…", self.choose)
        self.clear_button: QPushButton = theme.button("不要了", self.clear, role="quiet")
        line = theme.row(self.choose_button, self.names, self.clear_button, None)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        self.setFocusProxy(self.choose_button)
        self._show()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.choose_button.setAccessibleName(f"{name}：选择照片")
        self.clear_button.setAccessibleName(f"{name}：不要已选的照片")

    def choose(self) -> None:
        """Ask which files; begins in the scanner's folder."""
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        folder = self._desk.settings.scan_folder
        names, _ = QFileDialog.getOpenFileNames(self, "选择张贴照片", folder, f"图片和 PDF ({kinds})")
        self.take([Path(name) for name in names])

    def take(self, paths: Sequence[Path]) -> None:
        """Keep these files; what cannot be looked at is refused and named."""
        keeping = Keeping(self._desk.folder, self._desk.key, self._desk.decoder)
        for path in paths:
            self._desk.background.run(
                partial(keeping.take_in, path, None), then=self._taken, lane=pictures.LANE,
                failed=self._desk.shell.show_fault,
            )  # fmt: skip

    def clear(self) -> None:
        self.set_value(())
        self.edited.emit()

    def value(self) -> tuple[NewAttachment, ...]:
        return self._photos

    def set_value(self, value: Any) -> None:
        self._photos = tuple(value)
        self._show()

    def problem(self) -> Problem | None:
        return None

    def raw(self) -> list[dict[str, Any]]:
        return [asdict(each) for each in self._photos]

    def set_raw(self, raw: Any) -> None:
        self.set_value([NewAttachment(**each) for each in raw or ()])

    def mark(self, _text: str) -> None:
        """There is nothing to read in it that could be read otherwise."""

    def _taken(self, new: NewAttachment) -> None:
        if new.digest not in {each.digest for each in self._photos}:
            named = NewAttachment(new.digest, new.title, new.media_type, new.size, kind=self._kind)
            self._photos = (*self._photos, named)
            self._show()
            self.edited.emit()

    def _show(self) -> None:
        titles = "、".join(each.title for each in self._photos)
        self.names.setText(titles or "可以不附；以后在各户的案件页补")
        self.clear_button.setVisible(bool(self._photos))
