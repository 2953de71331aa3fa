"""Shipped values become rows once, and rows answer what was in force on a day."""

from datetime import date, timedelta

from sqlalchemy import func, select

from tests import town
from zqdesk.records import parameters
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.place import CalendarYear, ParameterRow
from zqdesk.rules.parameters import Parameters


def test_seeding_twice_adds_nothing(register: Register) -> None:
    before = register.read(lambda s: s.scalar(select(func.count()).select_from(ParameterRow)))
    assert before == len(parameters.shipped_values())
    assert register.do(parameters.seed).result == 0


def _drop(work: Work, key: str, *, scope: str | None = None, last: bool = False) -> None:
    rows = work.session.scalars(
        select(ParameterRow).where(ParameterRow.key == key).order_by(ParameterRow.valid_from)
    ).all()
    for row in rows[-1:] if last else rows:
        assert scope is None or row.scope == scope
        work.session.delete(row)


def test_an_update_brings_what_the_hall_cannot_have_entered(register: Register) -> None:
    assert not register.read(parameters.is_outdated)
    nation = next(value for value in parameters.shipped_values() if not value.scope)
    count = sum(value.key == "standard.urban" for value in parameters.shipped_values())

    def age(work: Work) -> None:
        _drop(work, "standard.urban", scope=town.DISTRICT_ID)
        _drop(work, nation.key, scope="", last=True)
        work.session.delete(work.session.scalars(select(CalendarYear).filter_by(year=2026)).one())

    register.do(age)
    assert register.read(parameters.is_outdated)
    assert register.do(parameters.seed, update=True).result == count + 2
    assert not register.read(parameters.is_outdated)
    assert not register.read(parameters.calendar).is_working(date(2026, 10, 1))


def test_an_update_leaves_the_halls_own_standards_alone(register: Register) -> None:
    register.do(_drop, "standard.rural", scope=town.DISTRICT_ID, last=True)
    assert not register.read(parameters.is_outdated)
    assert register.do(parameters.seed, update=True).result == 0


def test_rows_answer_like_the_shipped_values(register: Register) -> None:
    day = date(2026, 11, 23)
    held = register.read(parameters.parameters, town.SCOPES, day, day)
    expected = Parameters(parameters.shipped_values(), day, day, town.SCOPES)
    assert held["standard.rural"] == expected["standard.rural"]
    assert held.value("standard.rural") == expected.value("standard.rural")
    assert len(held.under("")) > 20


def test_a_row_of_the_town_wins_over_the_districts(register: Register) -> None:
    def publish(work: Work) -> None:
        day = work.today
        work.session.add(
            ParameterRow(
                key="standard.rural",
                scope=town.TOWN_ID,
                valid_from=day,
                published_on=day,
                value=99_900,
                source="示街〔2026〕1号",
            )
        )

    register.do(publish)
    day = date(2026, 11, 23)
    assert register.read(parameters.parameters, town.SCOPES, day, day)["standard.rural"] == 99_900
    before = day - timedelta(days=1)
    assert register.read(parameters.parameters, town.SCOPES, before, day)["standard.rural"] != 99_900


def test_scopes_go_from_village_to_nation() -> None:
    assert parameters.scopes("370114001201") == ("370114001201", "370114001", "370114", "3701", "37", "")
    assert parameters.scopes("370114") == ("370114", "3701", "37", "")


def test_the_calendar_knows_published_years(register: Register) -> None:
    calendar = register.read(parameters.calendar)
    assert not calendar.is_working(date(2026, 10, 1))
    assert calendar.is_working(date(2026, 10, 10))
    assert not calendar.is_provisional(date(2026, 10, 1))
    assert calendar.is_provisional(date(2099, 1, 21))
    assert not calendar.is_working(date(2099, 1, 21))  # 正月初一, a Wednesday
