"""A few courses of the simulation in every run of the tests; `./dev simulate --seeds 1000` drives many."""

import pytest

from tests.sync.simulation.run import run


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_all_come_to_the_same(seed: int) -> None:
    run(seed, steps=100)
