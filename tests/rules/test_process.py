"""The process tables are whole: every state can be reached and left, every step and clock makes sense."""

from datetime import date

import pytest

from tests.rules.shipped import parameters
from zqdesk.rules.calendar import WorkCalendar
from zqdesk.rules.process import Process, Role, arrive, days_of, refuse_step, running, steps_from
from zqdesk.rules.programmes import table, tables

APPLICATION = table("allowance", "application")
ALL = [pytest.param(process, id=f"{process.programme}-{process.kind}") for process in tables()]
WEEKDAYS = WorkCalendar({}, frozenset({2026}))


@pytest.mark.parametrize("process", ALL)
def test_every_name_in_a_table_is_known(process: Process) -> None:
    states = {state.id for state in process.states}
    acts = {step.act for step in process.steps}
    assert len(acts) == len(process.steps)
    assert len(states) == len(process.states)
    for step in process.steps:
        assert states.issuperset((*step.from_, *step.to)), step.act
    for clock in process.clocks:
        assert states.issuperset(clock.runs_in), clock.id
        assert clock.calls_for in acts, clock.id


@pytest.mark.parametrize("process", ALL)
def test_every_state_is_reached_and_every_open_one_left(process: Process) -> None:
    reached, todo = set(), [process.states[0].id]
    while todo:
        here = todo.pop()
        if here not in reached:
            reached.add(here)
            todo += [to for step in process.steps if here in step.from_ for to in step.to]
    assert reached == {state.id for state in process.states}
    for state in process.states:
        leaving = [step for step in process.steps if state.id in step.from_ and step.to]
        assert bool(leaving) is not state.closed, state.id


@pytest.mark.parametrize("process", ALL)
def test_nobody_but_an_approver_decides(process: Process) -> None:
    deciding = {
        "give_opinion",
        "confirm",
        "refuse",
        "decide_change",
        "extend_limit",
        "end_for_noncooperation",
        "agree_help",
        "decline_help",
        "approve_relief",
        "refuse_relief",
        "give_support_opinion",
        "confirm_support",
        "refuse_support",
        "retract_objection",
        "retract_visit",
        "retract_appraisal",
        "correct_delivery",
        "retract_work_offer",
        "decide_care",
        "propose_ending",
        "decide_ending",
        "keep_support",
    }
    for step in process.steps:
        assert (step.role is Role.APPROVER) == (
            step.act in {*deciding, "reopen_verification", "return_change", "return_papers", "return_care"}
        )


def test_a_refused_step_says_state_and_role_at_once() -> None:
    problems = refuse_step(APPLICATION, "confirm", "draft", {"cashier"})
    assert [(p.code, p.source) for p in problems] == [
        ("process.state", "S2 第20、21条"),
        ("process.role", "S2 第20、21条"),
    ]
    assert refuse_step(APPLICATION, "confirm", "deciding", {"approver"}) == []


def test_the_proposed_step_comes_first() -> None:
    steps = steps_from(APPLICATION, "deciding", {"approver"})
    assert steps[0].act == "confirm"
    assert {step.act for step in steps} >= {"refuse", "reopen_verification", "extend_limit"}
    assert steps_from(APPLICATION, "on_roll", {"clerk"}) == ()
    assert [step.act for step in steps_from(APPLICATION, "on_roll", {"approver"})] == ["correct_delivery"]


def test_a_step_leads_where_the_table_says() -> None:
    assert arrive(APPLICATION, "close_notice") == "deciding"
    assert arrive(APPLICATION, "hold_appraisal") is None
    with pytest.raises(ValueError, match="does not lead"):
        arrive(APPLICATION, "close_notice", "confirmed")


def test_running_clocks_come_in_order_of_their_end() -> None:
    starts = {"accepted": date(2026, 11, 4), "posted": date(2026, 11, 11)}
    chosen = {"days.decide": "days.decide_delegated"}
    found = running(APPLICATION, "posted", starts, days_of(APPLICATION, parameters(), chosen), WEEKDAYS)
    assert [(due.clock.id, due.on, due.days) for due in found] == [
        ("notice", date(2026, 11, 18), 7),
        ("decide", date(2026, 12, 2), 20),
    ]


def test_a_clock_waits_for_its_start_and_its_state() -> None:
    days = days_of(APPLICATION, parameters())
    assert running(APPLICATION, "posted", {"accepted": None}, days, WEEKDAYS) == ()
    assert running(APPLICATION, "on_roll", {"accepted": date(2026, 11, 4)}, days, WEEKDAYS) == ()


def test_a_death_is_changed_within_three_months() -> None:
    change = table("allowance", "change")
    days = days_of(change, parameters())
    (due,) = running(change, "verifying", {"died": date(2026, 11, 30)}, days, WEEKDAYS)
    assert (due.clock.id, due.on, due.provisional) == ("death_change", date(2027, 2, 28), False)
