"""A few courses of the simulation in every run of the tests; `./dev simulate --seeds 1000` drives many."""

import pytest

from tests.sync.simulation.run import run

COURSES = [*(("towns", seed) for seed in range(7)), ("hall", 2)]


@pytest.mark.parametrize(("world", "seed"), COURSES)
def test_whatever_happens_all_come_to_the_same(world: str, seed: int) -> None:
    run(seed, 90, world)
