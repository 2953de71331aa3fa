"""Pays out of the reserve and dies before one statement after the other that writes, and before what follows it; run by test_reserve_killed as a process of its own.

Prints, for every death: whether the act that died is there as a whole or not at all, and what else is wrong.
"""

import os
import signal
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from tests import compiling, town
from tests.office.relief import relief_course
from tests.office.reserve import reserve_course
from zqdesk.office.invented import witnessing
from zqdesk.office.relief.payments import correcting, disbursing
from zqdesk.office.reserve.bank import matching, proposals, statements
from zqdesk.office.reserve.bank.statements import StatementEntry, StatementLine
from zqdesk.office.reserve.ledger import journal
from zqdesk.records import changes
from zqdesk.records.register import Register
from zqdesk.records.tables.bank import BankLine, BankMatch, BankMatchItem, BankStatement
from zqdesk.records.tables.reserve import Disbursement, Entry

STATEMENT = StatementEntry(
    date(2026, 11, 1),
    date(2026, 11, 23),
    0,
    4_500_000,
    (
        StatementLine(date(2026, 11, 23), 6_000_000, slip="进001"),
        StatementLine(date(2026, 11, 23), out_fen=1_500_000, slip="支001"),
    ),
)
"""What the bank says of the money that funds the hall."""
READS = ("SELECT", "PRAGMA", "WITH")
"""Between two of these nothing on the disk changes: whoever dies before the second dies as before the first."""
ACTS = ("disburse", "reverse", "state", "match")


def main() -> None:
    data = town.Vault(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), "")
    case_id = prepare(data)
    for act in ACTS:
        statement, done = 0, False
        before = state(data)
        while not done:
            statement += 1
            with tempfile.TemporaryDirectory() as folder:
                copy = town.copied(data, Path(folder) / "data")
                done = not dies(copy, act, case_id, statement)
                after = state(copy)
                sound = after[1:] == before[1:] and after[0] - before[0] in ((1,) if done else (0, 1))
                sys.stdout.write(
                    f"{act} {statement} {'done' if done else 'died'} {'sound' if sound else after}\n"
                )
        if act in ("disburse", "state"):
            live(data, act, case_id)


def prepare(data: town.Vault) -> str:
    """A funded reserve and a family that may be paid."""
    engine = data.open()
    register = Register(engine, town.CLERK, town.DESK_ID, town.Clock())
    reserve_course.funded(register)
    case_id = relief_course.agreed(register)
    engine.dispose()
    return case_id


def dies(data: town.Vault, act: str, case_id: str, statement: int) -> bool:
    """Whether a desk that is killed before this statement of the act came that far."""
    return killed(data, statement, lambda engine: perform(engine, act, case_id))


def killed(data: town.Vault, statement: int, performed: Callable[[Engine], object]) -> bool:
    """Fork a desk that is killed before this statement of what it does; whether it came that far."""
    child = os.fork()
    if child == 0:
        engine = data.open()
        left, wrote = [statement], [True]

        @event.listens_for(engine, "before_cursor_execute")
        def _count(_connection: object, _cursor: object, said: str, *_args: object) -> None:
            writes = not said.lstrip().upper().startswith(READS)
            left[0] -= writes or wrote[0]
            wrote[0] = writes
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        performed(engine)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def live(data: town.Vault, act: str, case_id: str) -> None:
    """Do the act for good, so that the next one has something to begin with."""
    engine = data.open()
    perform(engine, act, case_id)
    engine.dispose()


def perform(engine: Engine, act: str, case_id: str) -> None:
    register = Register(engine, town.CASHIER, town.DESK_ID, town.Clock())
    if act == "disburse":
        witnessing.sign(register.acting_as(town.CLERK), case_id, relief_course.payment())
        register.do(disbursing.disburse, case_id, relief_course.payment())
        return
    if act == "state":
        register.do(statements.enter_statement, STATEMENT)
        return
    if act == "match":
        pairs = [each.pair for each in register.read(proposals.proposals)]
        register.do(matching.match_money, pairs[:1])
        return
    entry = register.read(
        lambda session: session.scalars(select(Entry.id).where(Entry.kind == "disbursement")).first()
    )
    assert entry is not None
    register.acting_as(town.APPROVER).do(correcting.reverse, entry, "记错了")


def state(data: town.Vault) -> tuple[int, bool, bool, bool, bool]:
    """How many entries, statements and matches there are, and whether sums, rows and the change log hold together."""
    engine = data.open()
    register = Register(engine, town.CASHIER, town.DESK_ID, town.Clock())
    held = register.read(journal.balances)
    district = held.pop("district")
    count = select(func.count(Entry.id))
    entries = register.read(lambda session: session.scalar(count)) or 0
    paid = register.read(
        lambda session: (
            session.scalar(count.where(Entry.kind == "disbursement", Entry.reverses_id.is_(None))),
            session.scalar(select(func.count(Disbursement.id))),
        )
    )
    heads, parts = register.read(bank)
    whole = register.read(changes.first_break) is None
    engine.dispose()
    return entries + heads, parts, district == sum(held.values()), paid[0] == paid[1], whole


def bank(session: Session) -> tuple[int, bool]:
    """How many statements and matches there are, and whether every line and item belongs to one."""
    heads, whole = 0, True
    for head, part, link in (
        (BankStatement, BankLine, BankLine.statement_id),
        (BankMatch, BankMatchItem, BankMatchItem.match_id),
    ):
        known = set(session.scalars(select(head.id)))
        heads += len(known)
        whole = whole and set(session.scalars(select(link).select_from(part))) == known
    return heads, whole


if __name__ == "__main__":
    compiling.share()
    main()
