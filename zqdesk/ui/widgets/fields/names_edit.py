"""The field for several people's names."""

import re
from typing import Any

from zqdesk.rules.people.names import normalise_name
from zqdesk.ui.widgets.fields.text_edit import TextEdit

_BETWEEN = re.compile(r"[、，,;；/\s]+")


class NamesEdit(TextEdit):
    """Names with 、 or a blank between them; kept as a tuple."""

    empty: Any = ()

    def read(self, text: str) -> tuple[str, ...]:
        return tuple(normalise_name(name) for name in _BETWEEN.split(text.strip()) if name)

    def shown(self, value: Any) -> str:
        return "、".join(value or ())
