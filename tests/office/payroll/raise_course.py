"""A raise as a hall meets it: households on the roll since December 2026, a standard published in May 2027 from January."""

from dataclasses import replace
from datetime import date

from tests import town
from tests.office.course import FOUR, Course
from tests.office.family import id_number, member, with_papers
from zqdesk.office.cases.entry.values import Application
from zqdesk.office.payroll.back_pay import raising
from zqdesk.office.payroll.back_pay.raising import Asked, Preview
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.household import Household, ImportBatch
from zqdesk.records.tables.place import ParameterRow
from zqdesk.records.tables.steps import RollEntry

PUBLISHED, TODAY = date(2027, 5, 10), date(2027, 5, 20)
_NUMBERS = "零一二三四五六七八九"
ASKED = Asked("allowance", "2027-01", "2027-05", TODAY)


def publish(
    register: Register,
    key: str = "standard.rural",
    value: object = 85_000,
    published: date = PUBLISHED,
    since: date = date(2027, 1, 1),
) -> None:
    """What the district publishes on a day, with effect from another."""

    def act(work: Work) -> None:
        work.session.add(
            ParameterRow(
                key=key,
                scope="370114",
                valid_from=since,
                published_on=published,
                value=value,
                source="章民〔2027〕8号",
                title="农村低保标准",
                unit="分/人/月",
            )
        )

    register.do(act)


def alone(place: int) -> Application:
    """One person with nothing, of this number."""
    name = f"𬭎{'一二三四五六七八九'[place - 1]}某"
    head = member(name, id_number(date(1975, 1, 1), 200 + place), "02", work_ability="03")
    return with_papers(
        replace(
            FOUR, members=(head,), supporters=(), address=f"{place}号", account_name=name, reason="无收入"
        )
    )


def rostered(
    register: Register, name: str, fen: int, *, uplift: int = 0, persons: int = 1, since: str = "2026-10"
) -> str:
    """A household that came with a roster in November; returns its entry's id."""

    def act(work: Work) -> str:
        batch = ImportBatch(
            file_name="名册.xlsx",
            digest=name,
            household_count=1,
            person_count=persons,
            imported_on=date(2026, 11, 5),
        )
        work.session.add(batch)
        household = town.add_household(work, name)
        entry = RollEntry(
            household_id=household.id, batch_id=batch.id, from_month=since, allowance_fen=fen, uplift_fen=uplift,
            person_count=persons, standard_kind="rural", village_id="370114001201",
        )  # fmt: skip
        work.session.add(entry)
        return entry.id

    return register.do(act).result


def previewed(course: Course, asked: Asked = ASKED) -> Preview:
    return course.register.read(raising.preview, asked)


def owed(found: Preview) -> dict[str, dict[str, float]]:
    """By name, the months that are owed something, in yuan."""
    return {
        found.names[each.place.key].name: {
            line.month: line.owed_fen / 100 for line in each.months if line.owed_fen
        }
        for each in found.owed
    }


def moved_into_town(register: Register, household_id: str) -> None:
    """The household lives by the urban standard from now on."""

    def act(work: Work) -> None:
        work.session.get_one(Household, household_id).standard_kind = "urban"

    register.do(act)
