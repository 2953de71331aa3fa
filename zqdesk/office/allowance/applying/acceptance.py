"""What the records say against accepting an application: its village, its household, the people in it."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.entry.values import Application
from zqdesk.office.cases.looks import on_roll
from zqdesk.office.cases.members import members_standing, of_this_town
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.problem import Problem
from zqdesk.rules.programmes import table

ARTICLE_PLACE = "《最低生活保障审核确认办法》第四条、第五条"


def standing(session: Session, case: Case, entry: Application, today: date) -> list[Problem]:
    """What keeps this household from being taken in: a village of another town, being on the roll, another
    accepted case of the programme, and whatever `members_standing` says.
    """
    return [
        *of_this_town(session, entry.village_id, today, ARTICLE_PLACE),
        *_household(session, case),
        *members_standing(session, case, entry),
    ]


def _household(session: Session, case: Case) -> Iterator[Problem]:
    there = select(RollEntry.id).where(
        RollEntry.household_id == case.household_id, RollEntry.to_month == "", on_roll.in_its_way(case)
    )
    if session.scalars(there.limit(1)).first():
        text = "本户已在册，不用重新申请；情况有变化的，请办理待遇变更或定期核查"
        yield Problem("household.on_roll", text, "members")
    others = session.scalars(
        select(Case).where(
            Case.household_id == case.household_id,
            Case.programme == case.programme,
            Case.id != case.id,
        )
    )
    for other in others:
        settling = other.state in table(other.programme, other.kind).settling
        if settling and not on_roll.beside(case, other):
            yield Problem("household.open_case", f"本户已有在办业务{other.number}", "members")
