"""A raise over a whole roll: worked out month by month, then signed as a list, beside bare SQL over the same rows."""

import sqlite3
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench import raw
from bench.table import Figure, median
from bench.vault import TODAY, opened
from zqdesk.office.invented import town as invented_town
from zqdesk.office.invented.town import APPROVER, CLERK, SECOND_CLERK, Town
from zqdesk.office.payroll import lists, signing
from zqdesk.office.payroll.back_pay import raises, raising
from zqdesk.office.payroll.back_pay.raises import RaiseEntry
from zqdesk.office.payroll.back_pay.raising import Asked
from zqdesk.office.payroll.lists import HoldEntry
from zqdesk.office.payroll.values import ListRow, seal
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.place import ParameterRow
from zqdesk.rules.payroll.back_pay import months_between

PUBLISHED = TODAY + timedelta(days=1)
ASKED = Asked("allowance", "2025-12", "2026-11", PUBLISHED)
WORKED_OUT_MS, SIGNED_S = 1_000, 10
SUMS = """SELECT month.value, COUNT(*), SUM(allowance_fen + uplift_fen) FROM roll_entries
    JOIN households ON households.id = household_id JOIN json_each(?) AS month
    WHERE from_month <= month.value AND (to_month = '' OR to_month >= month.value) GROUP BY month.value"""
"""The same households and months, added up."""


def measure(folder: Path, rounds: int) -> list[Figure]:
    """Twelve months of everybody on the roll, by standards that are ten percent higher from the first of them on."""
    filled = opened(folder)
    town = invented_town.opened(filled.engine, PUBLISHED)
    clerk = town.acting(CLERK.login)
    clerk.do(_publish)
    took, bare = [], []
    for _ in range(rounds):
        begun = time.perf_counter()
        found = clerk.read(raising.preview, ASKED)
        took.append((time.perf_counter() - begun) * 1000)
        bare.append(_bare(clerk))
    name = f"a raise, {len(found.owed):,} households x 12 months"
    note = "the sums of the same months in one SQL statement"
    figures = [Figure(name, median(took), median(bare), note, limit=WORKED_OUT_MS), _signed(town)]
    filled.engine.dispose()
    return figures


def _publish(work: Work) -> None:
    for kind, fen in (("rural", 88_440), ("urban", 119_350)):
        for begins in (date(2025, 12, 1), date(2026, 1, 1)):
            work.session.add(
                ParameterRow(
                    key=f"standard.{kind}",
                    scope="370114",
                    valid_from=begins,
                    published_on=PUBLISHED,
                    value=fen,
                    source="提标",
                )
            )


def _bare(register: Register) -> float:
    pooled = register.engine.raw_connection()
    db: Any = pooled.driver_connection
    listed = "[" + ",".join(f'"{month}"' for month in months_between(*ASKED.span)) + "]"
    took = raw.run(db, [(SUMS, (listed,))])
    pooled.close()
    return took


def _signed(town: Town) -> Figure:
    """Made, signed by three and the roll raised; the floor writes the rows of the list alone."""
    clerk = town.acting(CLERK.login)
    begun = time.perf_counter()
    list_id = clerk.do(raises.open_raise, ASKED.programme, RaiseEntry(*ASKED.span, "提标")).result
    rows = clerk.read(lists.drawn, list_id, PUBLISHED).rows
    grave = [HoldEntry(row.home_id, row.alone_id, "账号待核实") for row in rows if row.grave]
    if grave:
        clerk.do(lists.hold, list_id, grave)
        rows = clerk.read(lists.drawn, list_id, PUBLISHED).rows
    clerk.do(signing.prepare, list_id, seal(rows))
    town.acting(SECOND_CLERK.login).do(signing.review, list_id)
    town.acting(APPROVER.login).do(signing.release, list_id)
    took = time.perf_counter() - begun
    note = "executemany of the list's rows into plain SQLite"
    return Figure("a raise, signed and the roll raised", took, written(rows), note, unit="s", limit=SIGNED_S)


def written(rows: tuple[ListRow, ...]) -> float:
    """Seconds to write the rows of a list into a plain database."""
    with tempfile.TemporaryDirectory() as name:
        db = sqlite3.connect(Path(name) / "plain.db")
        columns = ", ".join(f"c{number}" for number in range(len(ListRow._fields)))
        db.execute(f"CREATE TABLE rows ({columns})")
        values = [
            tuple(each if isinstance(each, str | int | None) else repr(each) for each in row) for row in rows
        ]
        begun = time.perf_counter()
        with db:
            db.executemany(f"INSERT INTO rows VALUES ({', '.join('?' * len(ListRow._fields))})", values)
        took = time.perf_counter() - begun
        db.close()
        return took
