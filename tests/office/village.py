"""Families of one village that apply on the same day, brought together to where a batch begins."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from tests.office.course import ACCEPTED_ON, FOUR, Course
from tests.office.family import id_number, member, with_papers
from tests.papers.readback import page_count
from zqdesk.office.cases.acts.notice_sheets import (
    SheetPosting,
    case_ids_of,
    make_notice_sheet,
    post_notice_sheet,
)
from zqdesk.office.cases.entry.values import Application, IncomeEntry
from zqdesk.office.cases.letters import printouts
from zqdesk.papers import catalogue
from zqdesk.records.tables.steps import NoticeSheet, RollEntry

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


def printed(course: Course, cases: Sequence[str]) -> str:
    """One sheet for all of them, as the window prints it; returns its id."""
    sheet_id = course.register.do(make_notice_sheet, cases).result
    kind = course.register.read(lambda session: session.get_one(NoticeSheet, sheet_id).kind)
    reserved = course.register.do(printouts.reserve_number, "", kind, sheet_id).result
    order = course.register.read(case_ids_of, sheet_id)
    content = catalogue.together(
        kind, [course.dossier(case_id) for case_id in order], reserved.number, reserved.sheet_code
    )
    drawn = catalogue.draw(kind, content)
    course.register.do(
        printouts.issue_paper,
        "",
        kind,
        catalogue.to_record(content),
        digest=hashlib.sha256(drawn).hexdigest(),
        page_count=page_count(drawn),
        subject_id=sheet_id,
    )
    return sheet_id


def posted(course: Course, cases: Sequence[str]) -> str:
    """One sheet for all of them that hangs since today; returns its id."""
    sheet_id = printed(course, cases)
    course.register.do(post_notice_sheet, sheet_id, SheetPosting("村务公开栏", course.today, "王小某"))
    return sheet_id


def village(course: Course, count: int, *, village_id: str = EAST) -> list[str]:
    """So many families of one village whose opinion is given."""
    return agreed(course, [family(place, village_id=village_id) for place in range(count)])


def on_roll(course: Course, families: Sequence[Application]) -> list[str]:
    """All taken the whole way to the roll; the ids of their entries, in the order of the families."""
    cases = agreed(course, families)
    for case_id in cases:
        course.post(case_id)
    for case_id in cases:
        course.close(case_id)
    for case_id in cases:
        course.confirm(case_id)
        course.deliver(case_id)
    entries = course.register.read(lambda session: session.scalars(select(RollEntry)).all())
    entry_of = {entry.case_id: entry.id for entry in entries}
    return [entry_of[case_id] for case_id in cases]
