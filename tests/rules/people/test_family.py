"""A family beside itself: what cannot be is said at the line that cannot be, for every relation of the table."""

from datetime import date

import pytest

from zqdesk.records import codes
from zqdesk.rules.codes import Code
from zqdesk.rules.people.family import Kin, family_problems

TODAY = date(2026, 11, 23)
RELATIONS = codes.table("relation")
HEAD = Kin("0.", "02", "张某", "a", "1", date(1980, 5, 1), "01")
TURNED = {"1": "2", "2": "1"}


def said(*others: Kin, head: Kin = HEAD) -> list[tuple[str, str]]:
    return [(each.code, each.field) for each in family_problems((head, *others), RELATIONS, TODAY)]


def kin(relation: str, born: date | None, sex: str = "", name: str = "李某", ethnicity: str = "01") -> Kin:
    known = RELATIONS.get(relation)
    fitting = known.extra.get("sex", "2") if known else "2"
    return Kin("1.", relation, name, "b", sex or fitting, born, ethnicity)


def test_a_second_head_and_a_second_spouse() -> None:
    assert said(kin("02", date(1982, 1, 1))) == [("relation.head", "1.relation")]
    wife, other = kin("10", date(1982, 1, 1)), kin("12", date(1983, 1, 1), name="王某")
    assert said(wife) == []
    assert said(wife, other) == [("relation.spouse", "1.relation")]


@pytest.mark.parametrize("relation", [each.code for each in RELATIONS if each.extra.get("sex")])
def test_every_relation_that_names_a_sex(relation: str) -> None:
    wrong = kin(relation, None, TURNED[kin(relation, None).sex])
    assert said(wrong) == [("relation.sex", "1.relation")]


@pytest.mark.parametrize("relation", ["10", "11", "12"])
@pytest.mark.parametrize("sex", ["1", "2"])
def test_spouses_are_man_and_woman(relation: str, sex: str) -> None:
    head = Kin("0.", "02", "张某", "a", sex, date(1980, 5, 1), "01")
    assert said(kin(relation, date(1982, 1, 1), sex), head=head)


ELDER = [each.code for each in RELATIONS if "older" in each.extra]
YOUNGER = [each.code for each in RELATIONS if "younger" in each.extra]


@pytest.mark.parametrize("relation", ELDER)
def test_elders_are_older_by_what_nature_asks(relation: str) -> None:
    years = (RELATIONS.get(relation) or RELATIONS.codes[0]).extra["older"]
    assert said(kin(relation, date(1980 - years, 5, 1))) == []
    assert said(kin(relation, date(1980 - years, 5, 2))) == [("relation.age", "1.relation")]


@pytest.mark.parametrize("relation", YOUNGER)
def test_the_young_are_younger(relation: str) -> None:
    years = (RELATIONS.get(relation) or RELATIONS.codes[0]).extra["younger"]
    assert said(kin(relation, date(1980 + years, 5, 1))) == []
    assert said(kin(relation, date(1980 + years, 4, 30))) == [("relation.age", "1.relation")]


@pytest.mark.parametrize("relation", ["53", "54", "55", "56"])
def test_parents_in_law_are_older_than_the_spouse(relation: str) -> None:
    head = Kin("0.", "02", "张某", "a", "", date(1950, 5, 1), "01")
    wife = Kin("2.", "10", "王某", "c", "", date(1990, 5, 1), "01")
    assert said(wife, kin(relation, date(1970, 1, 1)), head=head) == []
    assert said(wife, kin(relation, date(1980, 1, 1)), head=head) == [("relation.age", "1.relation")]


WED = ["10", *(each.code for each in RELATIONS if each.extra.get("wed") and "older" not in each.extra)]


@pytest.mark.parametrize("relation", WED)
def test_whoever_is_married_is_of_the_age(relation: str) -> None:
    assert said(kin(relation, date(2021, 11, 23))) == [("relation.wed", "1.relation")]


@pytest.mark.parametrize(("ethnicity", "wrong"), [("01", True), ("02", False)])
def test_minorities_may_marry_two_years_earlier(ethnicity: str, wrong: bool) -> None:
    wife = kin("12", date(2008, 11, 23), ethnicity=ethnicity)
    assert bool(said(wife)) is wrong


def test_the_head_of_a_couple_is_of_the_age_too() -> None:
    head = Kin("0.", "02", "张某", "a", "1", date(2010, 5, 1), "01")
    assert said(kin("12", date(1990, 1, 1)), head=head) == [("relation.wed", "1.relation")]


@pytest.mark.parametrize(
    ("numbers", "days", "twice"),
    [
        (("", ""), (date(2015, 7, 3), date(2015, 7, 3)), True),
        (("", "x"), (date(2015, 7, 3), date(2015, 7, 3)), True),
        (("", ""), (date(2015, 7, 3), None), True),
        (("", ""), (date(2015, 7, 3), date(2018, 7, 3)), False),
        (("x", "y"), (date(2015, 7, 3), date(2015, 7, 3)), False),
    ],
)
def test_the_same_child_twice(numbers: tuple[str, str], days: tuple[date, date | None], twice: bool) -> None:
    first = Kin("1.", "20", "张小某", numbers[0], "1", days[0])
    second = Kin("2.", "20", "张小某", numbers[1], "1", days[1])
    assert said(first, second) == ([("household.same_person", "2.person.name")] if twice else [])


@pytest.mark.parametrize("relation", [each.code for each in RELATIONS])
def test_what_is_not_known_says_nothing(relation: str) -> None:
    unknown = Kin("1.", relation, "李某")
    assert {code for code, _ in said(unknown)} <= {"relation.head"}


ONCE = [each.code for each in RELATIONS if each.extra.get("once")]


def born_for(relation: str, more: int = 0) -> date:
    """A birthday that fits the relation to a head of 1980."""
    known = RELATIONS.get(relation)
    assert known is not None
    years = known.extra.get("younger", -known.extra.get("older", 30)) + (
        1 if "younger" in known.extra else -1
    )
    return date(1980 + years, 5, 1 + more)


@pytest.mark.parametrize("relation", ONCE)
def test_of_whom_there_is_but_one(relation: str) -> None:
    first, second = kin(relation, born_for(relation)), kin(relation, born_for(relation, 1), name="王某")
    assert said(first) == []
    assert said(first, second) == [("relation.once", "1.relation")]


CHILDREN = [each.code for each in RELATIONS if each.code[0] in "23" and "younger" in each.extra]


@pytest.mark.parametrize("only", ["21", "31"])
@pytest.mark.parametrize("other", CHILDREN)
def test_an_only_child_has_no_brothers_and_sisters(only: str, other: str) -> None:
    lines = kin(other, born_for(other)), kin(only, born_for(only, 1), name="王某")
    for one, two in (lines, lines[::-1]):
        assert {code for code, _ in said(one, two)} == {"relation.once" if other == only else "relation.only"}
    adopted = kin("27", date(2000, 1, 1), name="王某")
    assert said(kin(only, born_for(only)), adopted) == []


RANKED = [each for each in RELATIONS if "rank" in each.extra]


@pytest.mark.parametrize("elder", RANKED)
@pytest.mark.parametrize("younger", RANKED)
def test_brothers_and_sisters_come_in_turn(elder: Code, younger: Code) -> None:
    first = kin(elder.code, date(2001, 1, 1))
    second = kin(younger.code, date(2002, 1, 1), name="王某")
    turned = elder.extra["rank"] > younger.extra["rank"] and elder.code[0] == younger.code[0]
    expected = "relation.once" if elder is younger else "relation.turn" if turned else ""
    assert {code for code, _ in said(first, second)} == ({expected} - {""})
