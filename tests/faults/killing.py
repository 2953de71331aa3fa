"""Saves acts and dies at any moment of it, again and again; run by test_killed as a process of its own.

Prints, for every death: acts that were reported saved, acts that are there, and what else is wrong.
"""

import os
import signal
import sys
from pathlib import Path

from sqlalchemy import Engine

from tests import compiling, town
from zqdesk.records import changes
from zqdesk.records.checks import check
from zqdesk.records.register import Register

DEATHS = 16


def main() -> None:
    data = town.Vault(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), "")
    warm_up(data)
    for death in range(DEATHS):
        before = state(data)[0]
        reported = die_saving(data, after_seconds=0.03 + death * 0.0091)
        sys.stdout.write(f"{before + reported} {' '.join(map(str, state(data)))}\n")


def warm_up(data: town.Vault) -> None:
    """One act, so that the forked desks spend their short lives on saving and not on imports."""
    engine = data.open()
    Register(engine, town.CLERK, town.DESK_ID).do(town.add_household, "张某")
    engine.dispose()


def die_saving(data: town.Vault, after_seconds: float) -> int:
    """Fork a desk that saves acts until it is killed; how many it had reported as saved."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        # The alarm's own action ends the process wherever it is, inside SQLite and the kernel as well.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, after_seconds)
        register = Register(data.open(), town.CLERK, town.DESK_ID)
        while True:
            register.do(town.add_household, "张某")
            os.write(writing, b".")
    os.close(writing)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGALRM
    reported = b""
    while part := os.read(reading, 1 << 16):
        reported += part
    os.close(reading)
    return len(reported)


def state(data: town.Vault) -> tuple[int, str]:
    engine = data.open()
    findings = check.run(data.folder, data.key, engine)
    saved, wrong = counted(engine)
    broken = Register(engine, town.CLERK, town.DESK_ID).read(changes.first_break)
    engine.dispose()
    return saved, "sound" if not findings and not wrong and broken is None else "broken"


def counted(engine: Engine) -> tuple[int, bool]:
    """How many acts are there, and whether any is there only in part."""
    with engine.connect() as connection:
        saved, *parts = [
            connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            for table in ("persons", "households", "memberships", "changes WHERE act = 'town.add_household'")
        ]
        entries = connection.exec_driver_sql("SELECT count(*) FROM search_entries").scalar_one()
    return saved, any(part != saved for part in parts) or entries != 2 * saved


if __name__ == "__main__":
    compiling.share()
    main()
