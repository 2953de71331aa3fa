"""The month's list of a whole roll: worked out and compared with the month before, then signed, beside bare SQL over the same rows."""

import time
from pathlib import Path
from typing import Any

from bench import raw
from bench.raising import written
from bench.table import Figure, median
from bench.vault import TODAY, opened
from zqdesk.office.invented import payroll, town
from zqdesk.office.invented.town import CLERK
from zqdesk.office.payroll import lists, signing
from zqdesk.office.payroll.values import seal
from zqdesk.records.register import Register

WORKED_OUT_MS, SIGNED_S = 1_000, 10
SUMS = """SELECT household_id, roll_entries.person_id, SUM(allowance_fen + uplift_fen), SUM(person_count) FROM roll_entries
    JOIN households ON households.id = household_id JOIN persons ON persons.id = households.head_id
    WHERE roll_entries.programme = 'allowance' AND from_month <= ? AND (to_month = '' OR to_month >= ?)
    GROUP BY household_id, roll_entries.person_id"""
"""The same month, household by household."""


def measure(folder: Path, rounds: int) -> list[Figure]:
    """Everybody on the roll in one month."""
    filled = opened(folder)
    clerk = town.opened(filled.engine, TODAY).acting(CLERK.login)
    list_id = payroll.begin(clerk, TODAY)
    took, bare = [], []
    for _ in range(rounds):
        begun = time.perf_counter()
        drawn = clerk.read(lists.drawn, list_id, TODAY)
        took.append((time.perf_counter() - begun) * 1000)
        bare.append(_bare(clerk))
    name = f"the month's list, {len(drawn.rows):,} households"
    note = "the same month and the one before, household by household, in bare SQL"
    begun = time.perf_counter()
    clerk.do(signing.prepare, list_id, seal(drawn.rows))
    signed = time.perf_counter() - begun
    kept = "executemany of the list's rows into plain SQLite"
    figures = [
        Figure(name, median(took), median(bare), note, limit=WORKED_OUT_MS),
        Figure("the month's list, signed", signed, written(drawn.rows), kept, unit="s", limit=SIGNED_S),
    ]
    filled.engine.dispose()
    return figures


def _bare(register: Register) -> float:
    pooled = register.engine.raw_connection()
    db: Any = pooled.driver_connection
    took = raw.run(db, [(SUMS, (month, month)) for month in (f"{TODAY:%Y-%m}", _before())])
    pooled.close()
    return took


def _before() -> str:
    return f"{payroll.day_of_last_month(TODAY):%Y-%m}"
