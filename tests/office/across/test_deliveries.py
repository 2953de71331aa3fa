"""Deliveries of a day, reviews of a month: together they are what each alone would be, all of them or nothing."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from tests import town
from tests.office.course import Course
from tests.office.family import refused
from tests.office.village import EAST, WEST, family, on_roll, village
from zqdesk.office.across.deliveries import deliver_decisions, receivers
from zqdesk.office.across.today.ready import CLOSE, DELIVER, POST, ready
from zqdesk.office.allowance import decisions
from zqdesk.office.allowance.reviewing import reviews
from zqdesk.office.cases.acts.deciding import DeliveryRecord
from zqdesk.office.cases.acts.together import SomeRefused
from zqdesk.office.cases.looks.periodic import ReviewFilter
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records import changes
from zqdesk.records.register import Register


def confirmed(course: Course, count: int) -> list[str]:
    """So many families whose confirmation is to be told."""
    cases = village(course, count)
    for act in (course.post, course.close, course.confirm):
        for case_id in cases:
            act(case_id)
    return cases


def kept(register: Register, table: str) -> list[dict[str, Any]]:
    """The rows of a table without what is made anew each time."""
    rows = register.read(
        lambda session: session.execute(text(f"SELECT * FROM {table} ORDER BY id")).mappings().all()
    )
    made = {"id", "case_id", "decision_id", "household_id", "certificate_number"}
    return [{name: value for name, value in row.items() if name not in made} for row in rows]


def record(course: Course, name: str = "张某") -> DeliveryRecord:
    return DeliveryRecord(course.today, "direct", name, "本人")


def test_deliveries_together_are_the_single_ones_one_after_the_other(template: town.Vault) -> None:
    found = []
    for together in (True, False):
        clock = town.Clock()
        with town.of_its_own(template, clock) as register:
            course = Course(register, clock)
            cases = confirmed(course, 3)
            if together:
                register.do(deliver_decisions, tuple((case_id, record(course)) for case_id in cases))
            else:
                for case_id in cases:
                    register.do(decisions.deliver_decision, case_id, record(course))
            acts = [[each.act for each in register.read(changes.history, [case_id])] for case_id in cases]
            found.append((kept(register, "deliveries"), kept(register, "roll_entries"), acts))
    assert found[0] == found[1]
    assert len(found[0][1]) == 3


def test_one_that_cannot_be_told_holds_all_back_and_is_named(course: Course) -> None:
    cases = confirmed(course, 3)
    wanted = [(case_id, record(course, "" if case_id == cases[1] else "张某")) for case_id in cases]
    with pytest.raises(SomeRefused) as caught:
        course.register.do(deliver_decisions, wanted)
    assert set(caught.value.why) == {cases[1]}
    assert kept(course.register, "deliveries") == []
    course.register.do(deliver_decisions, [wanted[0], wanted[2]])
    assert [course.state(case_id) for case_id in cases] == ["on_roll", "confirmed", "on_roll"]


def test_each_letter_goes_to_its_own_addressee(course: Course) -> None:
    cases = confirmed(course, 2)
    found = course.register.read(receivers, cases, course.today)
    assert [(each.case_id, each.name, each.role) for each in found] == [
        (cases[0], "张某", "本人"),
        (cases[1], "𬭎某某", "本人"),
    ]


def test_what_is_ready_stands_by_village_and_says_why_it_has_to_wait(course: Course) -> None:
    cases = village(course, 2)
    course.post(cases[0])
    found = course.register.read(ready, course.today, town.CLERK)
    assert [row.case_id for row in found.of(POST)] == [cases[1]]
    (hanging,) = found.of(CLOSE)
    assert (hanging.case_id, hanging.why_not) == (cases[0], "公示到11月18日24时")
    course.close(cases[0])
    course.confirm(cases[0])
    found = course.register.read(ready, course.today, town.CLERK)
    assert [row.case_id for row in found.of(DELIVER)] == [cases[0]]
    assert course.register.read(ready, course.today, town.ADMINISTRATOR).rows == ()


def test_reviews_begin_together_or_not_at_all(course: Course) -> None:
    entries = on_roll(course, [family(0), family(1), family(2, village_id=WEST)])
    course.clock.set(date(2027, 10, 20))
    due = PROGRAMMES["allowance"].reviews
    assert due is not None
    wanted = ReviewFilter(course.today + timedelta(days=90))
    rows = course.register.read(due.due, wanted)
    assert [row.roll_id for row in rows] == entries
    assert [row.village_id for row in rows] == [EAST, EAST, WEST]
    assert refused(course.register, due.start, []) == {"together.none": ""}
    course.register.do(reviews.start_review, entries[1])
    with pytest.raises(SomeRefused) as caught:
        course.register.do(due.start, entries)
    assert set(caught.value.why) == {entries[1]}
    begun = course.register.do(due.start, [entries[0], entries[2]]).result
    rows = course.register.read(due.due, wanted)
    assert [rows[0].case_id, rows[2].case_id] == begun
    assert course.register.read(changes.first_break) is None
    assert [course.register.read(changes.history, [case_id])[0].act for case_id in begun] == [
        "reviews.start_review"
    ] * 2
