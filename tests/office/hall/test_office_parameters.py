"""Published values and holidays are added by the administrator and hold from their day on."""

from dataclasses import replace
from datetime import date

import pytest

from tests import town
from tests.office.family import TODAY, refused
from zqdesk.office.hall import parameters
from zqdesk.office.hall.parameters import CalendarEntry, ParameterEntry
from zqdesk.records import parameters as dated
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.place import ParameterRow

RAISE = ParameterEntry("standard.rural", 85_000, date(2026, 10, 1), date(2026, 11, 20), "济民发〔2026〕1号")
NEXT_YEAR = CalendarEntry(2027, (date(2027, 1, 1),), (date(2027, 1, 3),), "国办发明电〔2026〕1号")


@pytest.fixture
def administrator(register: Register) -> Register:
    return register.acting_as(town.ADMINISTRATOR)


def standard(register: Register, on: date, known: date) -> int:
    return register.read(dated.parameters, town.SCOPES, on, known).number("standard.rural")


def test_a_raise_with_an_earlier_day_is_one_more_row(administrator: Register) -> None:
    administrator.do(parameters.record_parameter, RAISE)
    assert standard(administrator, date(2026, 10, 5), date(2026, 11, 19)) == 80_400
    assert standard(administrator, date(2026, 10, 5), TODAY) == 85_000
    lines = [line for line in administrator.read(parameters.listing, TODAY) if line.key == RAISE.key]
    assert (lines[0].value, lines[0].in_force, lines[0].scope, lines[0].unit) == (
        85_000,
        True,
        "370114",
        "分/人/月",
    )
    assert [line.in_force for line in lines].count(True) == 1
    assert [line.valid_from for line in lines] == sorted((line.valid_from for line in lines), reverse=True)


@pytest.mark.parametrize(
    ("entry", "answer"),
    [
        (replace(RAISE, key="standard.moon"), {"parameter.unknown": "key"}),
        (replace(RAISE, value="many"), {"parameter.kind": "value"}),
        (replace(RAISE, value=True), {"parameter.kind": "value"}),
        (replace(RAISE, value=-1), {"parameter.negative": "value"}),
        (replace(RAISE, source=" "), {"parameter.source": "source"}),
        (replace(RAISE, published_on=date(2026, 12, 1)), {"parameter.published": "published_on"}),
        (
            replace(RAISE, valid_from=date(2026, 1, 1), published_on=date(2025, 12, 22)),
            {"parameter.duplicate": "valid_from"},
        ),
    ],
)
def test_a_wrong_value_is_refused(
    administrator: Register, entry: ParameterEntry, answer: dict[str, str]
) -> None:
    assert refused(administrator, parameters.record_parameter, entry) == answer


def test_what_an_older_program_read_is_kept_and_not_shown(administrator: Register) -> None:
    def from_an_older_program(work: Work) -> None:
        day = date(2019, 1, 1)
        work.session.add(
            ParameterRow(
                key="sampling.percent", scope="370114", valid_from=day, published_on=day, value=30,
                title="区级抽查比例", unit="%", source="示例数据，以区民政局公布为准",
            )
        )  # fmt: skip

    administrator.do(from_an_older_program)
    assert "sampling.percent" not in {line.key for line in administrator.read(parameters.listing, TODAY)}
    entry = replace(RAISE, key="sampling.percent", value=40)
    assert refused(administrator, parameters.record_parameter, entry) == {"parameter.unknown": "key"}


def test_a_new_years_holidays_end_the_provisional_days(administrator: Register) -> None:
    assert administrator.read(dated.calendar).is_provisional(date(2027, 1, 1))
    administrator.do(parameters.record_calendar_year, NEXT_YEAR)
    calendar = administrator.read(dated.calendar)
    assert not calendar.is_provisional(date(2027, 1, 1))
    assert (calendar.is_working(date(2027, 1, 1)), calendar.is_working(date(2027, 1, 3))) == (False, True)
    assert administrator.read(parameters.calendar_years)[0] == NEXT_YEAR


def test_an_arrangement_that_changed_takes_the_old_ones_place(administrator: Register) -> None:
    administrator.do(parameters.record_calendar_year, NEXT_YEAR)
    administrator.do(parameters.record_calendar_year, replace(NEXT_YEAR, make_up=()))
    first, second, *_ = administrator.read(parameters.calendar_years)
    assert (first.year, first.make_up, second.year) == (2027, (), 2026)


def test_days_of_another_year_and_no_source_are_refused(administrator: Register) -> None:
    strange = replace(NEXT_YEAR, holidays=(date(2026, 1, 1),))
    assert set(refused(administrator, parameters.record_calendar_year, strange)) == {"calendar.form"}
    nameless = replace(NEXT_YEAR, source="")
    assert refused(administrator, parameters.record_calendar_year, nameless) == {"calendar.source": "source"}


def test_only_the_administrator_enters_values(register: Register) -> None:
    for actor in (town.CLERK, town.APPROVER):
        other = register.acting_as(actor)
        assert refused(other, parameters.record_parameter, RAISE) == {"role.required": ""}
        assert refused(other, parameters.record_calendar_year, NEXT_YEAR) == {"role.required": ""}
