"""The household behind a relief case: taken as it is known, and left to 低保 where that settles who it is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.entry.values import Application, MemberEntry
from zqdesk.office.cases.members import settle_members
from zqdesk.office.hall import setup
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.office.relief.entries import Emergency
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.problem import Problem
from zqdesk.rules.programmes import table
from zqdesk.rules.relief.amount import EXPENDITURE

HELD_FIELDS = (
    "village_id",
    "standard_kind",
    "standard_reason",
    "bank_name",
    "account_name",
    "account_number",
)
"""What an allowance is worked out by and paid to."""


def with_emergency(
    session: Session, family: Application, entry: Emergency, person_id: str = ""
) -> Application:
    """The family with the person of the emergency as applicant; what was typed is kept, the rest stays.

    Where the hall knows the household from anything but relief, its village and address stay too: an
    emergency is told where it happened, and `with_place` keeps that.
    """
    meant = person_id or entry.person_id
    lines, place = _line_of(family, meant)
    before = lines[place].person
    person = replace(
        before,
        name=entry.name or before.name,
        id_number=entry.id_number or before.id_number,
        phone=entry.phone or before.phone,
        sex=entry.sex or before.sex,
    )
    lines[place] = replace(lines[place], person=person)
    fixed = is_settled(session, family.household_id)
    return replace(
        family,
        members=tuple(lines),
        applicant=place,
        village_id=(fixed and family.village_id) or entry.village_id or family.village_id,
        standard_kind=family.standard_kind if fixed else entry.standard_kind,
        standard_reason=family.standard_reason if fixed else entry.standard_reason,
        address=(fixed and family.address) or entry.address or family.address,
        phone=family.phone or entry.phone,
        reason=entry.situation,
    )


def _line_of(family: Application, meant: str) -> tuple[list[MemberEntry], int]:
    """The family's lines and the place of the person meant, who is added where nobody fits."""
    lines = list(family.members)
    place = next((n for n, line in enumerate(lines) if meant and line.person.person_id == meant), None)
    if place is None and not meant and family.applicant < len(lines):
        place = family.applicant
    if place is None:
        relation = "99" if lines else "01"
        lines.append(MemberEntry(person=PersonEntry(person_id=meant), relation=relation))
        place = len(lines) - 1
    return lines, place


def with_place(session: Session, entry: Emergency, family: Application, today: date) -> Emergency:
    """An emergency away from home keeps its place in words, unless they were typed."""
    if entry.place.strip():
        return entry
    village = next((v.name for v in setup.villages(session, today) if v.id == entry.village_id), "")
    words = [village] if entry.village_id != family.village_id else []
    if entry.address.strip() and entry.address.strip() != family.address:
        words.append(entry.address.strip())
    return replace(entry, place="".join(words))


def undisturbed(session: Session, family: Application, household_id: str) -> Application:
    """An application for relief changes nothing an allowance of the household rests on."""
    household = session.get(Household, household_id) if household_id else None
    if household is None or not _allowance_holds(session, household.id):
        return family
    kept = {name: value for name in HELD_FIELDS if (value := getattr(household, name))}
    return replace(family, **kept)


def settle(work: Work, case: Case) -> None:
    """The household becomes what the case says of it, unless an allowance settles that."""
    if not _allowance_holds(work.session, case.household_id):
        settle_members(work, case)


def undecided(session: Session, case: Case) -> Iterator[Problem]:
    """Another application for relief of the same household that nobody decided yet."""
    others = session.scalars(
        select(Case).where(
            Case.household_id == case.household_id,
            Case.programme == "relief",
            Case.kind == EXPENDITURE,
            Case.id != case.id,
        )
    )
    for other in others:
        if other.state in table(other.programme, other.kind).settling:
            text = f"本户的临时救助申请{other.number}还没有办结，请在那一件中办理"
            yield Problem("household.open_case", text, "members")


def is_settled(session: Session, household_id: str) -> bool:
    """Whether the hall knows the household otherwise than by relief: its people live in it, or it has a case."""
    if not household_id:
        return False
    members = select(Membership.id).where(Membership.household_id == household_id)
    cases = select(Case.id).where(Case.household_id == household_id, Case.programme != "relief")
    return any(session.scalars(query.limit(1)).first() for query in (members, cases))


def _allowance_holds(session: Session, household_id: str) -> bool:
    """Whether the household is on the roll, or has a case of the allowance that settles its family."""
    on_roll = select(RollEntry.id).where(RollEntry.household_id == household_id, RollEntry.to_month == "")
    if session.scalars(on_roll.limit(1)).first():
        return True
    cases = session.scalars(select(Case).where(Case.household_id == household_id, Case.programme != "relief"))
    return any(case.state in table(case.programme, case.kind).settling for case in cases)
