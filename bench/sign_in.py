"""From Enter after the passphrase to today's work on the screen, the deliberate cost of a passphrase left out."""

import time
from pathlib import Path

from bench import raw
from bench.alone import alone
from bench.desk import DrivenDesk, morning
from bench.table import Figure, median
from bench.vault import opened
from zqdesk.office.across.today import worklist
from zqdesk.records import vault

TIMES = 5


def measure(folder: Path, rounds: int) -> list[Figure]:
    """Each sign-in is the first of its process, as in the morning; the day's backup is made before."""
    alone(first_sign_in, folder)
    both = [(alone(first_sign_in, folder), alone(raw_work_list, folder)) for _ in range(rounds)]
    ours, floor = (median(each) for each in zip(*both, strict=True))
    note = "opening the SQLCipher file and running the list's own SQL"
    return [Figure("sign-in to today's work", ours, floor, note)]


def first_sign_in(folder: Path) -> float:
    desk = DrivenDesk(folder)
    took = desk.sign_in()
    desk.close()
    return took


def raw_work_list(folder: Path) -> float:
    """The statements of the look alone, each time through a connection opened for them."""
    filled = opened(folder)
    with raw.listened(filled.engine) as statements:
        filled.register.read(worklist.today, morning().date(), filled.register.actor)
    filled.engine.dispose()
    times = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        engine = vault.open_engine(folder / vault.DATABASE, filled.key)
        pooled = engine.raw_connection()
        raw.run(pooled.driver_connection, statements)
        times.append((time.perf_counter() - begun) * 1000)
        pooled.close()
        engine.dispose()
    return median(times)
