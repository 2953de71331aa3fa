"""A roll worked out anew: what each place on it is worth under the law of each month, by the facts it rests on."""

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.calendar import first_of_next_month
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.payroll.back_pay import Stand, Worth

RAISED = "standard"
"""Why an entry ended that goes on with a raised sum: nothing was decided anew, so the facts stay those before it."""
LawOf = Callable[[str], Parameters]
"""The parameters of a village as they are known on the day that counts."""
STANDARD = func.coalesce(func.nullif(RollEntry.standard_kind, ""), Household.standard_kind)
VILLAGE = func.coalesce(func.nullif(RollEntry.village_id, ""), Household.village_id)
"""By which standard and whose law an entry's sum was fixed; of one from before that was kept, the household's of today."""


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


def entries_of(programme: str, *own: Any) -> Select[*tuple[Any, ...]]:
    """A programme's roll, place by place in the order of the months: id, household, who is alone, case, from and to
    month, allowance, uplift, standard, village; then what only the programme asks.
    """
    return (
        select(
            RollEntry.id,
            RollEntry.household_id,
            RollEntry.person_id,
            func.coalesce(RollEntry.case_id, ""),
            RollEntry.from_month,
            RollEntry.to_month,
            RollEntry.allowance_fen,
            RollEntry.uplift_fen,
            STANDARD,
            VILLAGE,
            *own,
        )
        .join(Household, Household.id == RollEntry.household_id)
        .where(RollEntry.programme == programme)
        .order_by(RollEntry.household_id, RollEntry.person_id, RollEntry.from_month, RollEntry.id)
    )


def month_after(day: date) -> str:
    """The first month in which somebody who went on this day is not there any more."""
    return f"{first_of_next_month(day):%Y-%m}"
