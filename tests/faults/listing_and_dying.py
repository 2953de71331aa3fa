"""Signs a list, gives it to the bank, reads the answer, and dies before one statement after the other; run by test_months_killed.

Prints, for every death: whether the act that died is there as a whole or not at all.
"""

import sys
import tempfile
from datetime import date
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from tests import compiling, town
from tests.faults.paying_and_dying import killed
from tests.office.payroll.payroll_course import Months
from zqdesk.office.payroll import lists, signing
from zqdesk.office.payroll.bank import bank_files
from zqdesk.records import changes
from zqdesk.records.register import Register

ACTS = ("prepare", "give", "answer", "reissue")
TABLES = ("rows", "files", "answers", "results", "lists")
DAY = date(2026, 12, 3)
State = tuple[tuple[int, ...], str, bool]


def main() -> None:
    data = town.Vault(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), "")
    list_id = prepare(data)
    for act in ACTS:
        before, done = state(data), performed(data, act, list_id)
        statement, alive = 0, False
        while not alive:
            statement += 1
            with tempfile.TemporaryDirectory() as folder:
                copy = town.copied(data, Path(folder) / "data")
                alive = not killed(copy, statement, partial(_again, act, list_id))
                after = state(copy)
                sound = after == done if alive else after in (before, done)
                sys.stdout.write(
                    f"{act} {statement} {'done' if alive else 'died'} {'sound' if sound else after}\n"
                )
        engine = data.open()
        perform(engine, act, list_id)
        if act == "prepare":
            course = months(engine)
            course.second.do(signing.review, list_id)
            course.approver.do(signing.release, list_id)
        engine.dispose()


def months(engine: Engine) -> Months:
    clock = town.Clock()
    clock.set(DAY)
    return Months(Register(engine, town.CLERK, town.DESK_ID, clock), clock)


def prepare(data: town.Vault) -> str:
    """Three households on the roll and the draft of their month."""
    engine = data.open()
    course = months(engine)
    for number, name in enumerate(("张某", "李某", "赵某"), 1):
        course.home(name, number)
    made = course.make()
    engine.dispose()
    return made


def perform(engine: Engine, act: str, list_id: str) -> None:
    course = months(engine)
    if act == "prepare":
        course.prepare(list_id)
    elif act == "give":
        course.clerk.do(bank_files.give_file, list_id, bank_files.FileMade("代发.csv", "ab" * 32))
    elif act == "answer":
        course.answer(list_id, course.lines(list_id, failing=("李某",)))
    else:
        course.reissue("李某")


def _again(act: str, list_id: str, engine: Engine) -> None:
    perform(engine, act, list_id)


def performed(data: town.Vault, act: str, list_id: str) -> State:
    """The state after the act, tried on a copy."""
    with tempfile.TemporaryDirectory() as folder:
        copy = town.copied(data, Path(folder) / "data")
        engine = copy.open()
        perform(engine, act, list_id)
        engine.dispose()
        return state(copy)


def state(data: town.Vault) -> State:
    """How many rows each table has, how the lists stand, and whether the change log holds together."""
    engine = data.open()
    with engine.connect() as connection:
        counted = tuple(
            connection.exec_driver_sql(f"SELECT count(*) FROM payroll_{table}").scalar_one()
            for table in TABLES
        )
    course = months(engine)
    states = ",".join(sorted(str(head.state) for head in course.clerk.read(lists.heads)))
    whole = course.clerk.read(changes.first_break) is None
    engine.dispose()
    return counted, states, whole


if __name__ == "__main__":
    compiling.share()
    main()
