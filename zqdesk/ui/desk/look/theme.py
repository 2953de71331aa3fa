"""How the windows look: palette, sizes, the style sheet, and the few shapes every page is made of."""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyleFactory,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from zqdesk.paths import shipped
from zqdesk.ui.desk.look import fonts
from zqdesk.ui.desk.look.flow import Flow

COLOURS = {
    "ink": "#1f2933",
    "soft": "#5b6773",
    "faint": "#636e79",
    "page": "#f5f7fa",
    "card": "#ffffff",
    "head": "#fafbfc",
    "line": "#e3e8ee",
    "edge": "#7f8b97",
    "hover": "#f2f7f9",
    "ring": "#0a1218",
    "accent": "#1f6f8b",
    "accent_dark": "#185a72",
    "accent_tint": "#e6f1f5",
    "grey_tint": "#eef1f4",
    "bar": "#173647",
    "bar_active": "#24526a",
    "bar_hover": "#1d4357",
    "bar_edge": "#6cc3df",
    "bar_text": "#d5e3ea",
    "bar_soft": "#8fb0c0",
    "bad": "#b93a26",
    "bad_tint": "#fdeeea",
    "warn": "#8a5a0b",
    "warn_tint": "#fdf5e3",
    "good": "#25704b",
    "good_tint": "#e8f5ee",
}
"""Every colour by what it says. Text keeps 4.5 : 1 on its grounds, faint text too; edges of fields and marks of
state 3 : 1 on theirs, and the ring of the focus 3 : 1 on a filled button as well (WCAG 2.2, 1.4.3 and 1.4.11)."""
CHIPS = {
    "bad": ("bad", "bad_tint"),
    "warn": ("warn", "warn_tint"),
    "good": ("good", "good_tint"),
    "accent": ("accent", "accent_tint"),
    "plain": ("soft", "grey_tint"),
}
"""Kinds of chips: colour of the text and of the ground."""
SMALL, BODY, TITLE = 12, 14, 20
"""Heights of text in pixels at 100 %."""
REQUIRED = "必填"
"""What a screen reader says of a field that must be filled; the eye sees a star."""
_scale = 100
_sheet = ""


def colour(name: str) -> QColor:
    return QColor(COLOURS[name])


def pixels(size: int) -> int:
    """A height or width at the font scale in force; text never goes below 12 pixels."""
    return max(size * _scale // 100, min(size, SMALL))


def room(size: int) -> int:
    """The same for a width that holds words: it gives way no further than they do, which stay at 12 pixels."""
    return max(pixels(size), size * SMALL // BODY)


def icon(name: str) -> QIcon:
    """One of the shipped drawings."""
    return QIcon(str(shipped("resources") / "icons" / f"{name}.svg"))


def apply(app: QApplication, scale: int = 100) -> None:
    """Give the whole program its look, with text at `scale` per cent; its windows put it on by `dress`."""
    global _scale, _sheet  # noqa: PLW0603 - one program, one look
    if _sheet and scale == _scale:
        return  # it has it; to put it on again would dress every window anew
    _scale = scale
    _sheet = sheet((shipped("resources") / "theme.qss").read_text(encoding="utf-8"))
    app.setStyle(QStyleFactory.create("Fusion"))
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, "page"),
        (roles.Base, "card"),
        (roles.AlternateBase, "head"),
        (roles.Button, "card"),
        (roles.Text, "ink"),
        (roles.WindowText, "ink"),
        (roles.ButtonText, "ink"),
        (roles.ToolTipBase, "ink"),
        (roles.ToolTipText, "card"),
        (roles.PlaceholderText, "faint"),
        (roles.Highlight, "accent"),
        (roles.HighlightedText, "card"),
        (roles.Link, "accent"),
    ):
        palette.setColor(role, colour(name))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour("faint"))
    app.setPalette(palette)
    app.setFont(fonts.interface(pixels(BODY)))


def dress(window: QWidget) -> None:
    """Put the house's look on a window and all that will stand in it, its dialogs and menus too.

    Not on the program: each part of a page would then be dressed anew whenever a larger part takes it up, and a page
    is put together from the smallest upwards.
    """
    if window.styleSheet() != _sheet:
        window.setStyleSheet(_sheet)


def sheet(template: str) -> str:
    """The style sheet with @names replaced by colours and text heights (`14t`) by scaled pixels."""
    coloured = re.sub(r"@(\w+)", lambda found: COLOURS[found[1]], template)
    icons = (shipped("resources") / "icons").as_posix()
    scaled = re.sub(r"\b(\d+)t\b", lambda found: f"{pixels(int(found[1]))}px", coloured)
    return scaled.replace("$icons", icons)


def card(
    *, margins: tuple[int, int, int, int] = (16, 14, 16, 16), spacing: int = 8
) -> tuple[QFrame, QVBoxLayout]:
    """A white panel with a thin edge, and the layout to fill it."""
    frame = QFrame()
    frame.setProperty("role", "card")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(*margins)
    inside.setSpacing(spacing)
    return frame, inside


def label(text: str = "", role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A line of text; roles: title, section, soft, small, figure, amount. Text from records is never markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def star(made: QLabel, text: str, required: bool) -> None:
    """A caption with the mark of a field that must be filled, or without."""
    made.setText(f"{text} *" if required and text else text)


def chip(text: str, kind: str = "plain") -> QLabel:
    """A small rounded sign; kinds: bad, warn, good, accent, plain. The words say what the colour says."""
    made = label(text)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    set_chip(made, text, kind)
    return made


def set_chip(made: QLabel, text: str, kind: str) -> None:
    made.setText(text)
    mark(made, "chip", kind)


def button(text: str, clicked: Callable[[], object] | None = None, *, role: str = "") -> QPushButton:
    """A button; roles: primary (one a page), quiet (no edge), danger; none is the ordinary one."""
    made = QPushButton(text)
    if role:
        made.setProperty("role", role)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if clicked is not None:
        made.clicked.connect(lambda *_: clicked())
    return made


def tabs() -> QTabBar:
    """The tabs of a page, side by side in its first line."""
    made = QTabBar()
    made.setExpanding(False)
    made.setDrawBase(False)
    return made


def row(*widgets: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; None is the place that stretches."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            line.addStretch(1)
        else:
            line.addWidget(widget)
    return line


def head(*widgets: QWidget | None, spacing: int = 8) -> Flow:
    """A heading and its buttons side by side, in several lines where there is no room; None is what stretches."""
    line = Flow(None, spacing)
    for widget in widgets:
        if widget is None:
            line.add_spring()
        else:
            line.addWidget(widget)
    return line


def heading(title: str, *widgets: QWidget | None) -> Flow:
    """The first line of a page; as high with a button as without, so that nothing jumps between pages."""
    line = head(label(title, "title"), *widgets)
    line.addStrut(pixels(38))
    return line


def column(left: int = 0, top: int = 0, right: int = 0, bottom: int = 0, *, spacing: int = 8) -> QVBoxLayout:
    """An empty column with these margins."""
    made = QVBoxLayout()
    made.setContentsMargins(left, top, right, bottom)
    made.setSpacing(spacing)
    return made


def anew(shown: QWidget | None) -> QWidget:
    """An empty widget for what a card shows from now on; the one that was shown goes."""
    if shown is not None:
        shown.hide()
        shown.deleteLater()
    return QWidget()


def grid(inside: QWidget, *, across: int, down: int) -> QGridLayout:
    """An empty grid without margins, with this space between its columns and lines."""
    made = QGridLayout(inside)
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(across)
    made.setVerticalSpacing(down)
    return made


def mark(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and let it look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
