"""The reserve's journal as plain text that any accountant's tool reads (beancount): every entry, checked month by month.

It holds no name of a family, only case numbers. Money leaves one account for another as it does here, so a tool
that shares nothing with this program must come to the same balances, to the fen.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.setup import hall
from zqdesk.office.reserve.ledger.set_asides import booked
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.reserve import Entry, Till
from zqdesk.rules.calendar import first_of_next_month
from zqdesk.rules.reserve import ACCOUNT_TITLES, BANK, DISTRICT, KINDS, SETTLED, UNSETTLED

ENDING = ".beancount"
NAMES = {
    BANK: "Assets:Bank",
    UNSETTLED: "Assets:Unsettled",
    SETTLED: "Assets:Settled",
    DISTRICT: "Liabilities:District",
}
TILL_NAMES = {"box": "Assets:Cash:Box", "float": "Assets:Cash:Float"}


@frozen
class _Line:
    """What is told of an entry; `reverses` is the number of the entry it reverses."""

    number: str
    day: date
    kind: str
    debit: str
    credit: str
    fen: int
    text: str
    voucher: str
    by: str
    reverses: str


def journal_text(session: Session, period: str) -> str:
    """Everything booked up to the end of a month (`2026-11`) or a year (`2026`), from the first entry on.

    After each month every account's balance is asserted without tolerance.
    """
    names = account_names(session)
    titles = {**ACCOUNT_TITLES, **_till_titles(session)}
    lines = [line for line in _lines(session) if line.day.isoformat()[: len(period)] <= period]
    first = lines[0].day if lines else date(int(period[:4]), 1, 1)
    parts = [
        f"; 临时救助备用金日记账，截至{period}；金额单位：元",
        f'option "title" "{_quoted(hall(session).name)} 临时救助备用金"',
        'option "operating_currency" "CNY"',
        "",
        *(
            f'{first} open {name} CNY\n  title: "{_quoted(titles[account])}"'
            for account, name in names.items()
        ),
        *_months(lines, names),
    ]
    return "\n".join(parts) + "\n"


def account_names(session: Session) -> dict[str, str]:
    """What each account is called in the text: tills by kind, numbered in the order they were opened."""
    names, seen = dict(NAMES), dict.fromkeys(TILL_NAMES, 0)
    for till_id, kind in session.execute(select(Till.id, Till.kind).order_by(Till.id)):
        seen[kind] += 1
        first_box = kind == "box" and seen[kind] == 1
        names[f"till:{till_id}"] = TILL_NAMES[kind] if first_box else f"{TILL_NAMES[kind]}{seen[kind]}"
    return names


def yuan(fen: int) -> str:
    """`-1234.50`: no separators, always two decimals."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def _till_titles(session: Session) -> dict[str, str]:
    return {f"till:{row.id}": row.name for row in session.execute(select(Till.id, Till.name))}


def _lines(session: Session) -> Iterator[_Line]:
    columns = (
        Entry.id, Entry.year, Entry.serial, Entry.booked_on, Entry.kind, Entry.debit, Entry.credit,
        Entry.amount_fen, Entry.text, Entry.voucher, Entry.by_name, Entry.reverses_id, Case.number,
    )  # fmt: skip
    joined = select(*columns).outerjoin(Case, Case.id == Entry.case_id)
    query = joined.where(booked()).order_by(Entry.year, Entry.serial)
    numbers: dict[str | None, str] = {None: ""}
    for row in session.execute(query):
        numbers[row.id] = f"记-{row.year}-{row.serial:04d}"
        yield _Line(
            number=numbers[row.id],
            day=row.booked_on,
            kind=row.kind,
            debit=row.debit,
            credit=row.credit,
            fen=row.amount_fen,
            # The words of a payment name who was paid; the case's number says enough.
            text=row.text if row.number is None else row.number,
            voucher=row.voucher,
            by=row.by_name,
            reverses=numbers[row.reverses_id],
        )


def _months(lines: Sequence[_Line], names: dict[str, str]) -> Iterator[str]:
    held = dict.fromkeys(names, 0)
    for place, line in enumerate(lines):
        yield _transaction(line, names)
        held[line.debit] += line.fen
        held[line.credit] -= line.fen
        following = lines[place + 1].day if place + 1 < len(lines) else date.max
        after = first_of_next_month(line.day)
        if following >= after:
            yield ""
            yield from (f"{after} balance {names[each]}  {yuan(fen)} ~ 0 CNY" for each, fen in held.items())


def _transaction(line: _Line, names: dict[str, str]) -> str:
    said = (("voucher", line.voucher), ("by", line.by), ("reverses", line.reverses))
    wide = max(len(names[line.debit]), len(names[line.credit]))
    return "\n".join(
        (
            f'\n{line.day} * "{KINDS[line.kind].title}" "{_quoted(line.text)}"',
            f'  number: "{line.number}"',
            *(f'  {name}: "{_quoted(text)}"' for name, text in said if text),
            f"  {names[line.debit]:<{wide}}  {yuan(line.fen)} CNY",
            f"  {names[line.credit]:<{wide}}  {yuan(-line.fen)} CNY",
        )
    )


def _quoted(text: str) -> str:
    plain = " ".join(text.split())
    return plain.replace("\\", "\\\\").replace('"', '\\"')
