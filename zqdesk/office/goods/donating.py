"""Donated money: from whom, for what, kept where, spent on whom, and what is left. It never touches the reserve."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.goods.charity import home_of
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_day, check_filled
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.records.register import Work
from zqdesk.records.tables.donations import Donation, DonationSpending
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.process import Role

RESERVE = "备用金"


@frozen
class DonationEntry:
    """What came in: by whom, how much, for what, and in which account it is kept."""

    donor: str = ""
    amount_fen: int = 0
    received_on: date | None = None
    kept_at: str = ""
    purpose: str = ""
    voucher: str = ""


@frozen
class SpendingEntry:
    """What a household gets of it (by the number of its head), for how many of it, for what, on whose word."""

    id_number: str = ""
    persons: int = 1
    amount_fen: int = 0
    spent_on: date | None = None
    receiver: str = ""
    basis: str = ""
    voucher: str = ""
    matter: str = ""


@frozen
class DonationRow:
    """A donation with what is left of it; of a reversed one nothing is."""

    donation_id: str
    donor: str
    amount_fen: int
    spent_fen: int
    purpose: str
    kept_at: str
    received_on: date
    voucher: str
    reversed: bool
    reason: str

    @property
    def left_fen(self) -> int:
        return 0 if self.reversed else self.amount_fen - self.spent_fen


@frozen
class SpendingRow:
    """What was spent on a household, or its reversal."""

    spending_id: str
    donation_id: str
    donor: str
    household_id: str
    head: str
    village_name: str
    persons: int
    amount_fen: int
    spent_on: date
    matter: str
    basis: str
    receiver: str
    reversed: bool
    reason: str


def receive_donation(work: Work, entry: DonationEntry) -> str:
    """Money came in. Refused: no sum, not from whom, for what or kept where, with the reserve, a day to come."""
    require(work, Role.CLERK)
    problems = check_filled("donor", entry.donor, "捐赠单位（人）")
    problems += check_filled("purpose", entry.purpose, "捐赠用途")
    problems += check_filled("kept_at", entry.kept_at, "存放账户")
    problems += check_day("received_on", entry.received_on, "收到日期", today=work.today)
    if entry.amount_fen <= 0:
        problems.append(Problem("donation.amount", "金额须大于0", "amount_fen"))
    if RESERVE in entry.kept_at:
        problems.append(Problem("donation.reserve", "捐赠资金不得存入备用金账户，不与备用金混用", "kept_at"))
    refuse_if(problems)
    assert entry.received_on is not None
    row = Donation(
        donor=entry.donor.strip(),
        amount_fen=entry.amount_fen,
        purpose=entry.purpose.strip(),
        kept_at=entry.kept_at.strip(),
        received_on=entry.received_on,
        voucher=entry.voucher.strip(),
        by_id=work.actor.id,
        by_name=work.actor.name,
    )
    work.session.add(row)
    return row.id


def reverse_donation(work: Work, donation_id: str, reason: str) -> None:
    """It was entered wrongly. Refused: twice, no reason, while something of it is spent."""
    require(work, Role.CLERK)
    row = found(work.session, Donation, donation_id)
    problems = check_filled("reason", reason, "冲销的原因")
    if _is_reversed(work.session, Donation, row):
        problems.append(Problem("donation.reversed", "这一笔已经冲销。"))
    elif spent_of(work.session, row.id):
        problems.append(Problem("donation.spent", "这一笔已有支出，请先冲销支出。"))
    refuse_if(problems)
    work.session.add(
        Donation(
            donor=row.donor,
            amount_fen=-row.amount_fen,
            purpose=row.purpose,
            kept_at=row.kept_at,
            received_on=work.today,
            voucher=row.voucher,
            reverses_id=row.id,
            reason=reason.strip(),
            by_id=work.actor.id,
            by_name=work.actor.name,
        )
    )
    work.note(reason.strip())


def spend_donation(work: Work, donation_id: str, entry: SpendingEntry) -> str:
    """A household gets of a donation. Refused: more than is left of it, nobody of that number, their own family, before it
    came in, without what for, on whose word or who received it.
    """
    require(work, Role.CLERK)
    row = found(work.session, Donation, donation_id)
    home = home_of(work.session, entry.id_number)
    problems = [] if home else [Problem("donation.home", "没有这个户主的家庭，请先登记家庭", "id_number")]
    problems += check_day("spent_on", entry.spent_on, "支出日期", today=work.today, earliest=row.received_on)
    problems += check_filled("receiver", entry.receiver, "领款人")
    problems += check_filled("basis", entry.basis, "批准依据")
    problems += check_filled("matter", entry.matter, "救助事由")
    if entry.persons < 1:
        problems.append(Problem("donation.persons", "人数至少为1", "persons"))
    if entry.amount_fen <= 0:
        problems.append(Problem("donation.amount", "金额须大于0", "amount_fen"))
    left = 0 if _is_reversed(work.session, Donation, row) else row.amount_fen - spent_of(work.session, row.id)
    if entry.amount_fen > left:
        text = f"这一笔捐赠只结余{format_yuan(left)}元"
        problems.append(Problem("donation.left", text, "amount_fen"))
    refuse_if(problems)
    assert home is not None
    assert entry.spent_on is not None
    keep_out(work, home.id)
    spending = DonationSpending(
        donation_id=row.id,
        household_id=home.id,
        persons=entry.persons,
        amount_fen=entry.amount_fen,
        spent_on=entry.spent_on,
        matter=entry.matter.strip(),
        basis=entry.basis.strip(),
        receiver=entry.receiver.strip(),
        voucher=entry.voucher.strip(),
        by_id=work.actor.id,
        by_name=work.actor.name,
    )
    work.session.add(spending)
    return spending.id


def reverse_spending(work: Work, spending_id: str, reason: str) -> None:
    """It was entered wrongly or came back: it is left of the donation again. Refused: twice, no reason."""
    require(work, Role.CLERK)
    row = found(work.session, DonationSpending, spending_id)
    keep_out(work, row.household_id)
    problems = check_filled("reason", reason, "冲销的原因")
    if _is_reversed(work.session, DonationSpending, row):
        problems.append(Problem("donation.reversed", "这一笔已经冲销。"))
    refuse_if(problems)
    work.session.add(
        DonationSpending(
            donation_id=row.donation_id,
            household_id=row.household_id,
            persons=row.persons,
            amount_fen=-row.amount_fen,
            spent_on=work.today,
            matter=row.matter,
            basis=row.basis,
            receiver=row.receiver,
            voucher=row.voucher,
            reverses_id=row.id,
            reason=reason.strip(),
            by_id=work.actor.id,
            by_name=work.actor.name,
        )
    )
    work.note(reason.strip())


def spent_of(session: Session, donation_id: str) -> int:
    """What of a donation is spent, in fen."""
    query = select(func.sum(DonationSpending.amount_fen)).where(DonationSpending.donation_id == donation_id)
    return int(session.scalar(query) or 0)


def donations(session: Session) -> tuple[DonationRow, ...]:
    """Every donation and reversal, the newest first."""
    query = select(DonationSpending.donation_id, func.sum(DonationSpending.amount_fen))
    spent = {row[0]: int(row[1]) for row in session.execute(query.group_by(DonationSpending.donation_id))}
    rows = session.scalars(select(Donation).order_by(Donation.id.desc())).all()
    gone = {row.reverses_id for row in rows}
    return tuple(
        DonationRow(
            row.id,
            row.donor,
            row.amount_fen,
            spent.get(row.id, 0),
            row.purpose,
            row.kept_at,
            row.received_on,
            row.voucher,
            row.id in gone or row.reverses_id is not None,
            row.reason,
        )
        for row in rows
    )


def spendings(session: Session) -> tuple[SpendingRow, ...]:
    """Every spending and reversal, the newest first."""
    query = (
        select(DonationSpending, Donation.donor, Person.name, Household.village_name)
        .join(Donation, Donation.id == DonationSpending.donation_id)
        .join(Household, Household.id == DonationSpending.household_id)
        .join(Person, Person.id == Household.head_id)
        .order_by(DonationSpending.id.desc())
    )
    rows = session.execute(query).all()
    gone = {row.reverses_id for row, *_ in rows}
    return tuple(
        SpendingRow(
            row.id,
            row.donation_id,
            donor,
            row.household_id,
            head,
            village,
            row.persons,
            row.amount_fen,
            row.spent_on,
            row.matter,
            row.basis,
            row.receiver,
            row.id in gone or row.reverses_id is not None,
            row.reason,
        )
        for row, donor, head, village in rows
    )


def _is_reversed(
    session: Session, kind: type[Donation | DonationSpending], row: Donation | DonationSpending
) -> bool:
    again = select(kind.id).where(kind.reverses_id == row.id)
    return row.reverses_id is not None or session.scalars(again).first() is not None
