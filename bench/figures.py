"""The report of a year over a whole roll, every list read and every figure added up, beside the same sums in bare SQL."""

import time
from pathlib import Path
from typing import Any

from bench import raw
from bench.table import Figure, median
from bench.vault import TODAY, opened
from zqdesk.office.figures.chapters import FIGURES
from zqdesk.office.figures.report import report
from zqdesk.office.invented import town as invented_town
from zqdesk.office.invented.town import CLERK
from zqdesk.records.register import Register

AIM_MS = 1_000
SUMS = (
    """SELECT COUNT(*), SUM(person_count), SUM(allowance_fen + uplift_fen), SUM(registered_poor) FROM roll_entries
    JOIN households ON households.id = household_id
    WHERE from_month <= '2026-12' AND (to_month = '' OR to_month >= '2026-12')""",
    "SELECT COUNT(*) FROM roll_entries WHERE from_month BETWEEN '2026-01' AND '2026-12'",
    "SELECT COUNT(*) FROM memberships JOIN households ON households.id = household_id WHERE registered_poor",
    "SELECT SUM(amount_fen) FROM reserve_entries",
    "SELECT COUNT(*) FROM decisions WHERE decided_on BETWEEN '2026-01-01' AND '2026-12-31'",
)
"""What a summary of the year asks, and no list behind it."""


def measure(folder: Path, rounds: int) -> list[Figure]:
    filled = opened(folder)
    clerk = invented_town.opened(filled.engine, TODAY).acting(CLERK.login)
    took, bare = [], []
    for _ in range(rounds):
        begun = time.perf_counter()
        made = clerk.read(report, f"{TODAY:%Y}", TODAY)
        for figure in FIGURES.values():
            made.words(figure)
        took.append((time.perf_counter() - begun) * 1000)
        bare.append(_bare(clerk))
    rows = sum(map(len, made.lists.values()))
    filled.engine.dispose()
    name = f"the figures of a year, {len(FIGURES)} over {rows:,} lines"
    return [
        Figure(name, median(took), median(bare), "the main sums in bare SQL, without lists", limit=AIM_MS)
    ]


def _bare(register: Register) -> float:
    pooled = register.engine.raw_connection()
    db: Any = pooled.driver_connection
    took = raw.run(db, [(statement, ()) for statement in SUMS])
    pooled.close()
    return took
