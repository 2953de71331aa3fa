"""The warning of a second payment: what looks as if the same family had been paid already."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from zqdesk.office.hall.parameters import parameters_on
from zqdesk.office.reserve.ledger.standing import reversed_entries, standing_fen
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.reserve import Disbursement, Entry
from zqdesk.rules.calendar import add_months
from zqdesk.rules.money import format_yuan
from zqdesk.rules.people.identity import mask_id

MOST = 12


def paid_already(session: Session, case: Case, household: Household, today: date) -> list[str]:
    """What looks as if the same family had been paid already: in other cases of the last months, here today."""
    since = add_months(today, -parameters_on(session, today).number("relief.repeat_months"))
    elsewhere = and_(
        Disbursement.case_id != case.id,
        Entry.booked_on >= since,
        _same_people(session, case, household),
    )
    rows = session.execute(
        select(Disbursement, Entry.booked_on)
        .join(Entry, Entry.id == Disbursement.entry_id)
        .where(or_(elsewhere, and_(Disbursement.case_id == case.id, Entry.booked_on == today)))
        .where(Entry.id.not_in(reversed_entries()))
        .order_by(Entry.booked_on.desc(), Entry.serial.desc())
        .limit(MOST)
    )
    standing = ((paid, booked_on, standing_fen(session, paid)) for paid, booked_on in rows)
    return [_sentence(case, paid, booked_on, fen) for paid, booked_on, fen in standing if fen]


def _same_people(session: Session, case: Case, household: Household) -> ColumnElement[bool]:
    """Paid to somebody of this family, by ID number, phone or account; by name where a number is not known."""
    people = session.scalars(
        select(Person)
        .join(CaseMember, CaseMember.person_id == Person.id)
        .where(CaseMember.case_id == case.id, CaseMember.left_on.is_(None))
    ).all()
    numbers = {person.id_number for person in people} - {""}
    phones = {household.phone, *(person.phone for person in people)} - {""}
    accounts = {household.account_number} - {""}
    unnumbered = {person.name for person in people if not person.id_number}
    return or_(
        Disbursement.payee_id_number.in_(numbers),
        Disbursement.proxy_id_number.in_(numbers),
        Disbursement.payee_phone.in_(phones),
        Disbursement.proxy_phone.in_(phones),
        Disbursement.account_number.in_(accounts),
        Disbursement.payee_name.in_(unnumbered),
        and_(
            Disbursement.payee_id_number == "",
            Disbursement.payee_name.in_({person.name for person in people}),
        ),
    )


def _sentence(case: Case, paid: Disbursement, booked_on: date, standing: int) -> str:
    where = "今天已在本案" if paid.case_id == case.id else f"{booked_on} 已"
    proxy = f"、代领人{paid.proxy_name}" if paid.proxy_name else ""
    return (
        f"{where}向{paid.payee_name}（{mask_id(paid.payee_id_number) or '无证件号'}{proxy}）发放"
        f"{format_yuan(standing)}元，领款单{paid.receipt_number}"
    )
