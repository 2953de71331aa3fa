"""The field for one entry of a list: found by typing its words, its pinyin or the number it has on paper."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter

from zqdesk.frozen import frozen
from zqdesk.records.codes import table
from zqdesk.rules.problem import Problem
from zqdesk.rules.readings import Fit, common, fit, fold, spelled
from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.fields.hint import Hint
from zqdesk.ui.widgets.fields.text_edit import mark

_CODE = Qt.ItemDataRole.UserRole
RARE = len(Fit)
"""Added to the fit of another reading than the common one: it comes after all of those."""


@frozen
class Offer:
    """An entry: its code, its words and other words for it; `name`: they begin with a surname, as villages do."""

    code: str
    words: tuple[str, ...]
    name: bool = False

    def fits(self, typed: str) -> int | None:
        """How well a text fits the words, 0 best; None if not at all. The code is ours, and nobody types it."""
        wanted = fold(typed).strip()
        found = [kind for words in self.words if (kind := _stands(wanted, fold(words))) is not None]
        if wanted.isascii() and wanted.isalnum() and not wanted.isdigit():
            for words in filter(None, self.words):
                sounds = spelled(words, name=self.name)
                if (usual := fit(wanted, common(sounds))) is not None:
                    found.append(usual)
                elif (other := fit(wanted, sounds)) is not None:
                    found.append(other + RARE)
        return min(found, default=None)


def _stands(wanted: str, text: str) -> int | None:
    if not wanted or wanted not in text:
        return None
    return Fit.WHOLE if wanted == text else Fit.BEGINS if text.startswith(wanted) else Fit.INSIDE


class CodePicker(QComboBox):
    """`entries` are code, words and other words for it, in their printed order; an empty field is no code.

    While one types, the entries that fit stand below, the best first: Enter and Tab take the one that is lit,
    and nothing where none fits. `names` are read as those of persons and villages. An unknown code of an old
    record is kept and shown as it is. A wheel turned over the field scrolls the page, never the choice.
    """

    edited = Signal()
    empty: Any = ""
    left = Signal()

    def __init__(
        self,
        entries: Iterable[tuple[str, ...]],
        placeholder: str = "",
        *,
        optional: bool = True,
        names: bool = False,
    ) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(2)
        self.setMinimumWidth(40)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._optional, self._names = optional, names
        self._offers: list[Offer] = []
        edit = self.lineEdit()
        assert edit is not None
        self.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none, its stubs do not say so
        self._found = QStandardItemModel(self)
        self._completer = QCompleter(self._found, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(12)
        self._completer.setWrapAround(False)
        self._completer.setWidget(self)
        popup = self._completer.popup()
        assert popup is not None
        self._popup = popup
        self.set_entries(entries)
        if placeholder:
            Hint(edit, placeholder)
        edit.textEdited.connect(self._typed)
        self.activated.connect(self._chosen)
        popup.clicked.connect(self._take)
        self._popup.installEventFilter(self)

    def set_entries(self, entries: Iterable[tuple[str, ...]]) -> None:
        """Offer other entries; the choice stays if it is still among them."""
        chosen, typed = (self.value(), self.currentText()) if self._offers else ("", "")
        self.clear()
        self._offers = []
        for code, *words in [("", "")] * self._optional + list(entries):
            self._offer(code, *words)
        self._fit_popup()
        self.set_value(chosen)
        if typed and not chosen:
            self.setEditText(typed)

    def _offer(self, code: str, *words: str) -> None:
        self._offers.append(Offer(code, words, self._names))
        self.addItem(words[0], code)

    def _fit_popup(self) -> None:
        metrics = self.fontMetrics()
        widths = [metrics.horizontalAdvance(self.itemText(row)) for row in range(self.count())]
        width = min(420, max(widths, default=0) + 40)
        self.view().setMinimumWidth(width)
        self._popup.setMinimumWidth(width)

    def value(self) -> str:
        row = self._row(self.currentText())
        return self._offers[row].code if row >= 0 else ""

    def set_value(self, value: Any) -> None:
        code = str(value or "")
        row = self.findData(code, _CODE)
        if row < 0 and code:
            self._offer(code, code)
            row = self.count() - 1
        self.setCurrentIndex(row)
        self._show_beginning()

    def problem(self) -> Problem | None:
        typed = self.currentText().strip()
        if not typed or self._row(typed) >= 0:
            return None
        if self.matches(typed):
            return Problem("code.several", f"“{typed}”还没有选定是哪一项，请从列表中选择")
        return Problem("code.unknown", f"没有“{typed}”这一项，请从列表中选择")

    def raw(self) -> str:
        return self.value() or self.currentText()

    def set_raw(self, text: str) -> None:
        if self.findData(text, _CODE) >= 0:
            self.set_value(text)
        else:
            self.setEditText(text)

    def mark(self, text: str) -> None:
        mark(self, text)

    def matches(self, typed: str) -> list[int]:
        """The rows of the entries that fit a text, the best first, those alike in their printed order."""
        ranked = ((offer.fits(typed), row) for row, offer in enumerate(self._offers))
        return [row for _, row in sorted((rank, row) for rank, row in ranked if rank is not None)]

    def _row(self, text: str) -> int:
        """The entry a text says without a choice: its words, the whole of it, or the only one that fits; else -1."""
        typed = text.strip()
        here = self.currentIndex()
        if here >= 0 and self.itemText(here) == typed:
            return here  # of two entries with the same words, the one that was chosen
        row = self.findText(typed, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchCaseSensitive)
        if row >= 0 or not typed:
            return row
        found = self.matches(typed)
        whole = [row for row in found if self._offers[row].fits(typed) == Fit.WHOLE]
        meant = whole or found
        return meant[0] if len(meant) == 1 else -1

    def _typed(self, text: str) -> None:
        self._show_matches(text)
        self.edited.emit()

    def _show_matches(self, text: str) -> None:
        self._found.clear()
        if not text.strip():
            self._popup.hide()
            return
        rows = self.matches(text)
        for row in rows:
            item = QStandardItem(self.itemText(row))
            item.setData(row, _CODE)
            self._found.appendRow(item)
        if not rows:
            nothing = QStandardItem(f"没有“{text.strip()}”这一项")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._found.appendRow(nothing)
        theme.dress(self._popup)  # a window of nobody's
        self._completer.complete()
        if rows:
            self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _take(self, index: QModelIndex | QPersistentModelIndex) -> None:
        row = index.data(_CODE)
        if row is not None:
            self.setCurrentIndex(row)
            self.setEditText(self.itemText(row))
            self._chosen()

    def _chosen(self) -> None:
        self._show_beginning()
        self.edited.emit()

    def _show_beginning(self) -> None:
        edit = self.lineEdit()
        if edit is not None:
            edit.setCursorPosition(0)

    def tidy(self) -> None:
        """Write the words of the entry that was meant."""
        row = self._row(self.currentText())
        if row >= 0:
            self.setCurrentIndex(row)
            self.setEditText(self.itemText(row))
            self._show_beginning()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.tidy()
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.showPopup()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Tab in the list of matches take the one that is lit and go on; where none fits, Enter stays."""
        if (
            watched is not self._popup
            or not isinstance(event, QKeyEvent)
            or event.type() != QEvent.Type.KeyPress
        ):
            return super().eventFilter(watched, event)
        key, lit = event.key(), self._popup.currentIndex()
        if key not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            return super().eventFilter(watched, event)
        if lit.isValid() or key == Qt.Key.Key_Tab:
            self._popup.hide()
            self._take(lit)
            self.focusNextPrevChild(True)
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def picker(name: str, placeholder: str = "", *, short: bool = False, optional: bool = True) -> CodePicker:
    """The field for a code of one of the shipped tables."""
    entries = []
    for code in table(name):
        words = (code.short or code.title, code.title) if short else (code.title, code.short)
        entries.append((code.code, *words, *on_paper(code.code)))
    return CodePicker(entries, placeholder, optional=optional)


def on_paper(code: str) -> tuple[str, ...]:
    """A code as one of the words for its entry, if it is a number: those of the standards stand on papers."""
    return (code,) if code.isdigit() else ()
