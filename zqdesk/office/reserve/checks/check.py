"""Whether the books of the reserve hold: everything is worked out again from the entries, trusting nothing stored beside.

The database refuses most of this when it is written (migration 0002); here an auditor sees that nothing got past it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice

import msgspec
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from zqdesk.office.hall.colleagues import person_keys
from zqdesk.office.hall.numbers import JOURNAL_OF_DESK, first_serial, journal_series
from zqdesk.office.reserve.checks import check_bank as bank
from zqdesk.office.reserve.checks import check_papers as papers
from zqdesk.office.reserve.ledger.journal import voucher_number
from zqdesk.office.reserve.ledger.set_asides import ENTRY_IN_LOG, booked, closed, void_entries
from zqdesk.records.checks.finding import MOST, Finding
from zqdesk.records.checks.numbers import passed_over
from zqdesk.records.faults import Known, told
from zqdesk.records.tables.reserve import Closing, Entry, Till
from zqdesk.rules.money import format_yuan
from zqdesk.rules.reserve import (
    ACCOUNT_TITLES,
    ANY_TILL,
    BANK,
    DISTRICT,
    KINDS,
    SETTLED,
    TILL,
    UNSETTLED,
    is_till,
)

Progress = Callable[[str], object]
Part = Callable[[Session], Iterator[Finding]]


def run(engine: Engine, progress: Progress = lambda _title: None) -> list[Finding]:
    """Check the reserve's books; an empty list means all is well. Reads everything, changes nothing."""
    findings: list[Finding] = []
    for title, part in _PARTS:
        progress(title)
        try:
            with told(), Session(engine) as session:
                findings += islice(part(session), MOST)
        except Known as fault:
            findings.append(Finding(fault.code, title, f"{fault.happened}{fault.todo}"))
        except (ValueError, msgspec.MsgspecError):
            findings.append(Finding("reserve.unreadable", title, "有内容无法解读，请从备份恢复。"))
    return findings


def entries_of(session: Session) -> list[Entry]:
    """Every entry in the order it was written."""
    return list(session.scalars(select(Entry).order_by(ENTRY_IN_LOG)))


def counting_entries(session: Session) -> list[Entry]:
    """Those that count by their day: entries of a wrong day and their reversals left out."""
    return list(session.scalars(select(Entry).where(booked()).order_by(ENTRY_IN_LOG)))


def numbering(session: Session) -> Iterator[Finding]:
    """The numbers of each year run from 1 without a gap, and no day lies before the one of the entry before.

    After a restore they go on where the replaced journal ended. What was set aside keeps its number. Each desk has its own.
    """
    passed = {(series, after) for series, _, after in passed_over(session)}
    void = set(session.scalars(void_entries()))
    last: dict[tuple[int, int], int] = {}
    latest: dict[int, Entry] = {}
    for entry in entries_of(session):
        place, here = voucher_number(entry), entry.serial // JOURNAL_OF_DESK or 1
        wanted = last.get((entry.year, here), first_serial(here)) + 1
        last[entry.year, here] = entry.serial
        if entry.serial != wanted and (journal_series(entry.year, here), entry.serial - 1) not in passed:
            yield Finding("reserve.gap", place, f"凭证号不连续，此处应是第{wanted}号。")
        if entry.year != entry.booked_on.year:
            yield Finding("reserve.year", place, f"记账日期{entry.booked_on}不在凭证号的年度内。")
        if entry.id in void:
            continue
        before = latest.get(here)
        if before is not None and entry.booked_on < before.booked_on:
            yield Finding("reserve.order", place, f"记账日期早于上一号凭证（{before.booked_on}）。")
        latest[here] = entry


def accounts(session: Session) -> Iterator[Finding]:
    """Every entry moves an amount between accounts its kind knows, and no account was ever below zero.

    At the end what was allocated equals bank, cash, unsettled and settled (domain §5).
    """
    kinds = {f"{TILL}{row.id}": f"{TILL}{row.kind}" for row in session.execute(select(Till.id, Till.kind))}
    held: dict[str, int] = defaultdict(int)
    for entry in entries_of(session):
        place = voucher_number(entry)
        yield from _shape(entry, place, kinds)
        held[entry.debit] += entry.amount_fen
        held[entry.credit] -= entry.amount_fen
        for account in (entry.debit, entry.credit):
            if (-held[account] if account == DISTRICT else held[account]) < 0:
                title = ACCOUNT_TITLES.get(account, "现金")
                yield Finding("reserve.below_zero", place, f"记到这一笔时，{title}的余额小于零。")
    money = sum(fen for account, fen in held.items() if account == BANK or is_till(account))
    known = money + held[UNSETTLED] + held[SETTLED]
    if known != -held[DISTRICT]:
        text = f"区级拨入{format_yuan(-held[DISTRICT])}元，四项合计{format_yuan(known)}元，两者不符。"
        yield Finding("reserve.identity", "备用金", text)


def reversals(session: Session) -> Iterator[Finding]:
    """A reversal is the same movement the other way, once, by somebody else, with a reason; others stand above zero."""
    of_id = {entry.id: entry for entry in entries_of(session)}
    places = {entry_id: place for place, entry_id in enumerate(of_id)}
    done: set[str] = set()
    whose = person_keys(session)
    for entry in of_id.values():
        place = voucher_number(entry)
        if entry.reverses_id is None:
            if entry.amount_fen <= 0:
                yield Finding("reserve.amount", place, "金额不大于零，却不是冲销。")
            continue
        first = of_id.get(entry.reverses_id)
        if first is None or places[first.id] > places[entry.id]:
            yield Finding("reserve.reversal", place, "所冲销的凭证不存在，或在它之后。")
            continue
        same = (first.kind, first.debit, first.credit, first.grant_id, -first.amount_fen)
        if same != (entry.kind, entry.debit, entry.credit, entry.grant_id, entry.amount_fen):
            text = f"与所冲销的{voucher_number(first)}科目或金额不一致。"
            yield Finding("reserve.reversal", place, text)
        if first.id in done or first.reverses_id is not None:
            yield Finding(
                "reserve.reversed_twice", place, f"{voucher_number(first)}已经冲销过，或本身是冲销。"
            )
        if whose.get(first.by_id, first.by_id) == whose.get(entry.by_id, entry.by_id):
            yield Finding("reserve.reversal_own", place, "冲销人就是原记账人。")
        if not entry.reason:
            yield Finding("reserve.reversal_reason", place, "冲销没有写明原因。")
        done.add(first.id)


def closings(session: Session) -> Iterator[Finding]:
    """What a closed month or year says is what its entries say, and the closed months follow each other."""
    entries = counting_entries(session)
    for closing in session.scalars(select(Closing).where(closed()).order_by(Closing.period)):
        place = f"{closing.period}结账"
        upto = [e for e in entries if e.booked_on.isoformat()[: len(closing.period)] <= closing.period]
        inside = [e for e in upto if e.booked_on.isoformat().startswith(closing.period)]
        if closing.balances != balances_of(upto):
            yield Finding("closing.balances", place, "结账时登记的余额与逐笔重算的不符。")
        if closing.turnover != turnover_of(inside):
            yield Finding("closing.turnover", place, "结账时登记的发生额与逐笔重算的不符。")
        last = max((e.serial for e in upto if e.year == int(closing.period[:4])), default=0)
        if (closing.entry_count, closing.last_serial) != (len(inside), last):
            text = (
                f"结账时{closing.entry_count}笔、至{closing.last_serial}号，现在{len(inside)}笔、至{last}号。"
            )
            yield Finding("closing.entries", place, text)
    yield from _unclosed(session, entries)


def balances_of(entries: list[Entry]) -> dict[str, int]:
    """Fen by account after these entries; `district` as a debt, above zero."""
    return {
        account: came - went if account != DISTRICT else went - came
        for account, (came, went) in turnover_of(entries).items()
    }


def turnover_of(entries: list[Entry]) -> dict[str, list[int]]:
    """`[debits, credits]` in fen by account of these entries."""
    moved: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for entry in entries:
        moved[entry.debit][0] += entry.amount_fen
        moved[entry.credit][1] += entry.amount_fen
    return dict(moved)


def _unclosed(session: Session, entries: list[Entry]) -> Iterator[Finding]:
    """Months with entries before the last closed one, that are not closed themselves."""
    held = session.scalars(select(Closing.period).where(closed()))
    months = {period for period in held if len(period) > len("2026")}
    for month in sorted({entry.booked_on.isoformat()[:7] for entry in entries}):
        if months and month < max(months) and month not in months:
            yield Finding("closing.order", month, "这个月有账而没有结账，后面的月份却结了账。")


def _shape(entry: Entry, place: str, kinds: dict[str, str]) -> Iterator[Finding]:
    kind = KINDS.get(entry.kind)
    if kind is None:
        yield Finding("reserve.kind", place, "没有这种业务类型。")
        return
    for account, allowed in ((entry.debit, kind.debits), (entry.credit, kind.credits)):
        if is_till(account) and account not in kinds:
            yield Finding("reserve.till", place, "记入的现金账户不存在。")
        elif kinds.get(account, account) not in allowed and not (is_till(account) and ANY_TILL in allowed):
            yield Finding("reserve.accounts", place, f"“{kind.title}”不应记入这个科目。")


_PARTS: tuple[tuple[str, Part], ...] = (
    ("备用金凭证号", numbering),
    ("备用金余额", accounts),
    ("冲销", reversals),
    ("批准与发放", papers.payments),
    ("退回", papers.refunds),
    ("核销与补足", papers.settlements),
    ("盘点", papers.counts),
    ("交接", papers.handovers),
    ("结账", closings),
    ("作废与重新打开", papers.set_asides),
    ("外来凭证", papers.documents),
    ("结账时的内容", papers.reported),
    ("银行对账单", bank.statements),
    ("银行勾对", bank.matches),
    ("银行存款余额调节表", bank.reconciliations),
    ("第二人核对", bank.second_people),
)
