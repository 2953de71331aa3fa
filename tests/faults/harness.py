"""Strikes errands with faults and says what became of each: `python -m tests.faults.harness`.

With `--kinds` each errand meets so many kinds of fault, with `--tries` so many calls are struck in each way, with `--minutes`
as many as that time allows, all chosen by the seed; without them all. A line of JSON for each try goes to the standard output, and at the end, with `--table`, the
table to the file it names.
"""

import argparse
import json
import logging
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from pathlib import Path
from time import monotonic
from typing import Any

from tests import compiling, town
from tests.faults import failing
from tests.faults.errands import ERRANDS, Errand, again, copy
from tests.faults.failing import KINDS, Fault
from zqdesk.records.faults import Known
from zqdesk.rules.problem import Refused

TITLES = {
    "io": "one call answers EIO",
    "denied": "one call answers EACCES",
    "full": "the disk is full from one call on",
    "torn": "half of a write, then killed",
    "killed": "killed before a call",
}
WRONGS = ("lost", "broken", "silent")
HEADING = """# Faults from below

Drawn by `./dev faults`. After each fault the desk is opened again as a clerk opens it, and all of it is checked. Lost: it was
acknowledged and is not there. Broken: half done, a check finds something, or the desk does not open. Silent: what was said
is no sentence of ours.
"""


@dataclass(frozen=True)
class Try:
    """What came of one try. `wrong`: acknowledged and lost, half done or not to be opened, not told in a sentence."""

    errand: str
    kind: str
    nth: int
    struck: str
    said: str
    wrong: str = ""
    detail: str = ""


class Struck:
    """An errand prepared once and struck again and again in copies."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.errand, self.folder = name, ERRANDS[name], folder
        (folder / "prepared").mkdir(parents=True)
        self.data = self.errand.prepare(folder / "prepared")
        unharmed = self._copy()
        calls = Fault("io", 0, unharmed.folder)
        assert _said(self.errand, unharmed, calls)[0] == "done", name
        self.calls = calls.calls
        self.after = self._seen(unharmed)
        self.before = self._seen(self._copy())

    def places(self, kind: str, of: str = "") -> list[int]:
        """The calls that this fault can strike, counted among those of its kind; of long runs of the same call a few.

        With `of` only those of which it is said, as `fsync zqdesk.db-wal`.
        """
        fault = Fault(kind, 0, self.folder)
        struck = [(name, file) for name, flags, file in self.calls if fault.concerns(name, flags)]
        found: list[int] = []
        start = 0
        for _, run in groupby(struck):
            length = len(list(run))
            inside = {0, 1, length // 3, length // 2, length - 2, length - 1}
            if of in " ".join(struck[start]):
                found += [start + n + 1 for n in sorted(inside) if 0 <= n < length]
            start += length
        return found

    def strike(self, kind: str, nth: int) -> Try:
        data = self._copy()
        fault = Fault(kind, nth, data.folder)
        said, alive = _said(self.errand, data, fault)
        found = Try(self.name, kind, nth, fault.struck, said)
        try:
            seen = self._seen(data)
        except (Known, Refused) as told:
            code = told.code if isinstance(told, Known) else told.problems[0].code
            return replace(found, wrong="broken", detail=f"does not open: {code}")
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what this looks for
            return replace(found, wrong="broken", detail=f"does not open: {error!r}")
        if seen not in (self.before, self.after):
            return replace(found, wrong="broken", detail=f"{seen} is neither {self.before} nor {self.after}")
        if said == "done" and seen != self.after:
            return replace(found, wrong="lost", detail=str(seen))
        if alive and (not said or said.startswith("bug")):
            return replace(found, wrong="silent", detail=said)
        return found

    def _copy(self) -> town.Vault:
        return copy(self.data, self.folder / "struck")

    def _seen(self, data: town.Vault) -> Any:
        return again(data, self.errand.look)


def _said(errand: Errand, data: town.Vault, fault: Fault) -> tuple[str, bool]:
    """What the desk told its clerk (`done`, the code of a sentence, a bug), and whether it lived to the end."""
    reading, writing = os.pipe()

    def work() -> None:
        try:
            errand.work(data)
        except Refused as refused:
            said = refused.problems[0].code
        except Known as known:
            said = known.code if known.happened and known.todo else "bug: no sentence"
        except BaseException as error:  # noqa: BLE001 - as the last-resort hook of the windows
            said = f"bug: {error!r}"
        else:
            said = "done"
        os.write(writing, said.encode())

    status = failing.run(work, fault)
    os.close(writing)
    said = os.read(reading, 4096).decode()
    os.close(reading)
    return said, os.WIFEXITED(status)


Points = dict[tuple[str, str], int]
"""Of each errand and kind of fault, how many calls could be struck."""


def tries(names: list[str], asked: argparse.Namespace, folder: Path, points: Points) -> Iterator[Try]:
    """Strike; with `--minutes` each errand has the same share of the time, and its calls come in an order by chance."""
    chosen = random.Random(asked.seed)
    end = monotonic() + 60 * asked.minutes if asked.minutes else None
    for done, name in enumerate(names):
        began = monotonic()
        until = began + (end - began) / (len(names) - done) if end else None
        struck = Struck(name, folder / str(done))
        ways = {kind: struck.places(kind, asked.of) for kind in KINDS}
        for kind in asked.kind or (KINDS if asked.kinds is None else chosen.sample(KINDS, asked.kinds)):
            points[name, kind] = len(ways[kind])
            if asked.tries is not None:
                ways[kind] = sorted(chosen.sample(ways[kind], min(asked.tries, len(ways[kind]))))
        meant = [(kind, nth) for kind in KINDS if (name, kind) in points for nth in ways[kind]]
        if until:
            meant = _in_turn(chosen, meant)
        for kind, nth in meant:
            if until and monotonic() > until:
                break
            yield struck.strike(kind, nth)
        shutil.rmtree(struck.folder, ignore_errors=True)


def _in_turn(chosen: random.Random, meant: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """By chance, and every kind of fault in turn: where time ends early none was left out."""
    chosen.shuffle(meant)
    before: Counter[str] = Counter()
    turns = []
    for kind, nth in meant:
        before[kind] += 1
        turns.append((before[kind], kind, nth))
    return [(kind, nth) for _, kind, nth in sorted(turns, key=lambda each: each[0])]


def table(found: list[Try], points: Points, asked: str) -> str:
    """The table as it stands in the documents; `asked` is how the run was called."""
    counts = Counter((each.errand, each.kind) for each in found)
    wrong = Counter((each.errand, each.kind, each.wrong) for each in found)
    every = "Every call was struck; of a long run of the same call, a few."
    some = f"Of {sum(points.values())} calls (of a long run of the same call, a few) {len(found)} were struck, chosen by chance."
    lines = [
        HEADING,
        f"Run: `./dev faults{asked}`.\n",
        f"{every if len(found) == sum(points.values()) else some}\n",
        "| errand | fault | calls | struck | lost | broken | silent |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for (errand, kind), calls in points.items():
        figures = [calls, counts[errand, kind], *(wrong[errand, kind, each] for each in WRONGS)]
        lines.append(f"| {errand} | {TITLES[kind]} | {' | '.join(map(str, figures))} |")
    sums = [sum(each.wrong == name for each in found) for name in WRONGS]
    lines.append(f"| all | | {' | '.join(map(str, [sum(points.values()), len(found), *sums]))} |")
    return "\n".join(lines) + "\n"


def _words(asked: argparse.Namespace) -> str:
    said = [] if asked.errands == list(ERRANDS) else [f"'{name}'" for name in asked.errands]
    given = {name: getattr(asked, name) for name in ("minutes", "tries", "kinds", "seed")}
    said += [f"--kind {kind}" for kind in asked.kind or ()] + ([f"--of '{asked.of}'"] if asked.of else [])
    said += [f"--{name} {value:g}" for name, value in given.items() if value is not None]
    return "".join(f" {each}" for each in said)


NOT_RUN = "Not run on this machine, "


def unstruck(before: str, why: str) -> str:
    """The document where nothing can be struck: it says so, and above whatever table another machine has drawn."""
    kept = "\n".join(line for line in before.splitlines() if not line.startswith(NOT_RUN)).strip()
    head, _, rest = (kept or HEADING.strip()).partition("\n\n")
    said = f"{NOT_RUN}{why}. {'The table is of another machine.' if '| all |' in rest else 'Nothing was struck.'}"
    return f"{head}\n\n{said}\n\n{rest.strip()}\n"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("errands", nargs="*", default=list(ERRANDS))
    parser.add_argument("--kinds", type=int)
    parser.add_argument(
        "--kind", choices=KINDS, action="append", help="only this one; may be given several times"
    )
    parser.add_argument("--of", default="", help="only calls of which this is said, as 'fsync zqdesk.db-wal'")
    parser.add_argument("--tries", type=int)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--table", type=Path)
    asked = parser.parse_args()
    why = failing.unable()
    if why:
        sys.stderr.write(f"{NOT_RUN}{why}.\n")
        if asked.table:
            before = asked.table.read_text(encoding="utf-8") if asked.table.exists() else ""
            asked.table.write_text(unstruck(before, why), encoding="utf-8")
        return 0
    logging.getLogger("zqdesk").addHandler(logging.NullHandler())
    found = []
    points: Points = {}
    with tempfile.TemporaryDirectory() as folder:
        for each in tries(asked.errands, asked, Path(folder), points):
            found.append(each)
            sys.stdout.write(json.dumps(asdict(each), ensure_ascii=False) + "\n")
            sys.stdout.flush()
    if asked.table:
        asked.table.write_text(table(found, points, _words(asked)), encoding="utf-8")
    return 1 if any(each.wrong for each in found) else 0


if __name__ == "__main__":
    compiling.share()
    sys.exit(main())
