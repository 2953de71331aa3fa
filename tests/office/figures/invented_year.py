"""An invented year with the proportions of the article that the district's own report was (domain.md §7).

Whom it counts by thousands is here a tenth of them: 1,218 of 1,718 for 12,184 of 17,177.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Engine, insert

from tests import town
from zqdesk.records.tables.base import Row
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.goods import (
    CharityHelp,
    GoodsHandout,
    GoodsItem,
    GoodsLine,
    GoodsList,
    GoodsReceipt,
)
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.payroll import PayrollList, PayrollResult, PayrollRow
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.reserve import Entry
from zqdesk.records.tables.steps import RollEntry
from zqdesk.records.tables.support import CareArrangement, SelfCareAssessment

YEAR = 2020
POOR, COVERED = 1_718, 1_218
AT_HOME, DESTITUTE = 221, 519
"""298 of 519 in an institution: 57.4 %."""
LEVELS = {"able": 300, "partly": 119, "lost": 100}
BACK_PAY_FEN, BACK_PAID = 1_867_000_000, 100
ALLOCATED_FEN = 266_000_000
GOODS = {"口罩": ("个", 20), "牛奶": ("箱", 1), "挂面": ("斤", 5), "洗手液": ("瓶", 1)}
"""To each of those who are cared for at home; together 4,420, 221, 1,105 and 221."""
CHARITY_FEN, CHARITY_PERSONS = 430_000_000, 3_700
SIZE = 7
Values = dict[str, Any]
Tables = dict[type[Row], list[Values]]
VILLAGES = tuple(town.VILLAGES.items())


def fill(engine: Engine) -> None:
    """Write the rows as they stand after such a year; what acts would write beside them is not asked of a report."""
    tables: Tables = defaultdict(list)
    homes = list(_homes(COVERED, 0, tables, covered=True))
    list(_homes(POOR - COVERED, len(homes), tables, covered=False))
    _destitute(tables)
    _back_pay(tables, homes[:BACK_PAID])
    tables[Entry].append(_allocation())
    _goods(tables)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql("INSERT INTO applying (id) VALUES (1)")  # as acts of other desks come in
        for kind, rows in tables.items():
            connection.execute(insert(kind), rows)
        connection.exec_driver_sql("DELETE FROM applying")


def _homes(persons: int, begin: int, tables: Tables, *, covered: bool) -> Iterator[str]:
    """Households registered as poor, of seven and a smaller last one; on the roll since 2019 where they are covered."""
    number = begin
    while persons:
        size, number = min(SIZE, persons), number + 1
        persons -= size
        key = f"home{number:06d}"
        _household(tables, key, number, size, poor=True)
        if covered:
            entry: Values = {"id": key, "programme": "allowance", "household_id": key, "person_id": None}
            entry |= {"from_month": "2019-01", "allowance_fen": 60_000, "uplift_fen": 0}
            tables[RollEntry].append(entry | {"person_count": size})
        yield key


def _household(tables: Tables, key: str, number: int, size: int, *, poor: bool) -> None:
    village, name = VILLAGES[number % len(VILLAGES)]
    home: Values = {"id": key, "head_id": f"{key}-0", "registered_poor": poor}
    tables[Household].append(home | {"village_id": village, "village_name": name})
    for place in range(size):
        person = f"{key}-{place}"
        tables[Person].append({"id": person, "name": f"某{number}"})
        tables[Membership].append({"id": person, "household_id": key, "person_id": person})


def _destitute(tables: Tables) -> None:
    levels = [level for level, count in LEVELS.items() for _ in range(count)]
    for number in range(DESTITUTE):
        key = f"alone{number:06d}"
        person = f"{key}-0"
        _household(tables, key, number, 1, poor=False)
        case: Values = {
            "id": key,
            "programme": "support",
            "state": "delivered",
            "household_id": key,
            "number": key,
        }
        case |= {"applicant_id": person, "clerk_id": town.CLERK.id, "applied_on": date(2019, 3, 1)}
        tables[Case].append(case)
        entry: Values = {"id": key, "programme": "support", "household_id": key, "person_id": person}
        entry |= {"from_month": "2019-05", "allowance_fen": 120_000, "uplift_fen": 20_000}
        tables[RollEntry].append(entry | {"person_count": 1})
        about: Values = {"id": key, "case_id": key, "person_id": person}
        abilities: Values = dict.fromkeys(("eats", "dresses", "gets_up", "toilets", "walks", "bathes"), True)
        found: Values = {"assessed_on": date(2019, 3, 9), "assessors": [], "level": levels[number]}
        tables[SelfCareAssessment].append(about | abilities | found)
        place = "home" if number < AT_HOME else "institution"
        tables[CareArrangement].append(about | {"placement": place, "from_on": date(2019, 5, 1)})


def _allocation() -> Values:
    made: Values = {
        "id": "e" * 32,
        "year": YEAR,
        "serial": 1,
        "booked_on": date(YEAR, 3, 2),
        "booked_at": town.OPENING,
    }
    made |= {"kind": "allocation", "debit": "bank", "credit": "district", "amount_fen": ALLOCATED_FEN}
    made |= {"text": "区级拨付", "by_id": town.CASHIER.id, "by_name": town.CASHIER.name}
    return made | {"desk_id": town.DESK_ID}


def _back_pay(tables: Tables, homes: list[str]) -> None:
    """A raise from January that was paid in August, every household its part, by the bank's word."""
    made: Values = {
        "id": "raise",
        "kind": "back_pay",
        "title": "提标补发",
        "from_month": "2020-01",
        "to_month": "2020-07",
    }
    made |= {"state": "released", "facts": {}, "pay_on": date(YEAR, 8, 10), "made_at": town.OPENING}
    tables[PayrollList].append(made | {"made_by_id": town.CLERK.id, "made_by_name": town.CLERK.name})
    each = BACK_PAY_FEN // len(homes)
    for position, home in enumerate(homes, 1):
        key = f"paid{position:06d}"
        row: Values = {
            "id": key,
            "list_id": "raise",
            "position": position,
            "programme": "allowance",
            "home_id": home,
        }
        row |= {
            "name": "某",
            "person_count": SIZE,
            "base_fen": each,
            "total_fen": each,
            "months": [],
            "notes": [],
        }
        tables[PayrollRow].append(row)
        said: Values = {"id": key, "answer_id": "answer", "serial": 1, "position": position, "row_id": key}
        tables[PayrollResult].append(
            said | {"outcome": "paid", "paid_fen": each, "paid_on": date(YEAR, 8, 12)}
        )


def _goods(tables: Tables) -> None:
    """One share to each who is cared for at home, on two days; and what charities gave."""
    by = {"by_id": town.CLERK.id, "by_name": town.CLERK.name}
    norms = {f"item{number}": count for number, (_, count) in enumerate(GOODS.values())}
    for number, (name, (unit, count)) in enumerate(GOODS.items()):
        tables[GoodsItem].append({"id": f"item{number}", "name": name, "unit": unit})
        came: Values = {"id": f"item{number}", "item_id": f"item{number}", "quantity": count * AT_HOME}
        came |= {"way": "donated", "source": "某企业", "worth_fen": 100_000, "received_on": date(YEAR, 2, 8)}
        tables[GoodsReceipt].append(came | by)
    listed: Values = {"id": "goods", "title": "防疫物资", "recipients": "support.cared.home", "per": "person"}
    listed |= {
        "recipients_title": "分散供养",
        "month": "2020-02",
        "norms": norms,
        "made_on": date(YEAR, 2, 9),
    }
    tables[GoodsList].append(listed | by)
    for number in range(AT_HOME):
        key = f"alone{number:06d}"
        line: Values = {"id": key, "list_id": "goods", "position": number + 1, "home_id": key, "name": "孤"}
        tables[GoodsLine].append(line | {"persons": 1, "due": norms})
        for item, count in norms.items():
            given: Values = {"id": f"{key}{item}", "line_id": key, "item_id": item, "quantity": count}
            given |= {"handed_on": date(YEAR, 2, 10 + number % 2), "receiver": "孤"}
            tables[GoodsHandout].append(given | by)
    helped: Values = {
        "id": "charity",
        "household_id": "alone000000",
        "charity": "区慈善总会",
        "matter": "医疗",
    }
    helped |= {"persons": CHARITY_PERSONS, "asked_on": date(YEAR, 5, 1), "asked_fen": CHARITY_FEN}
    helped |= {"outcome": "granted", "granted_fen": CHARITY_FEN, "answered_on": date(YEAR, 6, 1)}
    tables[CharityHelp].append(helped | by)
