"""How much is measured: the whole for figures, a handful in the tests, which only ask that every measure runs."""

from dataclasses import dataclass
from typing import Self

FEWER_FORMS = 20
"""A form less for so many households less than the usual number."""
A_BATCH = 50
"""So many forms are drawn in turn with their floor; never fewer."""


@dataclass(frozen=True)
class Size:
    """`days` of the reserve's year have payments; `rounds` is how often a figure and its floor are taken in turn."""

    households: int = 20_000
    forms: int = 1_000
    days: int = 200
    saves: int = 150
    queries: int = 60
    rounds: int = 5

    @classmethod
    def of(cls, households: int) -> Self:
        """The usual size over so many households."""
        return cls(households=households, forms=max(A_BATCH, households // FEWER_FORMS))
