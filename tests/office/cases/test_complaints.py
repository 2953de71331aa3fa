"""A complaint about an application: the district visits, and it is cleared up before anybody confirms (S2 art. 20)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.office.cases.test_verification import next_acts
from tests.office.course import Course
from tests.office.family import refused
from zqdesk.office.across.next_step import closed_of
from zqdesk.office.allowance import decisions
from zqdesk.office.cases.acts import complaints, verification
from zqdesk.office.cases.acts.complaints import ComplaintRecord
from zqdesk.office.cases.acts.confirming import Confirmation


def complaint(course: Course, **facts: Any) -> ComplaintRecord:
    return replace(ComplaintRecord(course.today, "hotline", "反映其长子在外务工"), **facts)


def confirmation(course: Course, case_id: str) -> dict[str, str]:
    """What stands in the way of confirming; the case page says the same."""
    answer = refused(course.approver, decisions.confirm, case_id, Confirmation())
    assert {problem.code: problem.field for problem in course.dossier(case_id).missing} == answer
    return answer


def test_a_complaint_makes_the_district_visit_and_is_cleared_up(course: Course) -> None:
    case_id = course.deciding()
    assert {"answer_complaint", "record_district_visit"} <= closed_of(course.dossier(case_id))
    course.register.do(complaints.record_complaint, case_id, complaint(course))
    assert confirmation(course, case_id) == {
        "confirmation.district_visit": "record_district_visit",
        "confirmation.complaint": "answer_complaint",
    }
    assert next_acts(course, case_id) == {"record_district_visit", "disputes"}, (
        "the register, with its own clock"
    )
    course.register.do(verification.record_district_visit, case_id, course.today)
    assert confirmation(course, case_id) == {"confirmation.complaint": "answer_complaint"}
    assert next_acts(course, case_id) == {"answer_complaint", "disputes"}
    course.register.do(complaints.answer_complaint, case_id, course.today, "长子无固定收入，已核实")
    course.confirm(case_id)
    assert course.state(case_id) == "confirmed"


def test_a_visit_before_the_complaint_has_not_seen_what_it_says(course: Course) -> None:
    case_id = course.deciding()
    course.register.do(complaints.record_complaint, case_id, complaint(course))
    course.register.do(verification.record_district_visit, case_id, course.today)
    course.register.do(complaints.answer_complaint, case_id, course.today, "不属实")
    course.clock.forward(days=1)
    course.register.do(complaints.record_complaint, case_id, complaint(course, content="反映有车"))
    assert set(confirmation(course, case_id)) == {"confirmation.district_visit", "confirmation.complaint"}
    assert next_acts(course, case_id) == {"record_district_visit", "disputes"}, (
        "the register, with its own clock"
    )


def test_two_complaints_are_answered_one_after_the_other(course: Course) -> None:
    case_id = course.verified()
    for content in ("反映有车", "反映有房"):
        course.register.do(complaints.record_complaint, case_id, complaint(course, content=content))
    for answer in ("没有车", "没有房"):
        course.register.do(complaints.answer_complaint, case_id, course.today, answer)
    said = [(each.content, each.answer) for each in course.dossier(case_id).complaints]
    assert said == [("反映有车", "没有车"), ("反映有房", "没有房")]
    assert refused(course.register, complaints.answer_complaint, case_id, course.today, "再答") == {
        "complaint.none": ""
    }


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"content": " "}, {"content.empty": "content"}),
        ({"way": "rumour"}, {"way.unknown": "way"}),
        ({"way": ""}, {"way.unknown": "way"}),
    ],
)
def test_a_complaint_must_say_something(
    course: Course, facts: dict[str, Any], answer: dict[str, str]
) -> None:
    case_id = course.verified()
    assert (
        refused(course.register, complaints.record_complaint, case_id, complaint(course, **facts)) == answer
    )


def test_days_of_a_complaint_are_possible_ones(course: Course) -> None:
    case_id = course.verified()
    day = timedelta(days=1)
    for on, code in (
        (course.today + day, "received_on.future"),
        (course.today - 400 * day, "received_on.early"),
    ):
        answer = refused(
            course.register, complaints.record_complaint, case_id, complaint(course, received_on=on)
        )
        assert answer == {code: "received_on"}
    course.register.do(complaints.record_complaint, case_id, complaint(course))
    early = course.today - day
    assert refused(course.register, complaints.answer_complaint, case_id, early, " ") == {
        "answered_on.early": "answered_on",
        "answer.empty": "answer",
    }
