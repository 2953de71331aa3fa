"""Families of one village that apply on the same day, brought together to where a batch begins."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tests.office.course import ACCEPTED_ON, FOUR, Course
from tests.office.family import id_number, member, with_papers
from zqdesk.office.cases.entry.values import Application, IncomeEntry

EAST, WEST = "370114001201", "370114001202"
NAMES = ("张某", "𬭎某某", "李𠅤某", "阿卜杜热合曼·买买提依明·吐尔逊", "欧阳某某", "王某", "赵某")
"""Long names and rare characters among them."""


def family(place: int, *, village_id: str = EAST, name: str = "") -> Application:
    """The family at this place: one old person with a small pension and nobody else."""
    head = member(
        name or NAMES[place % len(NAMES)],
        id_number(date(1950, 1, 1), 100 + place),
        "02",
        work_ability="03",
        incomes=(IncomeEntry("transfer.pension", "养老金", 20_800),),
    )
    alone = replace(
        FOUR, members=(head,), supporters=(), village_id=village_id, address=f"{place}号", account_name=""
    )
    return with_papers(replace(alone, account_name=head.person.name))


def agreed(course: Course, families: Sequence[Application], on: date = ACCEPTED_ON) -> list[str]:
    """All accepted on the day, all verified and agreed to a week later."""
    cases = [course.accepted(entry, on) for entry in families]
    course.clock.forward(days=7)
    for case_id in cases:
        course.checked(case_id)
        course.visited(case_id)
        course.give_opinion(case_id)
    return cases


def village(course: Course, count: int, *, village_id: str = EAST) -> list[str]:
    """So many families of one village whose opinion is given."""
    return agreed(course, [family(place, village_id=village_id) for place in range(count)])
