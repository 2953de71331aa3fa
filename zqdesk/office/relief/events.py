"""The events behind the relief cases on file, each with everything by which it may be known again."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.relief import Helped, Relief
from zqdesk.records.tables.reserve import Disbursement, Entry
from zqdesk.rules.people.addresses import address_key
from zqdesk.rules.people.names import name_key
from zqdesk.rules.relief.event import Event

EMPTY = frozenset({""})


def events_of(session: Session, case_ids: Sequence[str]) -> dict[str, Event]:
    """By case."""
    rows = session.execute(
        select(Case, Relief, Household)
        .join(Relief, Relief.case_id == Case.id)
        .join(Household, Household.id == Case.household_id)
        .where(Case.id.in_(case_ids))
    )
    people, paid = _people(session, case_ids), _paid(session, case_ids)
    helped = _helped(session, case_ids)
    return {
        case.id: _event(case, relief, home, [*people[case.id], *helped[case.id]], paid[case.id])
        for case, relief, home in rows
    }


def _event(
    case: Case,
    relief: Relief,
    home: Household,
    people: Sequence[Person | Helped],
    paid: Sequence[Disbursement],
) -> Event:
    """Those affected are of the case, or named by it; who was paid, and who signed, may be somebody else."""
    known = [each for each in people if isinstance(each, Person)]
    phones = {home.phone, case.proxy_phone, *(each.phone for each in known)}
    for each in paid:
        phones |= {each.payee_phone, each.proxy_phone}
    payees = {(name_key(each.payee_name), each.payee_id_number) for each in paid}
    return Event(
        cause=relief.cause,
        happened_on=relief.happened_on,
        told_on=case.applied_on,
        village_id=home.village_id,
        house=address_key(home.address, home.village_name),
        place=address_key(relief.place, home.village_name),
        household_id=home.id,
        person_ids=frozenset(each.id for each in known),
        people=frozenset({(name_key(each.name), each.id_number) for each in people} | payees),
        numbers=frozenset({each.id_number for each in people} | {number for _, number in payees}) - EMPTY,
        proxies=frozenset({case.proxy_id_number, *(each.proxy_id_number for each in paid)}) - EMPTY,
        phones=frozenset(phones) - EMPTY,
        accounts=frozenset({home.account_number, *(each.account_number for each in paid)}) - EMPTY,
    )


def _people(session: Session, case_ids: Sequence[str]) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = defaultdict(list)
    rows = session.execute(
        select(CaseMember.case_id, Person)
        .join(Person, Person.id == CaseMember.person_id)
        .where(CaseMember.case_id.in_(case_ids))
    )
    for case_id, person in rows:
        found[case_id].append(person)
    return found


def _helped(session: Session, case_ids: Sequence[str]) -> dict[str, list[Helped]]:
    """Those named beside the applicant."""
    found: dict[str, list[Helped]] = defaultdict(list)
    for row in session.scalars(select(Helped).where(Helped.case_id.in_(case_ids))):
        found[row.case_id].append(row)
    return found


def _paid(session: Session, case_ids: Sequence[str]) -> dict[str, list[Disbursement]]:
    """Payments that were not reversed."""
    found: dict[str, list[Disbursement]] = defaultdict(list)
    reversals = select(Entry.reverses_id).where(Entry.reverses_id.is_not(None))
    query = select(Disbursement).where(
        Disbursement.case_id.in_(case_ids), Disbursement.entry_id.not_in(reversals)
    )
    for row in session.scalars(query):
        found[row.case_id].append(row)
    return found
