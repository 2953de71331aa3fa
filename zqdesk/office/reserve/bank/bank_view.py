"""What the window of the bank shows: the lines and entries of a month and how each stands, proposals, the reconciliation."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.reserve.bank.matching import Pair
from zqdesk.office.reserve.bank.money import ENTRY, Money, entries, lines
from zqdesk.office.reserve.bank.proposals import Proposal, differing, proposals
from zqdesk.office.reserve.bank.reconciling import (
    Worked,
    holds,
    in_the_way,
    last_day,
    last_made,
    work_out,
)
from zqdesk.office.reserve.bank.statements import (
    StatementEntry,
    StatementRow,
    next_statement,
    statements,
)
from zqdesk.records.register import CHINA
from zqdesk.records.tables.bank import BankMatch

OPEN, MATCHED, PROPOSED, DIFFERS = "open", "matched", "proposed", "differs"


@frozen
class MoneyRow:
    """A line or an entry as it is listed; `state` says how it stands, `why` what is proposed or matched, in words."""

    row_id: str
    day: date
    fen: int
    number: str
    text: str
    state: str
    why: str
    match_id: str


@frozen
class Reconciled:
    """The last reconciliation of the month; `holds`: nothing has changed since."""

    reconciliation_id: str
    words: str
    by_id: str
    signed: bool
    holds: bool


@frozen
class BankView:
    """A month of the bank account: all that is open by its end, and what is matched within it."""

    month: str
    lines: tuple[MoneyRow, ...]
    entries: tuple[MoneyRow, ...]
    proposals: tuple[Proposal, ...]
    statements: tuple[StatementRow, ...]
    next: StatementEntry
    worked: Worked
    obstacles: tuple[str, ...]
    reconciled: Reconciled | None


def bank_view(session: Session, month: str, today: date) -> BankView:
    """The month as it stands now."""
    ends, begins = last_day(month), date.fromisoformat(f"{month}-01")
    proposed, wrong, matched = proposals(session), _differing(session), _matches(session)
    why = {each: found.why for found in proposed for each in (*found.pair.line_ids, *found.pair.entry_ids)}

    def rows(money: Iterable[Money]) -> tuple[MoneyRow, ...]:
        shown = (each for each in money if each.day <= ends and (each.day >= begins or not each.match_id))
        return tuple(_row(each, why, wrong, matched) for each in shown)

    return BankView(
        month,
        rows(lines(session)),
        rows(entries(session)),
        proposed,
        statements(session),
        next_statement(session, today),
        work_out(session, month),
        in_the_way(session, month),
        _reconciled(session, month),
    )


def pair_of(rows: Iterable[MoneyRow], others: Iterable[MoneyRow]) -> Pair:
    """What was ticked on both sides."""
    return Pair(tuple(each.row_id for each in rows), tuple(each.row_id for each in others))


def _row(each: Money, why: dict[str, str], wrong: dict[str, str], matched: dict[str, str]) -> MoneyRow:
    if each.match_id:
        state, words = MATCHED, matched.get(each.match_id, "")
    elif each.row_id in wrong:
        state, words = DIFFERS, wrong[each.row_id]
    elif each.row_id in why:
        state, words = PROPOSED, why[each.row_id]
    else:
        state = OPEN
        words = "银行未收付" if each.of == ENTRY else "账上没有"
    return MoneyRow(each.row_id, each.day, each.fen, each.number, each.text, state, words, each.match_id)


def _differing(session: Session) -> dict[str, str]:
    names = {each.row_id: each.number for each in (*lines(session), *entries(session))}
    found: dict[str, str] = {}
    for each in differing(session):
        found[each.line_id] = each.words.format(names[each.entry_id])
        found[each.entry_id] = each.words.format("对账单")
    return found


def _matches(session: Session) -> dict[str, str]:
    query = select(BankMatch).where(BankMatch.undone_at.is_(None))
    return {
        row.id: f"{row.by_name}勾对（{row.matched_at.astimezone(CHINA):%m-%d %H:%M}）"
        for row in session.scalars(query)
    }


def _reconciled(session: Session, month: str) -> Reconciled | None:
    row = last_made(session, month)
    if row is None:
        return None
    made = f"{row.by_name}{row.made_at.astimezone(CHINA):%m-%d}编制"
    signed = (
        f"，{row.signed_by_name}{row.signed_at.astimezone(CHINA):%m-%d}签字"
        if row.signed_at
        else "，还没有签字"
    )
    return Reconciled(row.id, made + signed, row.by_id, row.signed_at is not None, holds(session, row))
