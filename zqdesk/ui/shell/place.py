"""Where the window stands: maximised at the first start, then where it was left, and always on a screen that is there."""

from PySide6.QtCore import QByteArray, QRect, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

KEY = "window/place"
GRASPABLE = (200, 40)
"""So much of the window's upper edge must lie on a screen, or it cannot be moved with the mouse."""


def show(window: QWidget, layout: QSettings) -> None:
    """Show the window as it was left."""
    kept = layout.value(KEY)
    if not isinstance(kept, QByteArray) or not window.restoreGeometry(kept):
        window.showMaximized()
        return
    window.show()
    if not window.isMaximized() and not window.isFullScreen():
        bring_back(window)


def keep(window: QWidget, layout: QSettings) -> None:
    """Write down where the window stands."""
    layout.setValue(KEY, window.saveGeometry())
    layout.sync()


def bring_back(window: QWidget) -> None:
    """A window that lies beyond every screen, or is larger than its own, comes back onto the first one."""
    frame = window.frameGeometry()
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    edge = QRect(frame.topLeft(), frame.topRight()).adjusted(0, 0, 0, GRASPABLE[1])
    for screen in screens:
        seen = screen.intersected(edge)
        if seen.width() >= GRASPABLE[0] and seen.height() >= GRASPABLE[1] // 2 and edge.top() >= screen.top():
            return
    home = QGuiApplication.primaryScreen().availableGeometry()
    size = frame.size().boundedTo(home.size())
    window.resize(size)
    window.move(home.topLeft())
