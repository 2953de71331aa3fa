"""The long lists: what fits the filter, in order, as plain values."""

from dataclasses import replace
from datetime import date

import pytest

from tests import town
from tests.office.family import (
    FAMILY,
    HUSBAND,
    TODAY,
    accepted,
    draft,
    id_number,
    member,
    with_line,
    with_papers,
)
from zqdesk.office.across import lists, roll
from zqdesk.office.across.lists import HouseholdFilter
from zqdesk.office.cases.acts import ending
from zqdesk.office.cases.looks.listing import CaseFilter
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.steps import RollEntry

LONE = with_papers(
    replace(
        FAMILY,
        village_id="370114001202",
        members=(member("吴某", id_number(date(1950, 1, 1), 5), "02", work_ability="04"),),
        relative_name="孙小某",
        relative_post="经办人",
        relative_relation="叔侄",
    )
)


@pytest.fixture
def four(register: Register) -> Register:
    """An accepted family, a draft, an accepted relative of staff, a withdrawn one."""
    accepted(register)
    draft(register, replace(LONE, members=(member("冯某", "", "02"),), relative_name=""))
    accepted(register, LONE)
    gone = replace(LONE, members=(member("钱某", id_number(date(1951, 1, 1), 7), "02", work_ability="04"),))
    register.do(ending.withdraw, draft(register, gone), "不办了")
    return register


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (CaseFilter(group="", programme="allowance"), ["钱某", "吴某", "冯某", "张某"]),
        (CaseFilter(programme="allowance"), ["吴某", "冯某", "张某"]),
        (CaseFilter("draft", programme="allowance"), ["冯某"]),
        (CaseFilter("running", programme="allowance"), ["吴某", "张某"]),
        (CaseFilter("closed", programme="allowance"), ["钱某"]),
        (CaseFilter(state="accepted", programme="allowance"), ["吴某", "张某"]),
        (CaseFilter(kind="review", programme="allowance"), []),
        (CaseFilter(village_id="370114001201", programme="allowance"), ["张某"]),
        (CaseFilter(relatives_only=True, programme="allowance"), ["吴某"]),
        (CaseFilter(clerk_id=town.SECOND_CLERK.id, programme="allowance"), []),
        (CaseFilter(text="吴", programme="allowance"), ["吴某"]),
        (CaseFilter(text=HUSBAND[-4:], programme="allowance"), ["张某"]),
        (CaseFilter(text="DB-00001", programme="allowance"), ["张某"]),
        (CaseFilter(text="%", programme="allowance"), []),
    ],
)
def test_cases_are_listed_by_their_filter(four: Register, wanted: CaseFilter, names: list[str]) -> None:
    assert [row.applicant for row in four.read(lists.cases, wanted)] == names


def test_a_case_row_says_all_a_list_shows(four: Register) -> None:
    [row] = four.read(lists.cases, CaseFilter(text="张某", programme="allowance"))
    said = row._asdict()
    assert said.pop("case_id")
    assert said.pop("household_id")
    assert said == {
        "number": "370114001-2026-DB-00001",
        "kind": "application",
        "state": "accepted",
        "applicant": "张某",
        "id_number": HUSBAND,
        "village_name": "示例东村",
        "clerk_name": town.CLERK.name,
        "applied_on": TODAY,
        "person_count": 3,
        "accepted_on": TODAY,
        "ended_on": None,
        "relative": False,
        "business": "低保 · 新申请",
        "state_title": "已受理",
    }


def test_only_counted_members_are_counted(register: Register) -> None:
    draft(register, with_line(FAMILY, 2, counted=False, not_counted_reason="在监狱内服刑"))
    assert [row.person_count for row in register.read(lists.cases, CaseFilter(programme="allowance"))] == [2]


def test_the_first_rows_are_the_first_of_all(four: Register) -> None:
    everything = four.read(lists.cases, CaseFilter(group="", programme="allowance"))
    assert four.read(lists.cases, CaseFilter(group="", limit=2, programme="allowance")) == everything[:2]
    four.do(put_on_roll)
    households = four.read(lists.households, HouseholdFilter())
    assert four.read(lists.households, HouseholdFilter(limit=2)) == households[:2]
    assert four.read(roll.roll, "allowance", "2026-10", 1) == four.read(roll.roll, "allowance", "2026-10")[:1]


def put_on_roll(work: Work) -> None:
    for number, (name, months) in enumerate((("孙某", ("2026-01", "")), ("沈某", ("2025-01", "2026-10")))):
        household = town.add_household(work, name, id_number(date(1960, 1, 1), number))
        from_month, to_month = months
        work.session.add(
            RollEntry(
                household_id=household.id,
                from_month=from_month,
                to_month=to_month,
                allowance_fen=80_400,
                uplift_fen=8_040,
                person_count=1,
                review_by=date(2026, 12, 31),
            )
        )


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (HouseholdFilter(), ["张某", "孙某", "沈某", "吴某"]),
        (HouseholdFilter(on_roll=True), ["孙某"]),
        (HouseholdFilter(on_roll=False), ["张某", "沈某", "吴某"]),
        (HouseholdFilter(village_id="370114001202"), ["吴某"]),
        (HouseholdFilter(standard_kind="urban"), []),
        (HouseholdFilter(text="沈"), ["沈某"]),
    ],
)
def test_households_are_listed_by_their_filter(
    four: Register, wanted: HouseholdFilter, names: list[str]
) -> None:
    four.do(put_on_roll)
    assert [row.head for row in four.read(lists.households, wanted)] == names


def test_a_household_row_has_its_sum_and_its_size(four: Register) -> None:
    four.do(put_on_roll)
    family, on_roll, *_ = four.read(lists.households, HouseholdFilter())
    assert (family.person_count, family.on_roll, family.total_fen, family.review_by) == (3, False, 0, None)
    assert (on_roll.on_roll, on_roll.total_fen, on_roll.review_by) == (True, 88_440, date(2026, 12, 31))


@pytest.mark.parametrize(
    ("month", "names"),
    [("2024-12", []), ("2025-12", ["沈某"]), ("2026-10", ["孙某", "沈某"]), ("2026-11", ["孙某"])],
)
def test_the_roll_of_a_month(register: Register, month: str, names: list[str]) -> None:
    register.do(put_on_roll)
    rows = register.read(roll.roll, "allowance", month)
    assert [row.head for row in rows] == names
    assert {row.total_fen for row in rows} <= {88_440}
