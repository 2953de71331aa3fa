"""A roll worked out anew: what each place on it is worth under the law of each month, by the facts it rests on."""

from collections.abc import Callable, Hashable
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.rules.calendar import first_of_next_month
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.payroll.back_pay import Stand, Worth

RAISED = "standard"
"""Why an entry ended that goes on with a raised sum: nothing was decided anew, so the facts stay those before it."""
LawOf = Callable[[str], Parameters]
"""The parameters of a village as they are known on the day that counts."""


class Place(NamedTuple):
    """A household, or who is on the roll alone (`alone_id`), with its stands in the order of the months.

    `entry_id`: the last of its entries in these months. `village_id`: by which place's law it is worked out. `cases`: of
    each stand the case its facts were found in; empty where a roster says them.
    """

    home_id: str
    alone_id: str | None
    entry_id: str
    village_id: str
    stands: tuple[Stand[Hashable], ...]
    cases: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str | None]:
        return self.home_id, self.alone_id


@frozen
class Reworked:
    """The places, what their facts are worth under a law, and the same of one stand with names and trace."""

    places: tuple[Place, ...]
    worth: Callable[[Hashable, Parameters], Worth]
    explained: Callable[[Place, Stand[Hashable], Parameters], Worth]


@frozen
class Reworking:
    """How a programme's roll is worked out anew: `read` from a month to a month, of one household where its id is given;
    `keys` begin the parameters that decide its sums.
    """

    keys: tuple[str, ...]
    read: Callable[[Session, tuple[str, str], LawOf, str], Reworked]


def month_after(day: date) -> str:
    """The first month in which somebody who went on this day is not there any more."""
    return f"{first_of_next_month(day):%Y-%m}"
