"""Pages under each other, as they lie on paper; Ctrl and the wheel, + and - make them larger and smaller."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from zqdesk.ui.desk.look import theme

_STEP = 1.25
_SMALLEST, _LARGEST = 0.25, 5.0


class PagesView(QScrollArea):
    """Fits the width until somebody zooms."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        )  # else the width changes once more
        self.setAccessibleName("文书和图片的各页")
        self._images: list[QImage] = []
        self._labels: list[QLabel] = []
        self._zoom = 1.0
        self._inside = QWidget()
        self._inside.setObjectName("inside")
        self._box = QVBoxLayout(self._inside)
        self._box.setContentsMargins(16, 16, 16, 16)
        self._box.setSpacing(14)
        self.setWidget(self._inside)

    def show_pages(self, images: Sequence[QImage]) -> None:
        for label in self._labels:
            self._box.removeWidget(label)
            label.deleteLater()
        self._images, self._labels = list(images), []
        for number, _ in enumerate(self._images, 1):
            label = theme.label("")
            label.setAccessibleName(f"第 {number} 页")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._box.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
            self._labels.append(label)
        self._draw()
        self.verticalScrollBar().setValue(0)

    def page_count(self) -> int:
        return len(self._images)

    def zoom(self, factor: float) -> None:
        """Make everything larger or smaller."""
        self._zoom = min(max(self._zoom * factor, _SMALLEST), _LARGEST)
        self._draw()

    def fit(self) -> None:
        self._zoom = 1.0
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A size set in the middle of a layout is not heard further up: the page would stand beside its place.
        QTimer.singleShot(0, self, self._draw)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif event.key() == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    def _draw(self) -> None:
        width = max(120, int((self.viewport().width() - 40) * self._zoom))
        smooth = Qt.TransformationMode.SmoothTransformation
        for label, image in zip(self._labels, self._images, strict=True):
            wanted = min(width, int(image.width() * 2 * max(1.0, self._zoom)))
            picture = QPixmap.fromImage(image.scaledToWidth(wanted, smooth))
            label.setPixmap(picture)
            label.setFixedSize(picture.size())
