"""Cases worked by hand: household, day, amount written as arithmetic, lines of the trace, article."""

import ast
import operator
import tomllib
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.rules.shipped import codes, parameters, shown, yuan
from zqdesk.rules.allowance.amount import Assessment, assess
from zqdesk.rules.cases.household import (
    Asset,
    Deduction,
    Disability,
    HouseholdFacts,
    Income,
    Member,
    with_categories,
)
from zqdesk.rules.money import parse_yuan

CASES = {path.stem: path for path in sorted((Path(__file__).parent / "worked").glob("*.toml"))}
OPERATIONS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def arithmetic(text: str) -> Fraction:
    """What `(900 - 500) * 3` comes to, exactly; figures are yuan."""

    def reckon(node: ast.expr) -> Fraction:
        if isinstance(node, ast.BinOp):
            return OPERATIONS[type(node.op)](reckon(node.left), reckon(node.right))
        figure = ast.get_source_segment(text, node)
        assert figure is not None
        return Fraction(figure)

    return reckon(ast.parse(text, mode="eval").body)


def facts(case: dict[str, Any]) -> HouseholdFacts:
    return HouseholdFacts(
        on=case["day"],
        members=tuple(_member(row) for row in case["member"]),
        incomes=tuple(_income(row) for row in case.get("income", ())),
        deductions=tuple(
            Deduction(row["kind"], row["title"], parse_yuan(row["yuan"])) for row in case.get("deduction", ())
        ),
        assets=tuple(
            Asset(row["kind"], row["title"], parse_yuan(row.get("yuan", "0")), row.get("quantity", 1))
            for row in case.get("asset", ())
        ),
        standard_kind=case.get("standard", "rural"),
        single_reason=case.get("single_reason", ""),
        single_member=case.get("single_member", ""),
    )


def _member(row: dict[str, Any]) -> Member:
    card = row.get("disability", "")
    return Member(
        row["key"],
        f"{row['key']}某",
        row.get("relation", "01"),
        row["born"],
        counted=row.get("counted", True),
        disability=Disability(card[0], int(card[1])) if card else None,
        serious_illness=row.get("serious_illness", False),
        work_refusals=row.get("work_refusals", 0),
    )


def _income(row: dict[str, Any]) -> Income:
    part = parse_yuan(row["counted_yuan"]) if "counted_yuan" in row else None
    return Income(
        row["member"],
        row["kind"],
        row["title"],
        parse_yuan(row["yuan"]),
        row.get("months", 1),
        part,
        row.get("exempt_reason", ""),
    )


def answer(case: dict[str, Any], known: date) -> Assessment:
    changed = {key.replace(".", "__"): value for key, value in case.get("parameters", {}).items()}
    asked = parameters(on=case["day"], known=known, **changed)
    return assess(with_categories(facts(case), asked), asked)


@pytest.mark.parametrize("name", CASES)
def test_worked_case(name: str) -> None:
    case = tomllib.loads(CASES[name].read_text(encoding="utf-8"))
    expect = case["expect"]
    known = case.get("known", case["day"])
    found = answer(case, known)
    assert codes(found) == set(expect.get("problems", []))
    assert found.eligible is ("problems" not in expect)
    assert [found.allowance_fen, found.uplift_fen, found.total_fen] == [
        round(arithmetic(expect[key]) * 100) for key in ("allowance", "uplift", "total")
    ]
    assert [line.key for line in found.trace] == expect["lines"]
    assert yuan(shown(found)["total"]) == found.total_fen
    exact = {"counted": found.counted_income, "per_head": found.per_head}
    for key in exact.keys() & expect.keys():
        assert exact[key] == arithmetic(expect[key]) * 100
    labels = {line.key: line.label for line in found.trace}
    for key, label in expect.get("labels", {}).items():
        assert labels[key] == label
    if "back_pay" in expect:
        later = answer(case, expect["back_pay"]["known"])
        difference = arithmetic(expect["back_pay"]["difference"]) * 100
        assert later.total_fen - found.total_fen == difference


def test_every_line_and_every_reason_rests_on_something() -> None:
    for path in CASES.values():
        case = tomllib.loads(path.read_text(encoding="utf-8"))
        found = answer(case, case["day"])
        assert [line.key for line in found.trace if not line.source] == []
        assert [problem.code for problem in found.problems if not problem.source] == []
        assert case["article"].startswith(("《", "民发"))
