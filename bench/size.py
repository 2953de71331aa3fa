"""How much is measured: the whole for figures, a handful in the tests, which only ask that every measure runs."""

from dataclasses import dataclass
from typing import Self

FEWER_FORMS = 20
"""A form less for so many households less than the usual number."""
A_BATCH = 50
"""So many forms are drawn in turn with their floor; never fewer."""


@dataclass(frozen=True)
class Size:
    """`days` of the reserve's year have payments; `rounds` is how often a figure and its floor are taken in turn.

    `desks` of a district exchange at once for `seconds`; a town's log grows to `acts`.
    """

    households: int = 20_000
    forms: int = 1_000
    days: int = 200
    saves: int = 150
    queries: int = 60
    rounds: int = 5
    desks: int = 100
    seconds: float = 60
    acts: int = 10_000

    @classmethod
    def of(cls, households: int) -> Self:
        """The usual size over so many households."""
        part = min(1.0, households / cls.households)
        return cls(
            households=households,
            forms=max(A_BATCH, households // FEWER_FORMS),
            desks=max(5, round(cls.desks * part)),
            seconds=max(2, cls.seconds * part),
            acts=max(2_000, round(cls.acts * part)),
        )
