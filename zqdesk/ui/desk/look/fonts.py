"""The fonts the windows show: the shipped Hei, and behind it those that hold the rarer characters."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from zqdesk.paths import shipped

FAMILIES = ["ZQ Hei", "ZQ Newer", "ZQ Rare", "ZQ Signs"]
_FIRST, _RARER = ("hei", "hei-bold"), ("newer", "rare", "signs")


def load() -> None:
    """Make the fonts of the interface known to Qt; a missing one leaves the system's fonts in its place."""
    _add(_FIRST)


def load_rarer() -> None:
    """The fonts behind it: large, and needed for no text before somebody's name is shown."""
    _add(_RARER)


@cache
def _add(names: tuple[str, ...]) -> None:
    for name in names:
        path = shipped("resources") / "fonts" / f"{name}.ttf"
        if path.exists():
            QFontDatabase.addApplicationFont(str(path))


def interface(pixels: int, *, bold: bool = False) -> QFont:
    """The font of the windows at this height in pixels."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font
