"""Values that are kept by a name and said in words."""

from enum import StrEnum
from typing import Self


class Worded(StrEnum):
    """One of a few values, each beside its words: `MONTH = "month", "月发放"`."""

    words: str

    def __new__(cls, value: str, words: str = "") -> Self:
        self = str.__new__(cls, value)
        self._value_ = value
        self.words = words
        return self

    @classmethod
    def choices(cls) -> dict[str, str]:
        """The words by value, in the order they stand in."""
        return {each: each.words for each in cls}
