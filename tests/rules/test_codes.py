"""Code tables and places, shipped and malformed."""

from datetime import date
from typing import Any

import pytest

from tests.rules.refusal import refused
from tests.rules.shipped import documents, parameters
from zqdesk.rules.cases.household import CATEGORY_TITLES, SINGLE_TITLES
from zqdesk.rules.cases.income import CLASS_TITLES, TAKEN_OFF
from zqdesk.rules.codes import CodeTable, check_code, parse_codes, parse_divisions

DOCUMENTS = documents("codes")
PLACES = parse_divisions(DOCUMENTS["divisions"])
TABLES = {name: parse_codes(name, content) for name, content in DOCUMENTS.items() if name != "divisions"}


def codes_of(name: str) -> list[str]:
    return [code.code for code in TABLES[name]]


@pytest.mark.parametrize(
    ("name", "count"),
    [("ethnicity", 58), ("marital", 8), ("sex", 4), ("disability_type", 7), ("relation", 68)],
)
def test_national_tables_are_whole(name: str, count: int) -> None:
    assert len(TABLES[name]) == count


@pytest.mark.parametrize("name", sorted(TABLES))
def test_words_of_a_table_are_told_apart(name: str) -> None:
    # The public notices of two programmes have one name; the word of their numbers tells them apart.
    titles = [(code.title, code.extra.get("word")) for code in TABLES[name]]
    assert len(set(titles)) == len(titles)
    assert TABLES[name].title != name


def test_words_and_codes_find_each_other() -> None:
    table = TABLES["ethnicity"]
    assert table.title_of("03") == "回族"
    assert table.short_of("03") == "回"
    assert [found.code for word in ("回", "回族", " 03 ") if (found := table.find(word))] == ["03"] * 3
    assert table.find("火星族") is None


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert TABLES["sex"].title_of("7") == TABLES["sex"].short_of("7") == "7"
    assert TABLES["sex"].get("7") is None


def test_a_code_is_checked_at_its_field() -> None:
    (problem,) = check_code(TABLES["sex"], "7", "sex")
    assert (problem.code, problem.field) == ("sex.code", "sex")
    assert check_code(TABLES["sex"], "1", "sex") == check_code(TABLES["sex"], "", "sex") == []


def test_the_tables_say_what_the_rules_say() -> None:
    kinds = TABLES["income_kind"]
    assert {code.code for code in kinds if code.extra.get("taken_off")} == TAKEN_OFF
    assert all(code.extra["class"] == code.code.split(".")[0] for code in kinds)
    assert {code.code: code.title for code in TABLES["income_class"]} == CLASS_TITLES
    assert {code.code: code.title for code in TABLES["single_reason"]} == SINGLE_TITLES
    assert {code.code: code.title for code in TABLES["uplift_category"]} == CATEGORY_TITLES


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("deduction.kinds", "deduction_kind"),
        ("property.exempt_kinds", "property_kind"),
        ("single.reasons", "single_reason"),
        ("income.floor_at_zero", "income_class"),
    ],
)
def test_parameters_name_codes_that_exist(key: str, name: str) -> None:
    assert set(parameters().table(key)) <= set(codes_of(name))


def test_an_income_the_law_exempts_has_its_dated_switch() -> None:
    switches = {
        f"{group}.{item}"
        for group, items in documents("parameters")["allowance"]["income"]["not_counted"].items()
        for item in items
    }
    assert switches == {code.code for code in TABLES["income_kind"] if code.extra.get("switch")}


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"code": "1", "title": "男"}, {"code": "1", "title": "女"}],
        [{"code": "1"}],
        [{"title": "男"}],
        [{"code": 1, "title": "男"}],
    ],
)
def test_a_malformed_table_is_refused(rows: list[dict[str, Any]]) -> None:
    assert refused(parse_codes, "sex", {"code": rows}).code == "codes.form"


def test_a_table_keeps_its_printed_order() -> None:
    table = parse_codes("order", {"code": [{"code": "2", "title": "二"}, {"code": "1", "title": "一"}]})
    assert isinstance(table, CodeTable)
    assert [code.code for code in table] == ["2", "1"]


def test_eighteen_towns_before_and_after_2020() -> None:
    before, after = (PLACES.children("370114", day) for day in (date(2019, 5, 1), date(2026, 5, 1)))
    assert len(before) == len(after) == 18
    assert {town.title for town in before} - {town.title for town in after} == {"刁镇", "黄河镇"}


def test_old_places_keep_their_names_and_lead_on() -> None:
    day = date(2026, 5, 1)
    assert PLACES.title_of("370114100", day) == "刁镇"
    assert [place.title for place in PLACES.current("370114100", day)] == ["刁镇街道"]
    assert [place.title for place in PLACES.current("370122", day)] == ["章丘区"]
    assert PLACES.on("370114100", date(2020, 6, 30)) is not None
    assert PLACES.on("370114100", date(2020, 7, 1)) is None
    assert PLACES.title_of("999999", day) == "999999"
    assert PLACES.current("999999", day) == []


def place(code: str, valid_from: date, **more: Any) -> dict[str, Any]:
    return {"code": code, "title": "某镇", "level": "town", "parent": "3", "valid_from": valid_from, **more}


@pytest.mark.parametrize(
    "rows",
    [
        [place("1", date(2020, 1, 1)), place("1", date(2021, 1, 1))],
        [place("1", date(2020, 1, 1), valid_to=date(2021, 1, 1)), place("1", date(2021, 1, 1))],
        [place("1", date(2020, 1, 1), successors=["2"])],
    ],
)
def test_malformed_places_are_refused(rows: list[dict[str, Any]]) -> None:
    assert refused(parse_divisions, {"division": rows}).code == "divisions.form"
