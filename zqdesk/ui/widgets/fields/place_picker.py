"""The field for a village of the town."""

from collections.abc import Iterable

from zqdesk.ui.widgets.fields.code_picker import CodePicker, on_paper


class PlacePicker(CodePicker):
    """Villages by code, name or pinyin, in the order of their codes."""

    def __init__(self, villages: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(villages, "村（居）", names=True)

    def set_entries(self, entries: Iterable[tuple[str, ...]]) -> None:
        super().set_entries((code, *words, *on_paper(code)) for code, *words in sorted(entries))
