"""What the cashier sees before paying a case: who, how much, out of what, and what speaks against it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.letters.addressee import addressee_of
from zqdesk.office.hall.access import found
from zqdesk.office.hall.colleagues import colleague
from zqdesk.office.relief.applying.checks import grant_of, relief_of, unpaid_fen
from zqdesk.office.relief.payments.hands import SEES
from zqdesk.office.relief.payments.paid_twice import paid_already
from zqdesk.office.reserve.cash.tills import own_float
from zqdesk.office.reserve.ledger.journal import balance, till_account
from zqdesk.office.reserve.ledger.standing import paid_of_stage, standing_fen
from zqdesk.office.reserve.paying.payment_entry import CASH, GOODS, TRANSFER, Payment
from zqdesk.records.register import CHINA
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.relief import GrantStage
from zqdesk.records.tables.reserve import Disbursement, Entry
from zqdesk.records.tables.staff import Account
from zqdesk.rules.money import format_yuan
from zqdesk.rules.process import Role
from zqdesk.rules.relief.amount import CAUSES, KIND_TITLES
from zqdesk.rules.reserve import BANK

"""The newest are enough to look into."""


@frozen
class Made:
    """A payment made on the case: its receipt, and whether it was reversed."""

    disbursement_id: str
    entry_id: str
    receipt_number: str
    paid_on: date
    amount_fen: int
    standing_fen: int
    by_id: str


@frozen
class StageChoice:
    """A stage with what is left of it."""

    stage_id: str
    words: str
    left_fen: int
    is_due: bool


@frozen
class Proposal:
    """A payment filled in as far as the records go, and all that is shown beside it; sums in fen.

    `float_fen` is None where this person holds no float at this desk.
    """

    payment: Payment
    case_number: str
    title: str
    granted_fen: int
    unpaid_fen: int
    agreed: str
    help_first: bool
    float_fen: int | None
    bank_fen: int
    stages: tuple[StageChoice, ...]
    family: tuple[tuple[str, str], ...]
    staff: tuple[str, ...]
    warnings: tuple[str, ...]
    made: tuple[Made, ...]


def proposal(session: Session, case_id: str, actor_id: str, desk_id: str, today: date) -> Proposal:
    """What is to be paid on a case now; refused where the case is gone."""
    case = found(session, Case, case_id)
    relief, grant = relief_of(session, case_id), grant_of(session, case_id)
    applicant = session.get_one(Person, case.applicant_id)
    payee = addressee_of(session, case, today).person_id  # never the dead, and for a child who brought it up
    person = session.get_one(Person, payee) if payee else applicant
    household = session.get_one(Household, case.household_id)
    till = own_float(session, actor_id, desk_id)
    left = unpaid_fen(session, grant) if grant else 0
    stages = _stages(session, grant.id if grant else "", today)
    due = next((stage for stage in stages if stage.is_due and stage.left_fen), None)
    agreed = grant.agreed_at.astimezone(CHINA) if grant else None
    return Proposal(
        payment=Payment(
            amount_fen=min(left, due.left_fen) if due else 0 if stages else left,
            way=relief.form if relief.form in (CASH, TRANSFER, GOODS) else CASH,
            stage_id=due.stage_id if due else "",
            payee_name=person.name,
            payee_id_number=person.id_number,
            payee_phone=person.phone or household.phone,
            bank_name=household.bank_name,
            account_name=household.account_name or person.name,
            account_number=household.account_number,
            goods=relief.goods,
        ),
        case_number=case.number,
        title=f"{applicant.name} 户 · {KIND_TITLES[case.kind]} · {CAUSES.get(relief.cause, '')}",
        granted_fen=grant.amount_fen if grant else 0,
        unpaid_fen=left,
        agreed=f"{grant.agreed_by_name} {agreed:%Y-%m-%d %H:%M}" if grant and agreed else "",
        help_first=bool(grant and grant.help_first),
        float_fen=balance(session, till_account(till.id)) if till else None,
        bank_fen=balance(session, BANK),
        stages=stages,
        family=_family(session, case_id),
        staff=_staff(session, actor_id),
        warnings=tuple(paid_already(session, case, today)),
        made=_made(session, case_id),
    )


def _stages(session: Session, grant_id: str, today: date) -> tuple[StageChoice, ...]:
    rows = session.scalars(
        select(GrantStage).where(GrantStage.grant_id == grant_id).order_by(GrantStage.position)
    )
    return tuple(
        StageChoice(
            row.id,
            f"第{row.position}期 {format_yuan(row.amount_fen)} 元（{row.due_on}）",
            row.amount_fen - paid_of_stage(session, row),
            row.due_on <= today,
        )
        for row in rows
    )


def _family(session: Session, case_id: str) -> tuple[tuple[str, str], ...]:
    """(name, ID number) of everybody in the case."""
    rows = session.execute(
        select(Person.name, Person.id_number)
        .join(CaseMember, CaseMember.person_id == Person.id)
        .where(CaseMember.case_id == case_id, CaseMember.left_on.is_(None))
        .order_by(CaseMember.position)
    )
    return tuple((row.name, row.id_number) for row in rows)


def _staff(session: Session, actor_id: str) -> tuple[str, ...]:
    """Who may stand by: whoever handles no cash."""
    me = colleague(session, actor_id)
    rows = session.scalars(select(Account).where(Account.active).order_by(Account.login))
    may = [row for row in rows if row.id not in me.account_ids and SEES & set(row.roles)]
    return tuple(dict.fromkeys(row.name for row in may if Role.CASHIER not in row.roles))


def _made(session: Session, case_id: str) -> tuple[Made, ...]:
    rows = session.execute(
        select(Disbursement, Entry)
        .join(Entry, Entry.id == Disbursement.entry_id)
        .where(Disbursement.case_id == case_id)
        .order_by(Entry.year.desc(), Entry.serial.desc())
    )
    return tuple(
        Made(
            paid.id,
            entry.id,
            paid.receipt_number,
            entry.booked_on,
            paid.amount_fen,
            standing_fen(session, paid),
            entry.by_id,
        )
        for paid, entry in rows
    )
