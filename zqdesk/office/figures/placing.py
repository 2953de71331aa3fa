"""Where a household lived on a day: divisions change, and an old period keeps the old names."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.figures import Item
from zqdesk.office.cases.looks.listing import plain_rows
from zqdesk.office.hall.setup import hall
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.place import Division, FormerVillage

Place = tuple[str, str]
"""Code and name of a village."""


@frozen
class Places:
    """The village of each household on one day; who has none there (money of no household) keeps what stands."""

    by_household: Mapping[str, Place]

    def placed(self, item: Item) -> Item:
        place = self.by_household.get(item.household_id)
        if place is None or place == (item.village_id, item.village_name):
            return item
        return item._replace(village_id=place[0], village_name=place[1])


def places(session: Session, day: date) -> Places:
    """The villages as they were on a day: the present ones, but for households whose village was another one then."""
    query = select(Household.id, Household.village_id, Household.village_name)
    found: dict[str, Place] = {home: (code, name) for home, code, name in plain_rows(session, query)}
    former = (
        select(FormerVillage)
        .where(FormerVillage.until_on >= day)
        .order_by(FormerVillage.until_on.desc(), FormerVillage.id.desc())
    )
    for row in session.scalars(former):  # the earliest that still held on the day is written last
        found[row.household_id] = (row.village_id, row.village_name)
    return Places(found)


def town_on(session: Session, day: date) -> str:
    """What the town was called on a day."""
    here = hall(session)
    name, code = here.town_name, here.town_id
    while True:
        earlier = session.scalars(
            select(Division).where(Division.successor_id == code, Division.valid_to >= day)
        ).first()
        if earlier is None:
            return name
        name, code = earlier.name, earlier.id
