"""In force on a day, as known on a day, in a place."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.refusal import refused
from zqdesk.rules.parameters import MissingParameter, Parameters, Value, parse_document

TOWN, DISTRICT, NATION = "370114001", "370114", ""
RAISE = date(2020, 1, 1)
NOTICE = date(2020, 7, 15)


def row(value: int, valid_from: date, published_on: date, scope: str = DISTRICT) -> Value:
    return Value("standard.rural", scope, valid_from, published_on, value, "分", "某通知", "农村低保标准")


OLD = row(42_500, date(2019, 1, 1), date(2018, 12, 20))
NEW = row(53_700, RAISE, NOTICE)


def asked(values: list[Value], on: date, known: date, *scopes: str) -> Parameters:
    return Parameters(values, on, known, scopes or (TOWN, DISTRICT, NATION))


def test_a_raise_is_not_known_before_its_notice() -> None:
    before = NOTICE - timedelta(days=1)
    assert asked([OLD, NEW], RAISE, before)["standard.rural"] == 42_500
    assert asked([OLD, NEW], RAISE, NOTICE)["standard.rural"] == 53_700
    assert asked([OLD, NEW], RAISE - timedelta(days=1), NOTICE)["standard.rural"] == 42_500


def test_back_pay_is_the_difference_of_two_look_ups() -> None:
    now = asked([OLD, NEW], date(2020, 3, 1), date(2020, 8, 1))
    then = now.at(date(2020, 3, 1), known=date(2020, 3, 10))
    assert now.number("standard.rural") - then.number("standard.rural") == 11_200
    assert now.at(date(2019, 5, 1))["standard.rural"] == 42_500


def test_the_closest_place_wins() -> None:
    own = row(60_000, date(2018, 1, 1), date(2018, 1, 1), TOWN)
    assert asked([OLD, NEW, own], RAISE, NOTICE)["standard.rural"] == 60_000
    assert asked([OLD, NEW, own], RAISE, NOTICE, "370114002", DISTRICT, NATION)["standard.rural"] == 53_700
    assert asked([OLD, own], date(2018, 6, 1), NOTICE, "370114002", TOWN)["standard.rural"] == 60_000


def test_a_corrected_notice_replaces_the_first_once_known() -> None:
    corrected = row(53_900, RAISE, NOTICE + timedelta(days=5))
    assert asked([NEW, corrected], RAISE, NOTICE)["standard.rural"] == 53_700
    assert asked([NEW, corrected], RAISE, NOTICE + timedelta(days=5))["standard.rural"] == 53_900


def test_what_is_missing_is_named_and_never_guessed() -> None:
    problem = refused(asked([NEW], date(2019, 5, 1), NOTICE).value, "standard.rural")
    assert (problem.code, problem.field) == ("parameter.missing", "standard.rural")
    assert "农村低保标准" in problem.text
    assert "2019年5月1日" in problem.text
    with pytest.raises(MissingParameter):
        asked([], RAISE, NOTICE)["nowhere"]


def test_the_whole_row_can_be_cited() -> None:
    assert asked([OLD, NEW], RAISE, NOTICE).value("standard.rural") == NEW


def test_a_row_given_twice_is_refused() -> None:
    again = row(1, RAISE, NOTICE)
    assert refused(asked, [NEW, again], RAISE, NOTICE).code == "parameter.duplicate"


@pytest.mark.parametrize("door", ["number", "text", "switch", "table"])
def test_each_door_wants_its_kind(door: str) -> None:
    contents: dict[str, Any] = {"number": 3, "text": "own", "switch": True, "table": ["a"]}
    values = [Value(kind, "", RAISE, RAISE, content, "", "某通知") for kind, content in contents.items()]
    parameters = asked(values, RAISE, RAISE)
    for kind, content in contents.items():
        if kind == door:
            assert getattr(parameters, door)(kind) == content
        else:
            assert refused(getattr(parameters, door), kind).code == "parameter.kind"


def test_a_group_lists_what_is_in_force() -> None:
    values = [
        Value("free.b", "", RAISE, RAISE, True, "", "某通知"),
        Value("free.a", "", RAISE, RAISE, False, "", "某通知"),
        Value("free.later", "", NOTICE, RAISE, True, "", "某通知"),
        Value("other", "", RAISE, RAISE, True, "", "某通知"),
    ]
    assert [value.key for value in asked(values, RAISE, RAISE).under("free.")] == ["free.a", "free.b"]


DAYS = st.dates(date(2019, 1, 1), date(2024, 12, 31))


@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=6, unique=True), DAYS, DAYS)
def test_the_latest_row_that_is_in_force_and_known(
    rows: list[tuple[date, date]], on: date, known: date
) -> None:
    values = [row(n, *days) for n, days in enumerate(rows)]
    fitting = [days for days in rows if days[0] <= on and days[1] <= known]
    parameters = asked(values, on, known)
    if fitting:
        assert parameters["standard.rural"] == rows.index(max(fitting))
    else:
        assert refused(parameters.value, "standard.rural").code == "parameter.missing"


def document(**row_: Any) -> dict[str, Any]:
    whole = {"from": RAISE, "published": NOTICE, "value": 53_700, "source": "某通知", **row_}
    values = [{key: value for key, value in whole.items() if value is not None}]
    return {"standard": {"rural": {"title": "农村低保标准", "unit": "分", "values": values}}}


def test_a_file_becomes_rows() -> None:
    (value,) = parse_document(document(scope=DISTRICT))
    assert value == NEW


@pytest.mark.parametrize(
    "wrong", [{"from": None}, {"published": "2020-07-15"}, {"source": ""}, {"value": 1.5}, {"value": None}]
)
def test_a_row_without_day_value_or_source_is_refused(wrong: dict[str, Any]) -> None:
    problem = refused(parse_document, document(**wrong))
    assert problem.code == "parameter.form"
    assert "农村低保标准" in problem.text


def test_a_file_that_is_no_table_of_values_is_refused() -> None:
    assert refused(parse_document, {"standard": 5}).code == "parameter.form"


def test_a_file_with_the_same_row_twice_is_refused() -> None:
    content = document()
    content["standard"]["rural"]["values"] *= 2
    assert refused(parse_document, content).code == "parameter.duplicate"
