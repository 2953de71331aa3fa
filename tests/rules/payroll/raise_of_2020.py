"""The raise of 2020 as examples are worked by it: in force from January, known since 15 July, seven months to make up for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tests.rules.shipped import SCOPES, VALUES
from zqdesk.rules.allowance.anew import by_facts
from zqdesk.rules.cases.household import HouseholdFacts, Income, Member
from zqdesk.rules.parameters import Content, Parameters, Value
from zqdesk.rules.payroll.back_pay import Anew, MonthDue, Stand, Worth, months_between

MONTHS = months_between("2020-01", "2020-07")
KNOWN = date(2020, 8, 1)
JANUARY, JULY_15 = date(2020, 1, 1), date(2020, 7, 15)
Facts = tuple[HouseholdFacts, frozenset[str]]
"""A household, and who of it has gone."""


def notice(key: str, value: Content, begins: date = JANUARY, published: date = JULY_15) -> Value:
    """A row as the district publishes it."""
    return Value(key, SCOPES[1], begins, published, value, "", "区民政局通知")


def law(*more: Value, known: date = KNOWN) -> Parameters:
    return Parameters([*VALUES, *more], JANUARY, known, SCOPES)


def anew(*more: Value, known: date = KNOWN, months: Sequence[str] = MONTHS) -> Anew[Facts]:
    return Anew(law(*more, known=known), months, worth)


def worth(facts: Facts, by: Parameters) -> Worth:
    return by_facts(*facts, by)


def family(
    persons: int, *monthly: float, kind: str = "rural", on: date = JANUARY, **of_first: Any
) -> HouseholdFacts:
    """A household of adults; `monthly` are wages in yuan, one after the other's."""
    members = [Member(str(n), f"张{n}", "01", date(1980, 5, 5)) for n in range(1, persons + 1)]
    if of_first:
        members[0] = replace(members[0], **of_first)
    incomes = tuple(
        Income(str(n), "wages.job", "工资", round(yuan * 100)) for n, yuan in enumerate(monthly, 1) if yuan
    )
    return HouseholdFacts(on=on, members=tuple(members), incomes=incomes, standard_kind=kind)


def stand(
    since: str,
    until: str,
    facts: HouseholdFacts,
    *gone: str,
    roll: float = 0,
    uplift: float = 0,
    by: str = "",
) -> Stand[Facts]:
    base = round(roll * 100) - round(uplift * 100)
    return Stand(since, until, (facts, frozenset(gone)), base, round(uplift * 100), by)


def paid(**yuan: float) -> dict[str, int]:
    """`paid(to_04=425, to_07=850)`: so much for each month up to April, then so much up to July."""
    found: dict[str, int] = {}
    for name, each in yuan.items():
        for month in MONTHS:
            if month <= f"2020-{name[-2:]}" and month not in found:
                found[month] = round(each * 100)
    return found


def owed(lines: Sequence[MonthDue]) -> dict[str, float]:
    """By the number of the month, in yuan, the months that are owed something."""
    return {line.month[-2:]: line.owed_fen / 100 for line in lines if line.owed_fen}


def over(lines: Sequence[MonthDue]) -> dict[str, float]:
    """The months that were paid too much."""
    return {line.month[-2:]: line.difference_fen / 100 for line in lines if line.difference_fen < 0}


def each(since: int, until: int, yuan: float) -> dict[str, float]:
    return {f"{number:02d}": round(yuan, 2) for number in range(since, until + 1)}
