"""The manual beside what one is doing: a window of its own, open at the matching section, that goes back with Esc."""

import re

from PySide6.QtCore import QUrl
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QTextBlock, QTextCursor
from PySide6.QtWidgets import QComboBox, QDialog, QTextBrowser, QWidget

from zqdesk.paths import shipped
from zqdesk.ui.desk.look import theme

WIDTH = 520
_PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\s*$", re.MULTILINE)
_CONTENTS = re.compile(r"^- \[.*\]\(#.*$\n?", re.MULTILINE)
_LINK_OUT = re.compile(r"\[([^\]]*)\]\((?!#)[^)]*\)")


def manual_text() -> str:
    """The manual as it is shipped, without pictures, its table of contents and links to other files."""
    text = (shipped("docs") / "manual.md").read_text(encoding="utf-8")
    return _LINK_OUT.sub(r"\1", _CONTENTS.sub("", _PICTURE.sub("", text)))


class ManualWindow(QDialog):
    """Stands at the right edge of the window it belongs to; closing gives the cursor back to the field it was in."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setModal(False)
        self.setWindowTitle("使用手册")
        self._beside = window
        self._back: QWidget | None = None
        self.sections = QComboBox()
        self.sections.setAccessibleName("手册的章节")
        self.text = QTextBrowser()
        self.text.setAccessibleName("使用手册")
        self.text.setOpenLinks(False)
        self.text.setMarkdown(manual_text())
        self.text.anchorClicked.connect(self._follow)
        self._headings = {
            block.text(): block for block in self._blocks() if block.blockFormat().headingLevel()
        }
        self.sections.addItems(list(self._headings))
        self.sections.activated.connect(lambda _: self.go_to(self.sections.currentText()))
        close = theme.button("关闭，回到原处  Esc", self.close, role="primary")
        column = theme.column(14, 12, 14, 12, spacing=10)
        column.addLayout(theme.row(self.sections, close))
        column.addWidget(self.text, 1)
        self.setLayout(column)
        QShortcut(QKeySequence("F1"), self, self.close).setAutoRepeat(False)

    def open_at(self, topic: str) -> None:
        """Show the section, the keys in the text so that arrows and Page Down move it."""
        window = self._beside
        if not self.isVisible():
            self._back = window.focusWidget()
            frame = window.frameGeometry()
            width = min(theme.pixels(WIDTH), frame.width() - 40)
            self.setGeometry(frame.right() - width, frame.top() + 40, width, max(200, frame.height() - 60))
        self.show()
        self.go_to(topic)
        self.text.setFocus()
        self.activateWindow()

    def headings(self) -> tuple[str, ...]:
        return tuple(self._headings)

    def go_to(self, heading: str) -> None:
        """Put a heading at the upper edge; the beginning for one that the manual does not have."""
        block = self._headings.get(heading)
        self.sections.setCurrentText(heading if block is not None else next(iter(self._headings)))
        cursor = QTextCursor(self.text.document().firstBlock() if block is None else block)
        self.text.setTextCursor(cursor)
        top = self.text.document().documentLayout().blockBoundingRect(cursor.block()).top()
        self.text.verticalScrollBar().setValue(int(top))

    def hideEvent(self, event: QHideEvent) -> None:
        """Back to the field one came from, in the window one came from."""
        super().hideEvent(event)
        if not event.spontaneous() and self._back is not None:
            back, self._back = self._back, None
            self._beside.activateWindow()
            back.setFocus()

    def _follow(self, link: QUrl) -> None:
        wanted = link.fragment()
        for heading in self._headings:
            if re.sub(r"[^\w]", "", heading) == re.sub(r"[^\w]", "", wanted):
                self.go_to(heading)

    def _blocks(self) -> list[QTextBlock]:
        found, block = [], self.text.document().firstBlock()
        while block.isValid():
            found.append(block)
            block = block.next()
        return found
