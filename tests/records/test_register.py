"""The two doors: an act happens wholly, once and logged, or not at all; a look cannot write."""

from dataclasses import MISSING, fields
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, func, insert, inspect, select, text, update
from sqlalchemy.orm import Session

from tests import town
from zqdesk.records import changes
from zqdesk.records.register import CHINA, Register, Work, WriteOutsideAct
from zqdesk.records.tables.base import Row, new
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.paper import Draft
from zqdesk.records.tables.person import Person
from zqdesk.rules.problem import Problem, Refused


def add_person(work: Work, name: str = "张某") -> str:
    person = Person(name=name)
    work.session.add(person)
    return person.id


def test_an_act_is_stored_and_logged_once(register: Register, clock: town.Clock) -> None:
    done = register.do(add_person, "孙某")
    (change,) = register.read(changes.history, [done.result])
    assert (change.act, change.actor_name, change.at) == ("test_register.add_person", "王小某", clock.now)
    assert done.touched == {("persons", done.result)}
    ((table, row_id, fields),) = change.fields
    assert (table, row_id) == ("persons", done.result)
    assert fields == {"name": [None, "孙某"], "ethnicity": [None, "01"], "id": [None, done.result]}


def add_many_persons(work: Work, names: list[str]) -> list[str]:
    persons = [new(Person, name=name, born_on=date(1990, 2, 3)) for name in names]
    work.add_many(persons)
    return [each.id for each in persons]


def test_many_rows_at_once_are_kept_and_logged_as_those_added_one_by_one(register: Register) -> None:
    def one_by_one(work: Work, names: list[str]) -> list[str]:
        persons = [Person(name=name, born_on=date(1990, 2, 3)) for name in names]
        work.session.add_all(persons)
        return [each.id for each in persons]

    names = ["孙某", "李某"]
    told = []
    for act in (add_many_persons, one_by_one):
        done = register.do(act, names)
        assert done.touched == {("persons", person_id) for person_id in done.result}
        (change,) = register.read(changes.history, done.result[:1])
        told.append([{k: v for k, v in fields.items() if k != "id"} for _, _, fields in change.fields])
        kept = register.read(lambda session, ids: [session.get(Person, each) for each in ids], done.result)
        assert [(each.name, each.born_on, each.ethnicity) for each in kept if each] == [
            (name, date(1990, 2, 3), "01") for name in names
        ]
    assert told[0] == told[1]
    assert register.read(changes.first_break) is None


@pytest.mark.parametrize(
    "kind", [each.class_ for each in Row.registry.mappers], ids=lambda kind: kind.__name__
)
def test_what_a_new_row_holds_is_known_without_asking_its_attributes(kind: type[Row]) -> None:
    """For every table: a column whose default is of another sort would be written as nothing."""
    needed: dict[str, Any] = {
        each.name: None
        for each in fields(kind)
        if each.init and each.default is MISSING and each.default_factory is MISSING
    }
    row = kind(**needed)
    asked = {each.key: getattr(row, each.key) for each in inspect(kind).column_attrs}
    assert changes.values_of(row) == asked
    assert new(kind, **needed).values | {"id": row.id} == asked


def test_an_act_made_of_others_logs_each_as_if_it_were_done_alone(register: Register) -> None:
    def both(work: Work) -> list[str]:
        return [work.part(add_person, name) for name in ("孙某", "李某")]

    done = register.do(both)
    logged = [register.read(changes.history, [person_id]) for person_id in done.result]
    assert [[change.act for change in each] for each in logged] == [["test_register.add_person"]] * 2
    assert done.touched == {("persons", person_id) for person_id in done.result}
    assert register.read(changes.first_break) is None


def test_a_part_that_refuses_leaves_nothing_and_the_whole_may_go_on(register: Register) -> None:
    def refused(work: Work) -> None:
        add_person(work, "钱某")
        work.note("不能")
        work.session.flush()
        raise Refused(Problem("no", "不能。"))

    def whole(work: Work) -> tuple[str, str]:
        own = add_person(work, "孙某")
        with pytest.raises(Refused):
            work.part(refused)
        return own, work.part(add_person, "李某")

    before = counts(register)
    own, other = register.do(whole).result
    assert counts(register) == (before[0] + 2, before[1] + 2)
    acts = [change.act for person in (own, other) for change in register.read(changes.history, [person])]
    assert acts == ["test_register.whole", "test_register.add_person"]


def test_a_whole_that_refuses_takes_its_parts_along(register: Register) -> None:
    def whole(work: Work) -> None:
        work.part(add_person)
        raise Refused(Problem("no", "不能。"))

    before = counts(register)
    with pytest.raises(Refused):
        register.do(whole)
    assert counts(register) == before


def test_an_act_made_of_others_can_be_rehearsed(register: Register) -> None:
    def whole(work: Work) -> None:
        work.part(add_person)
        work.part(add_person, "李某")

    before = counts(register)
    assert register.rehearse(whole) == ()
    assert counts(register) == before


def test_a_refused_act_leaves_nothing(register: Register) -> None:
    def act(work: Work) -> None:
        add_person(work)
        work.session.flush()
        raise Refused(Problem("name.empty", "请填写姓名。", "name"))

    before = counts(register)
    with pytest.raises(Refused):
        register.do(act)
    assert counts(register) == before


def test_a_text_that_the_district_could_not_keep_is_no_act(register: Register) -> None:
    def act(work: Work) -> None:
        add_person(work)
        work.note("原因\0")

    before = counts(register)
    with pytest.raises(Refused):
        register.do(add_person, "孙\0某")
    with pytest.raises(Refused):
        register.do(act)
    assert counts(register) == before
    register.do(add_person, "孙\\u0000某")  # a backslash and five letters are a text like any other


def test_a_broken_act_leaves_nothing_and_the_next_one_works(register: Register) -> None:
    def act(work: Work) -> None:
        add_person(work)
        work.session.flush()
        raise ZeroDivisionError

    before = counts(register)
    with pytest.raises(ZeroDivisionError):
        register.do(act)
    assert counts(register) == before
    register.do(add_person)
    assert counts(register) == (before[0] + 1, before[1] + 1)


def test_rows_of_one_act_may_refer_to_each_other_in_any_order(register: Register) -> None:
    def act(work: Work) -> None:
        household = Household(head_id="f" * 32)
        work.session.add(household)
        work.session.flush()
        work.session.add(Person(id="f" * 32, name="张某"))

    register.do(act)


def test_a_reference_to_nobody_is_refused_by_the_database(register: Register) -> None:
    before = counts(register)
    with pytest.raises(Exception, match="FOREIGN KEY"):
        register.do(lambda work: work.session.add(Household(head_id="f" * 32)))
    assert counts(register) == before


def test_an_act_that_changes_nothing_is_not_logged_but_a_noted_one_is(register: Register) -> None:
    before = counts(register)[1]
    register.do(lambda _work: None)
    assert counts(register)[1] == before

    def noted(work: Work) -> None:
        work.note("已电话告知")

    register.do(noted)
    assert counts(register)[1] == before + 1


def test_drafts_are_kept_outside_the_log(register: Register, clock: town.Clock) -> None:
    before = counts(register)[1]
    register.do(
        lambda work: work.session.add(
            Draft(account_id=town.CLERK.id, form="application", content={}, saved_at=clock())
        )
    )
    assert counts(register)[1] == before


@pytest.mark.parametrize(
    "statement", [update(Person).values(name="x"), delete(Person), insert(Person).values(id="1", name="x")]
)
def test_bulk_statements_are_refused(register: Register, statement: Any) -> None:
    with pytest.raises(WriteOutsideAct):
        register.do(lambda work: work.session.execute(statement))


def test_a_look_cannot_write(register: Register) -> None:
    def look(session: Session) -> None:
        session.add(Person(name="x"))
        session.flush()

    with pytest.raises(WriteOutsideAct):
        register.read(look)


@pytest.mark.parametrize("statement", ["UPDATE changes SET reason = 'x'", "DELETE FROM changes"])
def test_the_database_itself_keeps_the_log_append_only(engine: Engine, statement: str) -> None:
    with engine.connect() as connection, pytest.raises(Exception, match="append-only"):
        connection.execute(text(statement))


def test_days_are_days_of_china(register: Register, clock: town.Clock) -> None:
    clock.set(date(2026, 3, 1), hour=7)
    assert clock.now.astimezone(CHINA).date() == date(2026, 3, 1)
    assert register.do(lambda work: work.today).result == date(2026, 3, 1)  # 23:00 of the day before in UTC


EDITS = st.lists(
    st.tuples(st.sampled_from(["name", "phone", "sex"]), st.text(max_size=3), st.booleans()), max_size=8
)


@given(edits=EDITS)
def test_an_act_of_many_flushes_logs_first_old_and_last_new(register: Register, edits: list[Any]) -> None:
    person_id = register.do(add_person, "始").result
    old = {"name": "始", "phone": "", "sex": ""}
    new = dict(old)

    def edit(work: Work) -> None:
        person = work.session.get_one(Person, person_id)
        for name, value, flush in edits:
            setattr(person, name, value)
            new[name] = value
            if flush:
                work.session.flush()

    register.do(edit)
    history = register.read(changes.history, [person_id])
    logged = history[0].fields[0][2] if len(history) > 1 else {}
    assert {name: pair for name, pair in logged.items() if pair[0] != pair[1]} == {
        name: [old[name], new[name]] for name in old if old[name] != new[name]
    }
    assert register.read(changes.first_break) is None


def counts(register: Register) -> tuple[int, int]:
    def look(session: Session) -> tuple[int, int]:
        persons = session.scalar(select(func.count()).select_from(Person)) or 0
        acts = session.scalar(select(func.count()).select_from(changes.changes)) or 0
        return persons, acts

    return register.read(look)
