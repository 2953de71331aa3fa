"""The field for one entry of a list: found by typing its code, its words or its pinyin initials."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter

from zqdesk.records.codes import table
from zqdesk.records.search import initials
from zqdesk.rules.problem import Problem
from zqdesk.ui.widgets.text_edit import mark

_CODE = Qt.ItemDataRole.UserRole
_KEY = Qt.ItemDataRole.UserRole + 1


class _Completer(QCompleter):
    """Matches anything that stands in the key of an entry, writes the words of it."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class CodePicker(QComboBox):
    """`entries` are code, words and other words for it, in their printed order; an empty field is no code.

    An unknown code of an old record is kept and shown as it is. A wheel turned over the field scrolls the
    page, never the choice.
    """

    edited = Signal()
    left = Signal()

    def __init__(
        self, entries: Iterable[tuple[str, ...]], placeholder: str = "", *, optional: bool = True
    ) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(2)
        self.setMinimumWidth(40)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._optional = optional
        self._keyed = False
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self._completer = _Completer(self._model, self)
        self._completer.setCompletionRole(_KEY)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(12)
        self.setCompleter(self._completer)
        self.set_entries(entries)
        edit = self.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(placeholder)
        edit.textEdited.connect(self._typed)
        self.activated.connect(self._chosen)
        self._completer.activated.connect(self._chosen)
        popup = self._completer.popup()
        if popup is not None:
            popup.installEventFilter(self)

    def set_entries(self, entries: Iterable[tuple[str, ...]]) -> None:
        """Offer other entries; the choice stays if it is still among them."""
        chosen = self.value() if self._model.rowCount() else ""
        self._model.clear()
        self._keyed = False
        nothing: list[tuple[str, ...]] = [("", "")] if self._optional else []
        for code, words, *others in nothing + list(entries):
            item = QStandardItem(words)
            item.setData(code, _CODE)
            item.setData(" ".join([code, words, *others]), _KEY)
            self._model.appendRow(item)
        self._fit_popup()
        self.set_value(chosen)

    def _fit_popup(self) -> None:
        metrics = self.fontMetrics()
        widths = [metrics.horizontalAdvance(self.itemText(row)) for row in range(self.count())]
        width = min(420, max(widths, default=0) + 40)
        self.view().setMinimumWidth(width)
        popup = self._completer.popup()
        if popup is not None:
            popup.setMinimumWidth(width)

    def value(self) -> str:
        row = self._row(self.currentText())
        return str(self.itemData(row, _CODE)) if row >= 0 else ""

    def set_value(self, value: Any) -> None:
        code = str(value or "")
        row = self.findData(code, _CODE)
        if row < 0 and code:
            self._append_unknown(code)
            row = self.count() - 1
        self.setCurrentIndex(row)
        self._show_beginning()

    def problem(self) -> Problem | None:
        if self.currentText().strip() and self._row(self.currentText()) < 0:
            return Problem("code.unknown", f"没有“{self.currentText().strip()}”这一项，请从列表中选择")
        return None

    def raw(self) -> str:
        return self.value() or self.currentText()

    def set_raw(self, text: str) -> None:
        if self.findData(text, _CODE) >= 0:
            self.set_value(text)
        else:
            self.setEditText(text)

    def mark(self, text: str) -> None:
        mark(self, text)

    def _append_unknown(self, code: str) -> None:
        item = QStandardItem(code)
        item.setData(code, _CODE)
        item.setData(code, _KEY)
        self._model.appendRow(item)

    def _row(self, text: str) -> int:
        """The entry meant by a text: its words, its code, or the only one it is part of."""
        wanted = text.strip()
        for match in (
            lambda row: self.itemText(row) == wanted,
            lambda row: self.itemData(row, _CODE) == wanted,
            lambda row: wanted in str(self.itemData(row, _KEY)).split(),
        ):
            found = [row for row in range(self.count()) if match(row)]
            if found:
                return found[0]
        folded = wanted.casefold()
        found = [
            row
            for row in range(self.count())
            if wanted and folded in str(self.itemData(row, _KEY)).casefold()
        ]
        return found[0] if len(found) == 1 else -1

    def _typed(self, text: str) -> None:
        if not self._keyed and any("a" <= letter <= "z" for letter in text.casefold()):
            self._add_initials()
        self.edited.emit()

    def _add_initials(self) -> None:
        """Pinyin needs a large dictionary: asked for only when somebody types letters."""
        self._keyed = True
        edit = self.lineEdit()
        assert edit is not None
        typed, cursor = edit.text(), edit.cursorPosition()
        for row in range(self.count()):
            words = self.itemText(row)
            spelled = " ".join(initials(words)) if words else ""
            self.setItemData(row, f"{self.itemData(row, _KEY)} {spelled}", _KEY)
        # A box whose present entry changes writes that entry over what was just typed.
        edit.setText(typed)
        edit.setCursorPosition(cursor)

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
        """Enter and Tab in the list of matches take the chosen or first one and go on, as one key."""
        popup = self._completer.popup()
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
        if (
            watched is popup
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in keys
        ):
            code = self._meant(popup.currentIndex())
            popup.hide()
            if code is not None:
                self.set_value(code)
                self._chosen()
            self.focusNextPrevChild(True)
            return True
        return super().eventFilter(watched, event)

    def _meant(self, chosen: QModelIndex | QPersistentModelIndex) -> str | None:
        """The entry chosen with the arrows, else the one typed in full, else the first that matches."""
        if chosen.isValid():
            return str(chosen.data(_CODE))
        row = self._row(self.currentText())
        if row >= 0:
            return str(self.itemData(row, _CODE))
        first = self._completer.completionModel().index(0, 0)
        return str(first.data(_CODE)) if first.isValid() else None

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def picker(name: str, placeholder: str = "", *, short: bool = False, optional: bool = True) -> CodePicker:
    """The field for a code of one of the shipped tables."""
    codes = table(name)
    entries = [
        (code.code, code.short or code.title, code.title) if short else (code.code, code.title, code.short)
        for code in codes
    ]
    return CodePicker(entries, placeholder, optional=optional)
