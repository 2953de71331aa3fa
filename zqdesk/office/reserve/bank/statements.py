"""Statements of the reserve's bank account (对账单): entered as they are, each following the one before without a gap.

A statement is believed once its own sums agree. One that was keyed wrongly is withdrawn, with the reason, and entered anew.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import found
from zqdesk.office.hall.checks import check_day, check_filled
from zqdesk.office.reserve.ledger.days import believe_today
from zqdesk.office.reserve.ledger.people import require_anybody
from zqdesk.office.reserve.ledger.set_asides import closed
from zqdesk.records.register import Work
from zqdesk.records.tables.bank import BankLine, BankMatch, BankMatchItem, BankStatement
from zqdesk.records.tables.base import new_id
from zqdesk.records.tables.reserve import Closing
from zqdesk.rules.money import format_yuan
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Problem, refuse_if

OPENING_TEXT = "期初余额"
MONTH_LENGTH = len("2026-11")


@frozen
class StatementLine:
    """A line as the bank prints it, in fen: what came in or what went out, and the balance after it if it says one."""

    booked_on: date | None = None
    in_fen: int | None = None
    out_fen: int | None = None
    balance_fen: int | None = None
    text: str = ""
    party: str = ""
    slip: str = ""

    @property
    def amount_fen(self) -> int:
        return (self.in_fen or 0) - (self.out_fen or 0)


@frozen
class StatementEntry:
    """A statement as it is typed in or as a file says it."""

    first_on: date | None
    last_on: date | None
    opening_fen: int | None
    closing_fen: int | None
    lines: tuple[StatementLine, ...] = ()
    file_name: str = ""
    file_hash: str = ""


@frozen
class StatementRow:
    """A statement as it is listed."""

    statement_id: str
    first_on: date
    last_on: date
    opening_fen: int
    closing_fen: int
    line_count: int
    file_name: str
    entered_at: datetime
    by_name: str
    withdrawn: str


def enter_statement(work: Work, entry: StatementEntry) -> str:
    """Enter a statement; returns its id.

    Refused, each at its field: days missing, to come or the wrong way round; a gap to the last statement, or an opening
    balance that is not its closing one; a line of another day, of no amount or of two; a balance within, or a closing
    balance, that is not what the lines come to.
    """
    require_anybody(work)
    believe_today(work)
    last = last_statement(work.session)
    problems = _days(entry, last, work.today)
    problems += _balances(entry)
    problems += [each for at, line in enumerate(entry.lines) for each in _line(at, line, entry)]
    refuse_if(problems)
    refuse_if([*_follows(entry, last), *_sums(entry)])
    statement_id = new_id()
    # The lines come first: the database takes a statement only with lines that come to its closing balance.
    work.session.add_all(_lines(entry, statement_id, first=last is None))
    work.session.flush()
    assert entry.first_on is not None
    assert entry.last_on is not None
    row = BankStatement(
        id=statement_id,
        first_on=entry.first_on,
        last_on=entry.last_on,
        opening_fen=entry.opening_fen or 0,
        closing_fen=entry.closing_fen or 0,
        line_count=len(entry.lines),
        file_name=entry.file_name,
        file_hash=entry.file_hash,
        entered_at=work.now,
        by_id=work.actor.id,
        by_name=work.actor.name,
    )
    work.session.add(row)
    work.session.flush()
    return row.id


def withdraw_statement(work: Work, statement_id: str, reason: str) -> None:
    """Withdraw the last statement, keyed wrongly; it stays to be seen.

    On any day, like taking a match back. Refused: any other than the last, one whose lines are matched, one of a month
    that is closed, no reason.
    """
    require_anybody(work)
    row = found(work.session, BankStatement, statement_id)
    problems = check_filled("reason", reason, "撤回的原因")
    last = last_statement(work.session)
    if row.withdrawn_at is not None:
        problems.append(Problem("statement.withdrawn", "这份对账单已经撤回。"))
    elif last is None or last.id != row.id:
        problems.append(Problem("statement.order", "应先撤回最后一份对账单。"))
    if _is_matched(work.session, row.id):
        problems.append(Problem("statement.matched", "这份对账单里有已勾对的行，请先取消勾对。"))
    months = select(Closing.id).where(
        closed(), func.length(Closing.period) == MONTH_LENGTH, Closing.period >= f"{row.first_on:%Y-%m}"
    )
    if work.session.scalars(months.limit(1)).first() is not None:
        problems.append(Problem("statement.closed", "这份对账单所在的月份已经结账，不能撤回。"))
    refuse_if(problems)
    row.withdrawn_at, row.withdrawn_reason = work.now, reason.strip()
    row.withdrawn_by_id, row.withdrawn_by_name = work.actor.id, work.actor.name
    work.note(reason.strip())


def last_statement(session: Session) -> BankStatement | None:
    """The last one that was not withdrawn: the next follows it."""
    query = select(BankStatement).where(BankStatement.withdrawn_at.is_(None))
    return session.scalars(query.order_by(BankStatement.last_on.desc()).limit(1)).first()


def next_statement(session: Session, today: date) -> StatementEntry:
    """What is proposed for the next one: from the day after the last to the end of that month, its closing as opening."""
    last = last_statement(session)
    first_on = last.last_on + timedelta(days=1) if last else today.replace(day=1)
    ends = (first_on.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return StatementEntry(first_on, min(ends, max(today, first_on)), last.closing_fen if last else 0, None)


def statements(session: Session) -> tuple[StatementRow, ...]:
    """Every statement, the newest first, withdrawn ones too."""
    rows = session.scalars(
        select(BankStatement).order_by(BankStatement.last_on.desc(), BankStatement.id.desc())
    )
    return tuple(
        StatementRow(
            row.id,
            row.first_on,
            row.last_on,
            row.opening_fen,
            row.closing_fen,
            row.line_count,
            row.file_name,
            row.entered_at,
            row.by_name,
            f"{row.withdrawn_by_name}撤回：{row.withdrawn_reason}" if row.withdrawn_at else "",
        )
        for row in rows
    )


def _lines(entry: StatementEntry, statement_id: str, *, first: bool) -> Iterator[BankLine]:
    if first and entry.opening_fen:
        assert entry.first_on is not None
        yield BankLine(
            statement_id=statement_id,
            position=0,
            booked_on=entry.first_on,
            amount_fen=entry.opening_fen,
            balance_fen=entry.opening_fen,
            text=OPENING_TEXT,
        )
    for position, line in enumerate(entry.lines, 1):
        assert line.booked_on is not None
        yield BankLine(
            statement_id=statement_id,
            position=position,
            booked_on=line.booked_on,
            amount_fen=line.amount_fen,
            balance_fen=line.balance_fen,
            text=line.text.strip(),
            party=line.party.strip(),
            slip=line.slip.strip(),
        )


def _days(entry: StatementEntry, last: BankStatement | None, today: date) -> list[Problem]:
    problems = check_day("first_on", entry.first_on, "对账单起始日期", today=today)
    problems += check_day("last_on", entry.last_on, "对账单截止日期", today=today, earliest=entry.first_on)
    if last is not None and entry.first_on is not None:
        wanted = last.last_on + timedelta(days=1)
        if entry.first_on != wanted:
            text = (
                f"上一份对账单到{chinese_day(last.last_on)}，这一份应从{chinese_day(wanted)}起，"
                "中间不能有缺口，也不能重叠。"
            )
            problems.append(Problem("statement.gap", text, "first_on"))
    return problems


def _balances(entry: StatementEntry) -> list[Problem]:
    problems = []
    for field, fen, title in (
        ("opening_fen", entry.opening_fen, "期初余额"),
        ("closing_fen", entry.closing_fen, "期末余额"),
    ):
        if fen is None:
            problems.append(Problem("statement.balance", f"请填写对账单的{title}，没有余额的填0。", field))
        elif fen < 0:
            problems.append(Problem("statement.balance", f"{title}不能小于零。", field))
    return problems


def _line(at: int, line: StatementLine, entry: StatementEntry) -> Iterator[Problem]:
    field = f"lines.{at}"
    if line.booked_on is None:
        yield Problem("statement.day", f"第{at + 1}行没有日期。", f"{field}.booked_on")
    elif entry.first_on and entry.last_on and not entry.first_on <= line.booked_on <= entry.last_on:
        text = f"第{at + 1}行的日期{chinese_day(line.booked_on)}不在对账单的起止日期之内。"
        yield Problem("statement.day", text, f"{field}.booked_on")
    if line.in_fen and line.out_fen:
        text = f"第{at + 1}行既有收入又有支出，请核对。"
        yield Problem("statement.amount", text, f"{field}.out_fen")
    elif not line.amount_fen:
        yield Problem("statement.amount", f"第{at + 1}行没有金额。", f"{field}.in_fen")


def _follows(entry: StatementEntry, last: BankStatement | None) -> Iterator[Problem]:
    if last is not None and entry.opening_fen != last.closing_fen:
        text = f"上一份对账单期末余额{format_yuan(last.closing_fen)}元，与这一份的期初余额不符。"
        yield Problem("statement.opening", text, "opening_fen")


def _sums(entry: StatementEntry) -> Iterator[Problem]:
    """Opening + in - out = closing, and every balance within is what it has come to by then."""
    held = entry.opening_fen or 0
    for at, line in enumerate(entry.lines):
        held += line.amount_fen
        if line.balance_fen is not None and line.balance_fen != held:
            text = (
                f"第{at + 1}行的余额是{format_yuan(line.balance_fen)}元，逐行算到这里应是{format_yuan(held)}元："
                "这一行或前面有一行漏了、重了或写错了。"
            )
            yield Problem("statement.sums", text, f"lines.{at}.balance_fen")
            return
    if held != entry.closing_fen:
        came = sum(max(line.amount_fen, 0) for line in entry.lines)
        went = sum(max(-line.amount_fen, 0) for line in entry.lines)
        text = (
            f"期初{format_yuan(entry.opening_fen or 0)}元 + 收入{format_yuan(came)}元 − 支出{format_yuan(went)}元 "
            f"= {format_yuan(held)}元，与期末余额{format_yuan(entry.closing_fen or 0)}元不符，请逐行核对。"
        )
        yield Problem("statement.sums", text, "closing_fen")


def _is_matched(session: Session, statement_id: str) -> bool:
    query = (
        select(BankMatch.id)
        .join(BankMatchItem, BankMatchItem.match_id == BankMatch.id)
        .join(BankLine, BankLine.id == BankMatchItem.line_id)
        .where(BankLine.statement_id == statement_id, BankMatch.undone_at.is_(None))
    )
    return session.scalars(query.limit(1)).first() is not None
