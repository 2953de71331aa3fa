"""The shipped tables as the rules read them, and short ways to say a household."""

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from zqdesk.rules.allowance.amount import Assessment, assess
from zqdesk.rules.cases.household import Deduction, HouseholdFacts, Income, Member
from zqdesk.rules.parameters import Parameters, Value, parse_document

RESOURCES = Path(__file__).parents[2] / "resources"
SCOPES = ("370114001", "370114", "")
DAY = date(2026, 11, 4)


def document(name: str) -> dict[str, Any]:
    return tomllib.loads((RESOURCES / f"{name}.toml").read_text(encoding="utf-8"))


def documents(folder: str) -> dict[str, dict[str, Any]]:
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted((RESOURCES / folder).glob("*.toml"))
    }


VALUES = [value for document in documents("parameters").values() for value in parse_document(document)]


def parameters(on: date = DAY, known: date | None = None, **changed: Any) -> Parameters:
    """The shipped parameters; `changed` (dots as `__`) are put over them by the town itself."""
    own = [
        Value(key.replace("__", "."), SCOPES[0], date(2000, 1, 1), date(2000, 1, 1), value, "", "本测试")
        for key, value in changed.items()
    ]
    return Parameters([*VALUES, *own], on, known or on, SCOPES)


def person(key: str, born: date | None = date(1980, 5, 5), **more: Any) -> Member:
    return Member(key, f"张{key}", "01", born, **more)


def household(persons: int, *fen: int, taken: int = 0, **more: Any) -> HouseholdFacts:
    """A household of adults whose monthly wages are `fen`, less `taken` fen of medical spending."""
    incomes = tuple(Income("1", "wages.job", "工资", amount) for amount in fen)
    deductions = (Deduction("medical", "医疗", taken),) if taken else ()
    members = tuple(person(str(n)) for n in range(1, persons + 1))
    return HouseholdFacts(on=DAY, members=members, incomes=incomes, deductions=deductions, **more)


def assessed(facts: HouseholdFacts, **changed: Any) -> Assessment:
    return assess(facts, parameters(**changed))


def shown(assessment: Assessment) -> dict[str, str]:
    """Key and value of each line of the trace."""
    return {line.key: line.value for line in assessment.trace}


def codes(assessment: Assessment) -> set[str]:
    return {problem.code for problem in assessment.problems}


def yuan(value: str) -> Fraction:
    """A printed amount back as exact fen."""
    return Fraction(value.replace(",", "").replace("−", "-")) * 100
