"""Writing an entry into the rows of a case: what is the same stays, what differs changes, rows keep their ids."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.entry.reading import members_of
from zqdesk.office.cases.entry.rows import Part, case_values, household_values, member_values, part_values
from zqdesk.office.cases.entry.values import Application
from zqdesk.office.hall.access import found
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.office.people.division_changes import remember
from zqdesk.office.people.resolving import resolve
from zqdesk.records.register import Work
from zqdesk.records.tables.base import Row, assign
from zqdesk.records.tables.case import (
    Attachment,
    Case,
    CaseAsset,
    CaseExpense,
    CaseIncome,
    CaseMember,
    CaseSupporter,
    Material,
)
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.place import Division
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.process import Process
from zqdesk.rules.programmes import table

R = TypeVar("R", CaseIncome, CaseExpense, CaseAsset, CaseSupporter, Material)


def new_case(work: Work, entry: Application, process: Process) -> Case:
    """A draft with the household and the persons of a tidy entry, found or made."""
    persons = [resolve(work, line.person, f"members.{n}.person") for n, line in enumerate(entry.members)]
    household = _household(work, entry, persons[0])
    case = Case(
        programme=process.programme,
        kind=process.kind,
        household_id=household.id,
        applicant_id=persons[entry.applicant].id,
        clerk_id=work.actor.id,
        applied_on=entry.applied_on or work.today,
    )
    work.session.add(case)
    for position, (line, person) in enumerate(zip(entry.members, persons, strict=True)):
        work.session.add(CaseMember(case_id=case.id, person_id=person.id, **member_values(line, position)))
    work.session.flush()
    _fill(work, case, entry, persons, members_of(work.session, case.id))
    work.session.flush()
    keep_out(work, household.id)
    return case


def rewrite(work: Work, case: Case, entry: Application) -> None:
    """Bring the rows of a case to what a tidy entry says; a line is known by its key, else by its person.

    Before acceptance a line that is no longer there is deleted; afterwards its member has left.
    """
    rows = members_of(work.session, case.id)
    by_key = {row.id: row for row in rows}
    persons: list[Person] = []
    kept: list[CaseMember] = []
    for position, line in enumerate(entry.members):
        row = by_key.get(line.key)
        person = resolve(
            work,
            line.person,
            f"members.{position}.person",
            case_id=case.id,
            row_person=row.person_id if row else "",
        )
        persons.append(person)
        values = member_values(line, position) | {"person_id": person.id}
        kept.append(_line(work, case, row or _of_person(rows, person, kept), values))
    for row in rows:
        if row not in kept:
            _remove(work, case, row)
    household = found(work.session, Household, case.household_id)
    _describe(work, household, entry, persons[0])
    _fill(work, case, entry, persons, kept)
    work.session.flush()
    keep_out(work, household.id)


def _line(work: Work, case: Case, row: CaseMember | None, values: dict[str, Any]) -> CaseMember:
    if row is None:
        row = CaseMember(case_id=case.id, **values)
        work.session.add(row)
    else:
        assign(row, values)
    return row


def _of_person(rows: Sequence[CaseMember], person: Person, used: Sequence[CaseMember]) -> CaseMember | None:
    return next((row for row in rows if row.person_id == person.id and row not in used), None)


def _remove(work: Work, case: Case, row: CaseMember) -> None:
    if case.state in table(case.programme, case.kind).drafts:
        for kind in (CaseIncome, CaseExpense):
            for part in work.session.scalars(select(kind).where(kind.member_id == row.id)):
                work.session.delete(part)
        work.session.delete(row)
    else:
        row.left_on, row.left_reason = work.today, "不再列入共同生活的家庭成员"


def _household(work: Work, entry: Application, head: Person) -> Household:
    if entry.household_id:
        household = found(work.session, Household, entry.household_id)
    else:
        household = Household(head_id=head.id)
        work.session.add(household)
    _describe(work, household, entry, head)
    return household


def _describe(work: Work, household: Household, entry: Application, head: Person) -> None:
    village = work.session.get(Division, entry.village_id) if entry.village_id else None
    values = household_values(entry) | {"head_id": head.id}
    if village is not None or not entry.village_id:
        values["village_name"] = village.name if village else ""
    if household.village_id not in ("", entry.village_id) and _was_on_roll(work.session, household):
        remember(work, household, work.today)  # figures of the time before stay with the old village
    assign(household, values)


def _was_on_roll(session: Session, household: Household) -> bool:
    query = select(RollEntry.id).where(RollEntry.household_id == household.id)
    return session.scalars(query.limit(1)).first() is not None


def _fill(
    work: Work, case: Case, entry: Application, persons: Sequence[Person], rows: Sequence[CaseMember]
) -> None:
    """Everything of the case but the household and the family lines themselves."""
    values = case_values(entry)
    values["applied_on"] = entry.applied_on or case.applied_on
    values["applicant_id"] = persons[entry.applicant].id
    values["single_person_id"] = _alone(case, entry, persons)
    assign(case, values)
    for row, line in zip(rows, entry.members, strict=True):
        _parts(work, case, CaseIncome, line.incomes, member=row)
        _parts(work, case, CaseExpense, line.expenses, member=row)
    _parts(work, case, CaseAsset, entry.assets)
    _parts(work, case, CaseSupporter, entry.supporters)
    _parts(work, case, Material, entry.materials)


def _alone(case: Case, entry: Application, persons: Sequence[Person]) -> str | None:
    """Whom the case is for alone."""
    if table(case.programme, case.kind).of_person:
        return persons[entry.applicant].id
    return persons[entry.single_member].id if entry.single_reason else None


def _parts(
    work: Work, case: Case, kind: type[R], entries: Sequence[Part], member: CaseMember | None = None
) -> None:
    """Rows of one kind: each entry takes the row most like it, the rest is made or goes."""
    wanted = select(kind).where(kind.case_id == case.id)
    owner: dict[str, Any] = {"case_id": case.id}
    if member is not None and issubclass(kind, CaseIncome | CaseExpense):
        wanted = wanted.where(kind.member_id == member.id)
        owner["member_id"] = member.id
    rows = list(work.session.scalars(wanted.order_by(kind.id)))
    values = [part_values(entry) for entry in entries]
    pairs = _paired(rows, values, exact=kind is Material)
    for number, fresh in enumerate(values):
        if number in pairs:
            assign(pairs[number], fresh)
        else:
            work.session.add(kind(**owner, **fresh))
    for row in rows:
        if row not in pairs.values() and not _is_referred_to(work, row):
            work.session.delete(row)


def _paired(rows: Iterable[R], values: Sequence[dict[str, Any]], *, exact: bool) -> dict[int, R]:
    """Which row each entry takes: the same one, else one of its kind and title, of its kind, else any."""
    free = list(rows)
    pairs: dict[int, R] = {}
    # The first two fields of every part say what it is: kind and title, code and title, name and relation.
    for alike in (None, 2) if exact else (None, 2, 1, 0):
        for number, fresh in enumerate(values):
            if number in pairs:
                continue
            row = next((each for each in free if _alike(each, fresh, alike)), None)
            if row is not None:
                pairs[number] = row
                free.remove(row)
    return pairs


def _alike(row: Row, fresh: dict[str, Any], count: int | None) -> bool:
    return all(getattr(row, name) == fresh[name] for name in tuple(fresh)[:count])


def _is_referred_to(work: Work, row: Any) -> bool:
    if not isinstance(row, Material):
        return False
    scans = select(Attachment.id).where(Attachment.material_id == row.id)
    return work.session.scalars(scans.limit(1)).first() is not None
