"""Who counts as living together (art. 7), and who is severely disabled (art. 8)."""

from datetime import date
from typing import Any

import pytest

from tests.rules.shipped import DAY
from zqdesk.rules.cases.household import Disability, Relative, is_severe, who_counts

ADULT = date(1990, 1, 1)
CHILD = date(2017, 3, 1)


@pytest.mark.parametrize(
    ("relation", "born", "more", "counted"),
    [
        ("01", ADULT, {}, True),
        ("10", ADULT, {"lives_together": False}, True),
        ("20", CHILD, {"lives_together": False}, True),
        ("20", date(2008, 11, 4), {"lives_together": False}, False),  # eighteen today
        ("20", date(2008, 11, 5), {"lives_together": False}, True),
        ("31", ADULT, {"lives_together": False, "student": "bachelor"}, True),
        ("31", ADULT, {"lives_together": False, "student": "graduate"}, False),
        ("22", ADULT, {"lives_together": False, "independent": False}, True),
        ("22", ADULT, {"lives_together": False}, False),
        ("22", ADULT, {}, True),
        ("22", None, {"lives_together": False}, False),
        ("38", ADULT, {}, True),
        ("38", ADULT, {"lives_together": False}, False),
        ("42", CHILD, {}, True),
        ("42", CHILD, {"lives_together": False}, False),
        ("51", ADULT, {}, True),
        ("61", ADULT, {}, True),
        ("73", ADULT, {}, True),
        ("74", ADULT, {}, False),
        ("83", ADULT, {}, False),
        ("99", ADULT, {}, False),
        ("20", CHILD, {"in_prison": True}, False),
        ("10", ADULT, {"in_rehabilitation": True}, False),
        ("10", ADULT, {"missing": True}, False),
        ("01", ADULT, {"religious": True}, False),
        ("99", CHILD, {"has_duty": True}, True),
        ("99", CHILD, {"has_duty": True, "lives_together": False}, False),
        ("99", CHILD, {"has_duty": True, "in_prison": True}, False),
    ],
)
def test_article_seven(relation: str, born: date | None, more: dict[str, Any], counted: bool) -> None:
    (found,) = who_counts([Relative("1", relation, born, **more)], DAY)
    assert found.counted is counted
    assert found.reason
    assert "第七条" in found.source


def test_everyone_gets_an_answer_in_order() -> None:
    people = [Relative("a", "01", ADULT), Relative("b", "99", ADULT), Relative("c", "10", ADULT)]
    assert [(found.key, found.counted) for found in who_counts(people, DAY)] == [
        ("a", True),
        ("b", False),
        ("c", True),
    ]


@pytest.mark.parametrize(
    ("type_", "grade", "severe"),
    [
        ("4", 1, True),
        ("1", 2, True),
        ("4", 3, False),
        ("5", 3, True),
        ("6", 3, True),
        ("6", 4, False),
        ("7", 3, False),
    ],
)
def test_severe_disability(type_: str, grade: int, severe: bool) -> None:
    assert is_severe(Disability(type_, grade)) is severe
