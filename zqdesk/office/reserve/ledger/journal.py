"""The journal of the reserve: posting an entry, and what each account holds. Balances are sums, nothing else.

What is refused here in the words of the hall, the database refuses again (migrations 0002, 0007).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import found
from zqdesk.office.hall.numbers import JOURNAL_OF_DESK, digit, first_serial, journal_series, last_of
from zqdesk.office.reserve.ledger.days import behind, believe_today
from zqdesk.office.reserve.ledger.documents import Checked, keep
from zqdesk.office.reserve.ledger.set_asides import closed
from zqdesk.records.register import Work
from zqdesk.records.tables.base import new_id
from zqdesk.records.tables.reserve import Closing, Entry, Till
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.reserve import ACCOUNT_TITLES, ANY_TILL, DISTRICT, KINDS, TILL, is_till

MONTH_LENGTH = 7
"""Length of `2026-11`; a year that was carried over is a closing too."""


@frozen
class Posting:
    """One movement to be booked: `amount_fen` above zero goes from account `credit` to account `debit`.

    `text` is the 摘要 of the books, `voucher` and `voucher_on` the paper it rests on. `links` are further
    columns of `records.tables.reserve.Entry` (grant_id, case_id, settlement_id, request_id, reason).
    """

    kind: str
    debit: str
    credit: str
    amount_fen: int
    text: str
    voucher: str = ""
    voucher_on: date | None = None
    field: str = "amount_fen"


def post(work: Work, posting: Posting, papers: Sequence[Checked] = (), **links: Any) -> Entry:
    """Book one entry today, under the next number of the year; flushed, so that the database has agreed.

    `papers` are those from outside it rests on (`documents`). Refused at `posting.field`: no amount, an account that would fall below zero; a closed month, a day that
    cannot be (`reserve.amount`, `reserve.short`, `reserve.closed`, `reserve.clock`).
    """
    _fits(work.session, posting)
    problems = [] if posting.amount_fen > 0 else [Problem("reserve.amount", "金额必须大于零", posting.field)]
    refuse_if([*problems, *behind(work.session, work.today), *month_closed(work.session, work.today)])
    believe_today(work)
    refuse_if(short(work.session, posting.debit, posting.credit, posting.amount_fen, posting.field))
    entry_id = new_id()
    keep(work, entry_id, papers)
    return add(work, work.today, posting, posting.amount_fen, id=entry_id, **links)


def add(work: Work, day: date, posting: Posting, amount_fen: int, **links: Any) -> Entry:
    """Write the entry as it is: for `post`, and for reversals, whose amount is below zero.

    The reversal of an entry of a wrong day is written on that day.
    """
    entry = Entry(
        year=day.year,
        serial=last_serial(work.session, day.year) + 1,
        booked_on=day,
        booked_at=work.now,
        kind=posting.kind,
        debit=posting.debit,
        credit=posting.credit,
        amount_fen=amount_fen,
        text=posting.text,
        voucher=posting.voucher.strip(),
        voucher_on=posting.voucher_on,
        by_id=work.actor.id,
        by_name=work.actor.name,
        desk_id=work.desk_id,
        **links,
    )
    work.session.add(entry)
    work.session.flush()
    return entry


def month_closed(session: Session, day: date) -> list[Problem]:
    """The problem of a day in a month that takes no more entries."""
    query = select(Closing.id).where(
        closed(), func.length(Closing.period) == MONTH_LENGTH, Closing.period >= f"{day:%Y-%m}"
    )
    if session.scalars(query.limit(1)).first() is None:
        return []
    return [Problem("reserve.closed", f"{day.year}年{day.month}月已经结账，不能再记账。")]


def short(
    session: Session, debit: str, credit: str, amount_fen: int, field: str = "amount_fen"
) -> list[Problem]:
    """The problems of accounts that would fall below zero by moving so much from `credit` to `debit`.

    A reversal moves the other way: ask with the two changed over.
    """
    losing = [account for account in (credit,) if account != DISTRICT]
    losing += [DISTRICT] if debit == DISTRICT else []
    problems = []
    for account in losing:
        held = balance(session, account)
        if held < amount_fen:
            title = account_title(session, account)
            text = f"{title}只有{format_yuan(held)}元，不够{format_yuan(amount_fen)}元"
            problems.append(Problem("reserve.short", text, field))
    return problems


def balance(session: Session, account: str) -> int:
    """What the account holds, in fen: debits less credits, for `district` (a debt) credits less debits."""
    total = int(session.scalar(select(_moved(Entry.debit, account) - _moved(Entry.credit, account))) or 0)
    return -total if account == DISTRICT else total


def balances(session: Session) -> dict[str, int]:
    """Every account that was ever moved and every till, with what it holds in fen."""
    held: dict[str, int] = dict.fromkeys(ACCOUNT_TITLES, 0)
    held |= {till_account(till_id): 0 for till_id in session.scalars(select(Till.id))}
    for column, sign in ((Entry.debit, 1), (Entry.credit, -1)):
        for account, amount in session.execute(select(column, func.sum(Entry.amount_fen)).group_by(column)):
            held[account] = held.get(account, 0) + sign * int(amount)
    held[DISTRICT] = -held[DISTRICT]
    return held


def paid_fen(session: Session, grant_id: str) -> int:
    """What stands paid on a grant: disbursements less their reversals and what came back."""
    signed = case((Entry.debit == "unsettled", Entry.amount_fen), else_=-Entry.amount_fen)
    return int(session.scalar(select(func.sum(signed)).where(Entry.grant_id == grant_id)) or 0)


def last_serial(session: Session, year: int) -> int:
    """The last number of the year's vouchers at this desk: booked here, or before a restore and passed over."""
    here = digit(session)
    first = first_serial(here)
    own = Entry.serial.between(first, first + JOURNAL_OF_DESK - 1)
    booked = session.scalar(select(func.max(Entry.serial)).where(Entry.year == year, own)) or 0
    return max(first, booked, last_of(session, journal_series(year, here)))


def till_account(till_id: str) -> str:
    return f"{TILL}{till_id}"


def till_of(session: Session, account: str) -> Till:
    return found(session, Till, account.removeprefix(TILL))


def account_title(session: Session, account: str) -> str:
    """What an account is called: a till by its name, the others by the chart."""
    return till_of(session, account).name if is_till(account) else ACCOUNT_TITLES[account]


def voucher_number(entry: Entry) -> str:
    """`记-2026-0012`: how an entry is called in the books."""
    return number_of(entry.year, entry.serial)


def number_of(year: int, serial: int) -> str:
    """`记-2026-0012`, of year and serial."""
    return f"记-{year}-{serial:04d}"


def _moved(column: Any, account: str) -> Any:
    return select(func.coalesce(func.sum(Entry.amount_fen), 0)).where(column == account).scalar_subquery()


def _fits(session: Session, posting: Posting) -> None:
    """A movement between other accounts than its kind's is a bug of ours."""
    kind = KINDS[posting.kind]
    for account, allowed in ((posting.debit, kind.debits), (posting.credit, kind.credits)):
        if is_till(account):
            fits = ANY_TILL in allowed or f"{TILL}{till_of(session, account).kind}" in allowed
        else:
            fits = account in allowed
        if not fits:
            raise ValueError(f"{posting.kind} does not touch {account}")
