"""`python -m bench`: fill a vault, measure, print the table."""

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bench import (
    crowd,
    document,
    exchange,
    figures,
    importing,
    papers,
    paying,
    raising,
    reserve,
    session,
    sign_in,
    start,
    vault,
)
from bench.alone import alone
from bench.size import Size
from bench.table import Figure

Measure = Callable[[Path, Size], list[Figure]]
MEASURES: dict[str, Measure] = {
    "start": lambda folder, size: start.measure(folder, size.rounds),
    "sign_in": lambda folder, size: sign_in.measure(folder, size.rounds),
    "search": lambda folder, size: alone(session.measure_search, folder, size.queries),
    "lists": lambda folder, size: alone(session.measure_lists, folder, size.rounds),
    "saving": lambda folder, size: alone(session.measure_saving, folder, size.saves),
    "papers": lambda _, size: alone(papers.measure, size.forms),
    "reserve": lambda _, size: alone(reserve.measure, size.days, size.rounds),
    "importing": lambda _, size: alone(importing.measure, size.households),
    "paying": lambda folder, size: alone(paying.measure, folder, size.rounds),
    "figures": lambda folder, size: alone(figures.measure, folder, size.rounds),
    "raising": lambda folder, size: alone(raising.measure, folder, size.rounds),
    "exchange": lambda _, size: alone(exchange.measure, size.households // 4, size.rounds),
    "memory": lambda folder, _: alone(session.measure_memory, folder),
    "crowd": lambda _, size: alone(crowd.measure, size.desks, size.seconds, size.acts),
}
MINUTES = 11
"""So many and the last measure make a run of about twelve."""
WITHOUT_VAULT = {"papers", "reserve", "importing", "exchange", "crowd"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench", description="measure against floors of the same run")
    parser.add_argument("--households", type=int, default=Size.households, help="fewer for a quick run")
    parser.add_argument("--only", choices=MEASURES, action="append", help="may be given several times")
    parser.add_argument("--vault", type=Path, help="where to keep the filled vault from one run to the next")
    parser.add_argument(
        "--minutes", type=float, default=MINUTES, help="what is not begun by then is left out"
    )
    parser.add_argument("--acts", type=int, help="to how many a town's log grows (`crowd`), such as 100000")
    parser.add_argument("--into", type=Path, help="a document whose section of figures is drawn anew")
    asked = parser.parse_args()
    if asked.into:
        document.drawn(asked.into.read_text(encoding="utf-8"), "")  # fails now, not when all is measured
    size = Size.of(asked.households)
    size = replace(size, acts=asked.acts or size.acts)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    names = asked.only or list(MEASURES)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        os.environ["ZQDESK_USER"] = str(Path(name) / "user")
        if not WITHOUT_VAULT.issuperset(names):
            _filled(folder, asked.vault, size.households)
        figures, left = _measured(names, folder, size, begun + asked.minutes * 60)
    said = document.told(figures, left, size.households, time.monotonic() - begun)
    print(f"\n{said}")
    if asked.into:
        asked.into.write_text(document.drawn(asked.into.read_text(encoding="utf-8"), said), encoding="utf-8")


def _measured(names: list[str], folder: Path, size: Size, until: float) -> tuple[list[Figure], list[str]]:
    """The figures, and the measures that were not begun in time."""
    figures: list[Figure] = []
    left: list[str] = []
    for each in names:
        begun = time.monotonic()
        if begun > until:
            left.append(each)
            continue
        print(f"measuring {each} …", flush=True)
        figures += MEASURES[each](folder, size)
        print(f"  {time.monotonic() - begun:.0f} s", flush=True)
    return figures, left


def _filled(folder: Path, kept: Path | None, count: int) -> None:
    """Fill the vault, or copy the one that is kept."""
    if kept is None or not kept.exists():
        print(f"filling a vault with {count:,} households …", flush=True)
        alone(vault.fill, folder, count)
        if kept is not None:
            shutil.copytree(folder, kept)
    else:
        shutil.copytree(kept, folder)


if __name__ == "__main__":
    main()
