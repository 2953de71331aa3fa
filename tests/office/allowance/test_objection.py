"""After an objection: a new opinion, and whether what it says hangs a second time (S2 art. 19, a parameter)."""

from dataclasses import replace
from typing import Any

import pytest

from tests.office.course import FOUR, Course, publish
from tests.office.family import refused
from zqdesk.office.allowance import decisions
from zqdesk.office.allowance.applying import intake
from zqdesk.office.cases.acts import notices, verification
from zqdesk.office.cases.acts.confirming import Confirmation
from zqdesk.office.cases.acts.notices import ObjectionRecord
from zqdesk.office.cases.entry.values import IncomeEntry


def looked_into_again(course: Course, days: int) -> str:
    """Posted, objected to on the third day, visited again so many days after the posting."""
    case_id = course.posted()
    course.clock.forward(days=3)
    course.object(case_id)
    course.clock.forward(days=days - 3)
    course.visited(case_id)
    return case_id


@pytest.mark.parametrize(
    ("again", "days", "state"),
    [
        (True, 8, "opinion_given"),
        (False, 8, "deciding"),
        (False, 7, "opinion_given"),  # the last day of the first notice has not ended
    ],
)
def test_the_same_amount_hangs_again_where_the_district_says_so(
    course: Course, again: bool, days: int, state: str
) -> None:
    publish(course.register, "notice.again", again)
    case_id = looked_into_again(course, days)
    course.give_opinion(case_id)
    assert course.state(case_id) == state
    if state == "deciding":
        course.confirm(case_id)
        assert course.dossier(case_id).decisions[0].from_month == f"{course.today.year}-12"
    else:
        assert "process.state" in refused(course.approver, decisions.confirm, case_id, Confirmation())


def test_another_amount_always_hangs(course: Course) -> None:
    publish(course.register, "notice.again", False)
    case_id = looked_into_again(course, 8)
    entry = course.register.read(intake.application_of, case_id)
    son = replace(entry.members[2], incomes=(IncomeEntry("wages.casual", "务工", 120_000),))
    corrected = replace(entry, members=(*entry.members[:2], son, *entry.members[3:]))
    course.register.do(intake.correct_application, case_id, corrected)
    course.give_opinion(case_id)
    assert course.state(case_id) == "opinion_given"
    assert FOUR.members[2].incomes != son.incomes


def test_an_objection_entered_by_mistake_is_retracted_by_an_approver(course: Course) -> None:
    case_id = course.posted()
    course.clock.forward(days=3)
    course.object(case_id)
    assert "process.role" in refused(course.register, notices.retract_objection, case_id, "登到了别家")
    assert refused(course.approver, notices.retract_objection, case_id, " ") == {"reason.empty": "reason"}
    course.approver.do(notices.retract_objection, case_id, "登到了别家")
    assert course.state(case_id) == "posted"
    assert refused(course.register, notices.close_notice, case_id) == {"notice.running": "close_notice"}
    assert refused(course.approver, verification.extend_limit, case_id, "objection", "x") == {
        "limit.objection": "kind"
    }
    course.close(case_id)
    course.confirm(case_id)
    [objection] = course.dossier(case_id).objections
    assert (objection.retracted_on, objection.answer) == (objection.raised_on, "登到了别家")


def test_an_objection_of_no_day_is_refused_not_broken_on(course: Course) -> None:
    case_id = course.posted()
    blank: Any = ObjectionRecord(None, "", "", "")  # type: ignore[arg-type]
    answer = refused(course.register, notices.record_objection, case_id, blank)
    assert set(answer.values()) == {"raised_on", "content"}
