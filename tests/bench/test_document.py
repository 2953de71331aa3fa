"""The figures of a run stand in the section of a document that is theirs, and nothing else of it changes."""

from pathlib import Path

import pytest

from bench.document import drawn, told
from bench.table import Figure

ROOT = Path(__file__).parents[2]
FIGURE = Figure("a start", 300.0, 100.0, "a bare window", ratio_aim=2.5)


def test_a_run_says_what_it_measured_where_and_what_it_left_out() -> None:
    said = told([FIGURE], ["memory", "exchange"], 20_000, 630)
    assert "over 20,000 households, in 10.5 minutes" in said
    assert "| a start | 300 ms" in said
    assert said.endswith("Not measured, for want of time: memory, exchange.")
    assert "Not measured" not in told([FIGURE], [], 20_000, 630)


def test_the_section_of_the_measurements_is_drawn_anew_and_again() -> None:
    document = (ROOT / "docs" / "measurements.md").read_text(encoding="utf-8")
    before, _, rest = document.partition("## Figures\n")
    after = rest[rest.index("\n## ") :]
    once = drawn(document, r"new \1")
    assert once == f"{before}## Figures\n\nnew \\1\n{after}"
    assert drawn(once, "newer") == f"{before}## Figures\n\nnewer\n{after}"


def test_a_document_without_the_section_is_refused() -> None:
    with pytest.raises(ValueError, match="Figures"):
        drawn("# Measurements\n", "")
