"""Runs of the simulation: `python -m tests.sync.simulation.run --seeds 1000` (or `./dev simulate`); a failing seed repeats."""

import argparse
import sys
import time
from collections.abc import Callable

from tests.sync.simulation import hall, invariants, world

STEPS = 150


WORLDS: dict[str, Callable[[int], world.World]] = {"towns": world.made, "hall": hall.made}
"""`towns`: four desks of two towns and the simplest acts, many of them; `hall`: three desks and the program's own acts of money."""


def run(seed: int, steps: int = STEPS, name: str = "towns") -> world.World:
    """One course of events and its end; an AssertionError says which promise was broken."""
    made = WORLDS[name](seed)
    for _ in range(steps):
        world.step(made)
    invariants.quiet(made)
    invariants.check(made)
    if name == "hall":
        invariants.money(made)
    world.cleared(made)  # only now: what failed still holds on to its databases
    return made


def main() -> int:
    """Run the seeds; prints one line for each that fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument(
        "--world", choices=WORLDS, default="towns", help="towns: simplest acts; hall: acts of money"
    )
    said = parser.parse_args()
    failed, began = 0, time.monotonic()
    for seed in range(said.first, said.first + said.seeds):
        try:
            run(seed, said.steps, said.world)
        except Exception as error:  # noqa: BLE001 - whatever it is, the seed that shows it is what counts
            failed += 1
            again = f"./dev simulate --first {seed} --seeds 1 --steps {said.steps} --world {said.world}"
            sys.stdout.write(f"seed {seed}: {type(error).__name__}: {str(error)[:160]!r}; again: {again}\n")
    took = time.monotonic() - began
    sys.stdout.write(f"{said.seeds} seeds, {failed} failed, {took:.0f} s\n")
    return min(failed, 1)


if __name__ == "__main__":
    raise SystemExit(main())
