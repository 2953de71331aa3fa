"""The fonts the windows show: the shipped Hei, and behind it those that hold the rarer characters."""

from PySide6.QtGui import QFont, QFontDatabase

from zqdesk.paths import shipped

FAMILIES = ["ZQ Hei", "ZQ Newer", "ZQ Rare", "ZQ Signs"]
_FILES = ("hei", "hei-bold", "newer", "rare", "signs")


def load() -> None:
    """Make the shipped fonts known to Qt; a missing one leaves the system's fonts in its place."""
    folder = shipped("resources") / "fonts"
    for name in _FILES:
        path = folder / f"{name}.ttf"
        if path.exists():
            QFontDatabase.addApplicationFont(str(path))


def interface(pixels: int, *, bold: bool = False) -> QFont:
    """The font of the windows at this height in pixels."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font
