"""Every limit on property is tested, and every one that is passed is told."""

import re

import pytest

from tests.rules.shipped import parameters
from zqdesk.rules.cases.household import Asset
from zqdesk.rules.cases.property import property_limits
from zqdesk.rules.problem import Problem
from zqdesk.rules.trace import Line

LIMIT = 80_400 * 12 * 2


def limits(*assets: Asset, persons: int = 1) -> tuple[list[Problem], list[Line]]:
    return property_limits(assets, persons, 80_400, parameters())


@pytest.mark.parametrize(
    ("fen", "persons", "over"), [(LIMIT, 1, 0), (LIMIT + 1, 1, 1), (2 * LIMIT + 1, 2, 1)]
)
def test_financial_assets_per_head(fen: int, persons: int, over: int) -> None:
    problems, (line,) = limits(
        Asset("financial.deposit", "存款", fen - 1), Asset("financial.fund", "基金", 1), persons=persons
    )
    assert [problem.code for problem in problems] == ["property.financial"] * over
    assert "200%" in line.formula
    for problem in problems:
        told = re.findall(r"[\d,]+\.\d+…?", problem.text)
        assert len(set(told)) == 2, "what passes a limit by less than a fen is not told as the limit itself"


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        ("house.dwelling", 1),
        ("vehicle.car", 0),
        ("machine.farm", 0),
        ("vessel.boat", 0),
        ("business.enterprise", 0),
    ],
)
def test_numbers_of_things(kind: str, allowed: int) -> None:
    assert limits(Asset(kind, "财产", quantity=allowed))[0] == []
    (problem,) = limits(Asset(kind, "财产", quantity=allowed + 1))[0]
    assert problem.code == f"property.{kind.partition('.')[0]}"
    assert problem.source


def test_things_of_a_class_add_up() -> None:
    (problem,) = limits(Asset("house.dwelling", "老宅"), Asset("house.shop", "门面"))[0]
    assert "住房2套，超过规定的1套" in problem.text


@pytest.mark.parametrize(
    "asset",
    [Asset("vehicle.disability", "代步车"), Asset("vehicle.car", "出租用车", exempt_reason="唯一谋生工具")],
)
def test_what_is_needed_to_live_is_left_out_and_shown(asset: Asset) -> None:
    problems, (line,) = limits(asset)
    assert problems == []
    assert line.key == f"not_counted.{asset.kind}"
    assert line.label == f"不计入财产：{asset.title}"


def test_what_has_no_limit_is_no_problem() -> None:
    assert limits(Asset("land.arable", "承包地", quantity=6)) == ([], [])
