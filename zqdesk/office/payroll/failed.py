"""What did not arrive and is still owed: held back, stopped, sent back by the bank; and the rows of a list that pays it again."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from zqdesk.office.payroll import checking, standing
from zqdesk.office.payroll.values import Drawn, ListRow
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.payroll import (
    PayrollDecision,
    PayrollList,
    PayrollResult,
    PayrollRow,
    PayrollStop,
)
from zqdesk.rules.payroll.answers import Outcome
from zqdesk.rules.payroll.checks import Note, notes
from zqdesk.rules.payroll.process import ENDED, OPEN_ROWS, Kind, RowState, State

SAME_ACCOUNT = Note("account_same", "账号与未到账的那次相同，请确认账户已恢复正常")


class OpenRow(NamedTuple):
    """A row that is owed and stands nowhere else. `drafted`: it is on a draft of a list that pays again."""

    row_id: str
    list_id: str
    list_title: str
    month: str
    programme: str
    home_id: str
    alone_id: str | None
    name: str
    village_name: str
    rest_fen: int
    state: RowState
    words: str
    account_number: str
    drafted: bool


def open_rows(session: Session, programme: str = "") -> tuple[OpenRow, ...]:
    """Everything that is owed and stands nowhere else, the oldest first."""
    odd = select(PayrollResult.row_id).where(
        PayrollResult.outcome != Outcome.PAID, PayrollResult.row_id.is_not(None)
    )
    ids = {
        *session.scalars(odd),
        *session.scalars(select(PayrollDecision.row_id).where(PayrollDecision.row_id.is_not(None))),
        *session.scalars(select(PayrollStop.row_id)),
        *session.scalars(_held()),
    }
    found = {
        row_id: each
        for row_id, each in standing.of_rows(session, (each for each in ids if each)).items()
        if each.state in OPEN_ROWS
    }
    drafted = on_drafts(session)
    rows = (
        OpenRow(
            row.id,
            row.list_id,
            head.title,
            head.from_month,
            row.programme,
            row.home_id,
            row.alone_id,
            row.name,
            row.village_name,
            found[row.id].rest_fen,
            found[row.id].state,
            found[row.id].words,
            row.account_number,
            row.id in drafted,
        )
        for row, head in _rows_of(session, found)
        if programme in ("", row.programme)
    )
    return tuple(sorted(rows, key=lambda row: (row.month, row.list_id, row.name)))


def on_drafts(session: Session) -> set[str]:
    """Rows that a draft is about to pay again."""
    drafts = select(PayrollList.facts).where(
        PayrollList.kind == Kind.REISSUE, PayrollList.state == State.DRAFT
    )
    return {row_id for facts in session.scalars(drafts) for row_id in facts.get("rows", ())}


def reissue_rows(session: Session, head: PayrollList, today: date) -> Drawn:
    """The rows chosen for the list, as far as they are still owed, into the account the household has by now."""
    chosen = list(head.facts.get("rows", ()))
    owed = {
        row_id: each for row_id, each in standing.of_rows(session, chosen).items() if each.state in OPEN_ROWS
    }
    noted = checking.accounts(session)
    pairs = sorted(_rows_of(session, owed), key=lambda pair: chosen.index(pair[0].id))
    return Drawn(tuple(_again(session, row, owed[row.id], noted, today) for row, _ in pairs))


def _again(
    session: Session,
    row: PayrollRow,
    owed: standing.RowStanding,
    noted: dict[str, checking.Account],
    today: date,
) -> ListRow:
    home = session.get_one(Household, row.home_id)
    first = ListRow(
        home_id=row.home_id,
        programme=row.programme,
        name=row.name,
        person_count=row.person_count,
        base_fen=owed.rest_fen if owed.paid_fen else row.base_fen,
        uplift_fen=0 if owed.paid_fen else row.uplift_fen,
        alone_id=row.alone_id,
        entry_id=row.entry_id,
        village_id=row.village_id,
        village_name=row.village_name,
        address=row.address,
        id_number=row.id_number,
        certificate_number=row.certificate_number,
        was_fen=row.total_fen,
        why=owed.words,
        bank_name=home.bank_name,
        account_name=home.account_name,
        account_number=home.account_number,
        earlier_id=row.id,
        origin_id=row.origin_id or row.id,
    )
    month = f"{today:%Y-%m}"
    people = checking.people(session, [first], month)
    found = notes(checking.payee(first, people, noted.get(_key(home)), month))
    failed = owed.state in (RowState.FAILED, RowState.PART)
    same = failed and first.account_number == row.account_number
    return first._replace(notes=(*found, SAME_ACCOUNT) if same else found)


def _key(home: Household) -> str:
    return f"{home.id}:{home.account_number}"


def _held() -> Select[str]:
    return (
        select(PayrollRow.id)
        .join(PayrollList, PayrollList.id == PayrollRow.list_id)
        .where(PayrollRow.held != "", PayrollList.state.not_in(ENDED))
    )


def _rows_of(session: Session, ids: Iterable[str]) -> list[tuple[PayrollRow, PayrollList]]:
    query = (
        select(PayrollRow, PayrollList)
        .join(PayrollList, PayrollList.id == PayrollRow.list_id)
        .where(PayrollRow.id.in_(list(ids)))
    )
    return [(row, head) for row, head in session.execute(query)]
