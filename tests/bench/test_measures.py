"""Every measure of the bench runs, over a handful of rows: that it still can is asked here, how fast it is there."""

from math import isfinite
from pathlib import Path

import pytest

from bench import vault
from bench.__main__ import MEASURES
from bench.alone import alone
from bench.size import Size
from bench.table import HEADS, show

A_HANDFUL = Size(households=40, forms=12, days=3, saves=2, queries=5, rounds=1, desks=4, seconds=1, acts=20)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bench") / "data"
    alone(vault.fill, made, A_HANDFUL.households)
    return made


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_has_its_figures_beside_their_floors(name: str, folder: Path) -> None:
    figures = MEASURES[name](folder, A_HANDFUL)
    assert figures
    for each in figures:
        assert each.measured > 0
        assert each.floor > 0
        assert isfinite(each.ratio)
        assert each.note
    head, _, *rows = show(figures).splitlines()
    assert [cell.strip() for cell in head.strip("|").split("|")] == list(HEADS)
    assert len(rows) == len(figures)


def test_fewer_households_make_a_quick_run() -> None:
    assert Size.of(Size.households) == Size()
    assert Size.of(300).forms < Size.forms
