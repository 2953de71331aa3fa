"""Bringing a checked roster in, and taking it back while nothing was built on it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.colleagues import colleague
from zqdesk.office.hall.setup import hall
from zqdesk.office.people import guards
from zqdesk.office.people.roster.import_traces import traces
from zqdesk.office.people.roster.reading import ADVICE_DEAD, own_household
from zqdesk.office.people.roster.values import Context, Progress, RosterHousehold, RosterMember
from zqdesk.records import parameters as dated
from zqdesk.records.register import Work
from zqdesk.records.tables.base import New, new
from zqdesk.records.tables.household import Household, ImportBatch, Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.place import Division
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.calendar import add_months
from zqdesk.rules.codes import CodeTable
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role

TELL_EVERY = 200
Known = dict[str, Person | New]
"""By ID number who is known: from before, or from this roster."""


@frozen
class Source:
    """Which file the rows came from; `digest` is the SHA-256 of its bytes."""

    file_name: str
    digest: str


def context(session: Session, today: date, relations: CodeTable, account_id: str = "") -> Context:
    """What a roster is checked against: the villages of the day, who is known already, who brings it in."""
    villages = session.execute(
        select(Division.name, Division.id)
        .where(func.length(Division.id) == 12, Division.valid_from <= today)
        .where(or_(Division.valid_to.is_(None), Division.valid_to >= today))
    )
    return Context(
        today=today,
        from_month=f"{today:%Y-%m}",
        villages={row.name: row.id for row in villages},
        relations=relations,
        known=guards.known_by_number(session),
        standards=_standards(session, today),
        importer=colleague(session, account_id) if account_id else None,
    )


def _standards(session: Session, today: date) -> dict[str, int]:
    known = dated.parameters(session, dated.scopes(hall(session).town_id), today, today)
    return {kind: known.number(f"standard.{kind}") for kind in ("urban", "rural")}


def batches(session: Session) -> list[ImportBatch]:
    """All imports, the newest first."""
    return list(session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc())))


def import_roster(
    work: Work, households: Sequence[RosterHousehold], source: Source, progress: Progress | None = None
) -> str:
    """Put the chosen households on the roll as one act; returns the batch id.

    Refused as a whole if any of them has a problem or an unanswered question, if the guards stop one of their people by now, or the file was imported before.
    """
    require(work, Role.CLERK)
    refuse_if([said.problem for household in households for said in household.problems])
    refuse_if([each.problem for one in households if not one.is_ready for each in one.questions])
    if not households:
        raise Refused(Problem("import.nothing", "没有选中任何一户。", "rows"))
    refuse_if(list(_imported_before(work.session, households, source)))
    refuse_if(list(_stopped_by_now(work.session, households)))
    refuse_if(list(_own_family(work, households)))
    batch = ImportBatch(
        file_name=source.file_name,
        digest=source.digest,
        household_count=len(households),
        person_count=sum(len(household.members) for household in households),
        imported_on=work.today,
    )
    work.session.add(batch)
    known: Known = dict(_known_persons(work.session, households))
    months = _review_months(work)
    rows: list[New] = []
    for number, household in enumerate(households):
        if progress and number % TELL_EVERY == 0:
            progress(number, len(households))
        review_by = next_anniversary(household.from_month, months, work.today)
        rows += _rows(household, batch.id, known, review_by)
    work.add_many(rows)
    answered = sum(1 for household in households if household.questions)
    asked = f"，其中 {answered} 户有疑问，已核对" if answered else ""
    work.note(f"导入名册“{source.file_name}”：{batch.household_count} 户 {batch.person_count} 人{asked}")
    return batch.id


def revert_import(work: Work, batch_id: str, reason: str) -> None:
    """Take a whole import back. Refused once anything was built on it (`import_traces`)."""
    require(work, Role.CLERK)
    session = work.session
    batch = found(session, ImportBatch, batch_id)
    if batch.reverted_on:
        raise Refused(Problem("import.reverted", "这次导入已经撤销过了。"))
    if not reason.strip():
        raise Refused(Problem("import.reason", "请写明撤销导入的原因。", "reason"))
    refuse_if(list(traces(session, batch_id)))
    households = select(Household.id).where(Household.batch_id == batch_id)
    for rows in (
        session.scalars(select(RollEntry).where(RollEntry.batch_id == batch_id)),
        session.scalars(select(Membership).where(Membership.household_id.in_(households))),
        session.scalars(select(Household).where(Household.batch_id == batch_id)),
        session.scalars(select(Person).where(Person.batch_id == batch_id)),
    ):
        for row in rows.all():
            session.delete(row)
        session.flush()
    batch.reverted_on = work.today
    work.note(f"撤销导入“{batch.file_name}”：{reason.strip()}")


def _imported_before(
    session: Session, households: Sequence[RosterHousehold], source: Source
) -> Iterator[Problem]:
    """Households that came in from the very same file; those that were left out then may follow."""
    now = {household.head.id_number for household in households} - {""}
    before = select(ImportBatch.imported_on, Person.id_number).where(
        ImportBatch.digest == source.digest, ImportBatch.reverted_on.is_(None)
    )
    heads = before.join(Household, Household.batch_id == ImportBatch.id).join(
        Person, Person.id == Household.head_id
    )
    for day, number in session.execute(heads):
        if number in now:
            text = f"同一个文件已在{chinese_day(day)}导入过。"
            yield Problem("import.repeated", text, "file")
            return


def _stopped_by_now(session: Session, households: Sequence[RosterHousehold]) -> Iterator[Problem]:
    known = guards.known_by_number(session)
    for member in (member for household in households for member in household.members):
        if member.id_number in known:
            found = guards.guard(known[member.id_number], member.name, "", ADVICE_DEAD)
            yield from (replace(each, field="rows") for each in found)


def _own_family(work: Work, households: Sequence[RosterHousehold]) -> Iterator[Problem]:
    """Nobody puts their own family on the roll."""
    me = colleague(work.session, work.actor.id)
    for household in households:
        problem = own_household(me, household.members)
        if problem is not None:
            yield replace(problem, field="rows")


def _known_persons(session: Session, households: Sequence[RosterHousehold]) -> dict[str, Person]:
    numbers = {member.id_number for household in households for member in household.members} - {""}
    known = session.execute(select(Person.id_number, Person.id).where(Person.id_number != ""))
    ids = [row_id for number, row_id in known if number in numbers]
    persons: dict[str, Person] = {}
    for start in range(0, len(ids), 500):
        some = session.scalars(select(Person).where(Person.id.in_(ids[start : start + 500])))
        persons.update((person.id_number, person) for person in some)
    return persons


def next_anniversary(from_month: str, months: int, today: date) -> date:
    """When a household of an old roll is to be reviewed next: every `months` months from its first month on."""
    due = date(int(from_month[:4]), int(from_month[5:]), 1)
    while due <= today:
        due = add_months(due, months)
    return due


def _review_months(work: Work) -> int:
    scopes = dated.scopes(hall(work.session).town_id)
    return dated.parameters(work.session, scopes, work.today, work.today).number("review.stable.months")


def _rows(entry: RosterHousehold, batch_id: str, known: Known, review_by: date) -> Iterator[New]:
    """The new rows of a household on the roll; whom the hall knows already stays, and is known from now on otherwise."""
    ids: list[str] = []
    for member in entry.members:
        person = known.get(member.id_number)
        if person is None:
            person = _person(member, batch_id)
            yield person
            if member.id_number:
                known[member.id_number] = person
        if not ids:
            _reached_by(person, entry.phone)
        ids.append(person.id)
    household = new(
        Household,
        head_id=ids[0],
        village_id=entry.village_id,
        village_name=entry.village_name,
        standard_kind=entry.standard_kind,
        address=entry.address,
        phone=entry.phone,
        bank_name=entry.bank_name,
        account_name=entry.account_name,
        account_number=entry.account_number,
        registered_poor=entry.registered_poor,
        batch_id=batch_id,
    )
    yield household
    for person_id, member in zip(ids, entry.members, strict=True):
        yield new(Membership, household_id=household.id, person_id=person_id, relation=member.relation)
    yield new(
        RollEntry,
        household_id=household.id,
        batch_id=batch_id,
        standard_kind=entry.standard_kind,
        village_id=entry.village_id,
        from_month=entry.from_month,
        allowance_fen=entry.allowance_fen,
        uplift_fen=entry.uplift_fen,
        person_count=entry.person_count,
        certificate_number=entry.certificate_number,
        review_by=review_by,
    )


def _person(member: RosterMember, batch_id: str) -> New:
    return new(
        Person,
        name=member.name,
        id_number=member.id_number,
        sex=member.sex,
        born_on=member.born_on,
        phone=member.phone,
        batch_id=batch_id,
    )


def _reached_by(head: Person | New, phone: str) -> None:
    """The household's number is its head's too, where the head has none."""
    if isinstance(head, Person):
        head.phone = head.phone or phone
    else:
        head.values["phone"] = head.values["phone"] or phone
