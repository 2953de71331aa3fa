"""Runs of the simulation: `python -m tests.sync.simulation.run --seeds 1000` (or `./dev simulate`); a failing seed repeats."""

import argparse
import sys
import time

from tests.sync.simulation import invariants, world

STEPS = 150


def run(seed: int, steps: int = STEPS) -> world.World:
    """One course of events and its end; an AssertionError says which promise was broken."""
    made = world.made(seed)
    for _ in range(steps):
        world.step(made)
    invariants.quiet(made)
    invariants.check(made)
    world.cleared(made)  # only now: what failed still holds on to its databases
    return made


def main() -> int:
    """Run the seeds; prints one line for each that fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--steps", type=int, default=STEPS)
    said = parser.parse_args()
    failed, began = 0, time.monotonic()
    for seed in range(said.first, said.first + said.seeds):
        try:
            run(seed, said.steps)
        except Exception as error:  # noqa: BLE001 - whatever it is, the seed that shows it is what counts
            failed += 1
            again = f"./dev simulate --first {seed} --seeds 1 --steps {said.steps}"
            sys.stdout.write(f"seed {seed}: {type(error).__name__}: {str(error)[:160]!r}; again: {again}\n")
    took = time.monotonic() - began
    sys.stdout.write(f"{said.seeds} seeds, {failed} failed, {took:.0f} s\n")
    return min(failed, 1)


if __name__ == "__main__":
    raise SystemExit(main())
