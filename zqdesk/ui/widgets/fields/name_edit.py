"""The field for a person's name: any character, the dot of minority names written one way."""

from PySide6.QtCore import Qt

from zqdesk.rules.people.names import normalise_name
from zqdesk.ui.widgets.fields.text_edit import TextEdit


class NameEdit(TextEdit):
    """Dot variants and stray blanks are put right on leaving the field, never while an input method composes."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhPreferUppercase | Qt.InputMethodHint.ImhNoPredictiveText
        )

    def read(self, text: str) -> str:
        return normalise_name(text)
