"""What was found at a home reads the same however it was typed."""

from dataclasses import replace

import pytest

from tests.papers.family_case import dossier, visit
from zqdesk.papers.cases.findings import area_text, housing_text
from zqdesk.papers.programmes import PAPERS


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("68", "68平方米"), ("68.5", "68.5平方米"), ("６８", "６８平方米"), ("68平方米", "68平方米"), ("68㎡", "68平方米"),
        (" 68 平米", "68平方米"), ("68，3间", "68平方米，3间"), ("92平方米，4间", "92平方米，4间"), ("4间", "4间"),
        ("约68平方米", "约68平方米"), ("", ""),
    ],
)  # fmt: skip
def test_an_area_is_printed_with_its_unit_once(typed: str, printed: str) -> None:
    assert area_text(typed) == printed


def test_both_forms_print_the_unit() -> None:
    seen = visit()
    seen.housing_area = "68"
    assert "，68平方米" in housing_text(seen)
    case = replace(dossier(), visits=(seen,))
    found = PAPERS["allowance"]["home_visit"].paper.content(case, "", "").found
    assert found is not None
    assert found.area == "68平方米"
