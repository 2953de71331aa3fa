"""The field for a village of the town."""

from collections.abc import Iterable

from zqdesk.ui.widgets.code_picker import CodePicker


class PlacePicker(CodePicker):
    """Villages by code, name or pinyin initials, in the order of their codes."""

    def __init__(self, villages: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(sorted(villages), "村（居）")
