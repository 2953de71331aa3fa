"""Verifying: what a visit, a cross-check, an appraisal and a longer limit must be."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests import town
from tests.office.course import ACCEPTED_ON, PEOPLE, Course, well_off
from tests.office.family import FAMILY, refused
from zqdesk.office.across.next_step import next_of
from zqdesk.office.across.today import worklist
from zqdesk.office.allowance import decisions
from zqdesk.office.allowance.reviewing import reviews
from zqdesk.office.cases.acts import verification
from zqdesk.office.cases.acts.confirming import OpinionEntry
from zqdesk.office.cases.acts.verification import AppraisalRecord, CheckTold, CrossCheckResult, VisitRecord

VISIT = VisitRecord(visited_on=ACCEPTED_ON, investigators=PEOPLE, present_name="李某")
MEETING = AppraisalRecord(ACCEPTED_ON, "村委会", "周某某", "吴某某", 20, 15, 12, 10, 4, 1)
AGREE = OpinionEntry(agreed=True)


def next_acts(course: Course, case_id: str) -> set[str]:
    """What the case page and today's list propose: the same."""
    rows = course.register.read(worklist.today, course.today, town.CLERK).rows
    proposed = next_of(course.dossier(case_id))
    assert proposed is not None
    return {proposed.act, *(row.act for row in rows if row.case_id == case_id)}


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"investigators": ("王小某",)}, {"investigators.too_few": "investigators"}),
        ({"investigators": ("王小某", " 王小某 ")}, {"investigators.too_few": "investigators"}),
        ({"investigators": ("王小某", "王 小某")}, {"investigators.too_few": "investigators"}),
        ({"investigators": ("王小某", "王\u3000小某")}, {"investigators.too_few": "investigators"}),
        ({"investigators": ("王小某", " ")}, {"investigators.too_few": "investigators"}),
        ({"present_name": ""}, {"present_name.empty": "present_name"}),
        ({"method": "telepathy"}, {"method.unknown": "method"}),
        ({"visited_on": ACCEPTED_ON + timedelta(days=1)}, {"visited_on.future": "visited_on"}),
        ({"visited_on": ACCEPTED_ON - timedelta(days=1)}, {"visited_on.early": "visited_on"}),
        (
            {"investigators": (), "present_name": " "},
            {"investigators.too_few": "investigators", "present_name.empty": "present_name"},
        ),
    ],
)
def test_a_visit_must_be_one(course: Course, facts: dict[str, Any], answer: dict[str, str]) -> None:
    case_id = course.accepted()
    assert refused(course.register, verification.visit_home, case_id, replace(VISIT, **facts)) == answer
    assert course.dossier(case_id).visits == ()


def test_a_visit_starts_verification(course: Course) -> None:
    case_id = course.accepted()
    course.clock.forward(days=1)
    course.register.do(verification.visit_home, case_id, VISIT)
    case = course.case(case_id)
    assert (case.state, case.started_on) == ("verifying", date(2026, 11, 5))
    (visit,) = course.dossier(case_id).visits
    assert visit.investigators == list(PEOPLE)


def test_a_letter_is_no_visit(course: Course) -> None:
    case_id = course.accepted()
    course.checked(case_id)
    letter = replace(VISIT, method="letter", investigators=("王小某",), present_name="")
    course.register.do(verification.visit_home, case_id, letter)
    assert "opinion.visit" in refused(course.approver, decisions.give_opinion, case_id, AGREE)


def test_one_cross_check_at_a_time(course: Course) -> None:
    case_id = course.accepted()
    course.visited(case_id)
    answer = CrossCheckResult(ACCEPTED_ON, "fits")
    assert refused(course.register, verification.record_cross_check, case_id, answer) == {
        "cross_check.none": ""
    }
    course.register.do(verification.request_cross_check, case_id)
    assert refused(course.register, verification.request_cross_check, case_id) == {"cross_check.pending": ""}
    assert refused(course.approver, decisions.give_opinion, case_id, AGREE) == {
        "opinion.cross_check_pending": "record_cross_check"
    }
    course.register.do(verification.record_cross_check, case_id, answer)
    course.give_opinion(case_id)


def test_the_district_begins_a_check_it_was_asked_for_in_three_days(course: Course) -> None:
    case_id = course.accepted()
    assert refused(course.register, verification.start_cross_check, case_id, course.today) == {
        "process.state": ""
    }
    course.register.do(verification.request_cross_check, case_id)
    clock = {due.clock.id: due.on for due in course.dossier(case_id).dues}
    assert clock["start_check"] == date(2026, 11, 9), "Wednesday the 4th, and three working days"
    early = ACCEPTED_ON - timedelta(days=1)
    assert refused(course.register, verification.start_cross_check, case_id, early) == {
        "begun_on.early": "begun_on"
    }
    course.register.do(verification.start_cross_check, case_id, course.today)
    assert refused(course.register, verification.start_cross_check, case_id, course.today) == {
        "cross_check.none": ""
    }
    assert "start_check" not in {due.clock.id for due in course.dossier(case_id).dues}


@pytest.mark.parametrize("result", ["differs", "exceeds"])
def test_a_result_against_the_family_is_told_before_the_opinion(course: Course, result: str) -> None:
    case_id = course.verified()
    assert refused(course.register, verification.tell_cross_check, case_id, CheckTold(course.today)) == {
        "cross_check.told": ""
    }
    course.register.do(verification.request_cross_check, case_id)
    found = CrossCheckResult(course.today, result, "名下有轿车一辆")
    course.register.do(verification.record_cross_check, case_id, found)
    untold = {"opinion.cross_check_untold": "tell_cross_check"}
    assert untold.items() <= refused(course.approver, decisions.give_opinion, case_id, AGREE).items()
    assert next_acts(course, case_id) == {"tell_cross_check"}
    course.register.do(verification.tell_cross_check, case_id, CheckTold(course.today, "车已报废"))
    course.give_opinion(case_id, text="车辆已于去年报废，有注销证明")
    assert course.dossier(case_id).cross_checks[-1].reply == "车已报废"


@pytest.mark.parametrize(
    ("result", "answer"),
    [
        (CrossCheckResult(ACCEPTED_ON, "unclear", "x"), {"result.unknown": "result"}),
        (CrossCheckResult(ACCEPTED_ON, "exceeds"), {"findings.empty": "findings"}),
        (CrossCheckResult(ACCEPTED_ON + timedelta(days=1), "fits"), {"returned_on.future": "returned_on"}),
        (CrossCheckResult(ACCEPTED_ON - timedelta(days=1), "fits"), {"returned_on.early": "returned_on"}),
    ],
)
def test_what_a_cross_check_brought_must_be_whole(
    course: Course, result: CrossCheckResult, answer: dict[str, str]
) -> None:
    case_id = course.accepted()
    course.register.do(verification.request_cross_check, case_id)
    assert refused(course.register, verification.record_cross_check, case_id, result) == answer


def test_agreeing_against_the_cross_check_takes_words(course: Course) -> None:
    case_id = course.accepted()
    course.visited(case_id)
    course.checked(case_id, "exceeds", "名下有轿车一辆")
    assert refused(course.approver, decisions.give_opinion, case_id, AGREE) == {"text.empty": "text"}
    course.give_opinion(case_id, text="车辆已于去年报废，有注销证明")


def test_an_opinion_lacks_everything_at_once(course: Course) -> None:
    case_id = course.accepted(well_off())
    course.register.do(verification.request_cross_check, case_id)
    assert refused(course.approver, decisions.give_opinion, case_id, AGREE) == {
        "opinion.visit": "visit_home",
        "opinion.cross_check_pending": "record_cross_check",
        "opinion.not_eligible": "agreed",
        "income.not_below": "incomes",
    }
    missing = {problem.code for problem in course.dossier(case_id).missing}
    assert missing == {"opinion.visit", "opinion.cross_check_pending"}


def test_disagreeing_takes_words(course: Course) -> None:
    case_id = course.verified()
    assert refused(course.approver, decisions.give_opinion, case_id, OpinionEntry(agreed=False)) == {
        "text.empty": "text"
    }


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"present_count": 21, "agree_count": 16}, "appraisal.present"),
        (
            {"present_count": 0, "agree_count": 0, "disagree_count": 0, "abstain_count": 0},
            "appraisal.present",
        ),
        ({"agree_count": 11}, "appraisal.votes"),
        ({"villager_count": 9}, "appraisal.villagers"),
        ({"villager_count": 16}, "appraisal.villagers"),
        ({"abstain_count": -1}, "appraisal.negative"),
        ({"host": " "}, "host.empty"),
        ({"held_on": ACCEPTED_ON - timedelta(days=1)}, "held_on.early"),
    ],
)
def test_a_meeting_must_add_up(course: Course, facts: dict[str, Any], code: str) -> None:
    case_id = course.accepted()
    course.visited(case_id)
    answer = refused(course.register, verification.hold_appraisal, case_id, replace(MEETING, **facts))
    assert code in answer


@pytest.mark.parametrize(("agree", "passed"), [(10, True), (9, False)])
def test_a_meeting_passes_with_two_thirds(course: Course, agree: int, passed: bool) -> None:
    case_id = course.accepted()
    course.visited(case_id)
    meeting = replace(MEETING, agree_count=agree, disagree_count=14 - agree)
    course.register.do(verification.hold_appraisal, case_id, meeting)
    assert course.dossier(case_id).appraisals[0].passed is passed


def test_a_longer_limit_needs_a_kind_and_a_reason(course: Course) -> None:
    case_id = course.accepted()
    wrong = refused(course.approver, verification.extend_limit, case_id, "busy", " ")
    assert wrong == {"kind.unknown": "kind", "reason.empty": "reason"}
    nobody = refused(course.approver, verification.extend_limit, case_id, "objection", "有人反映")
    assert nobody == {"limit.objection": "kind"}
    course.approver.do(verification.extend_limit, case_id, "hard", "成员长期在外，核查困难")
    dossier = course.dossier(case_id)
    assert {due.clock.id: due.days for due in dossier.dues}["decide"] == 45
    assert dossier.wording.decide_days == 45
    again = refused(course.approver, verification.extend_limit, case_id, "hard", "再延")
    assert again == {"limit.extended": ""}


def test_a_limit_that_has_passed_is_not_made_longer(course: Course) -> None:
    case_id = course.accepted()
    course.clock.set(date(2026, 12, 2))
    course.approver.do(verification.extend_limit, case_id, "hard", "最后一天仍可延长")
    late = course.accepted(FAMILY)
    course.clock.set(date(2026, 12, 3))
    assert refused(course.approver, verification.extend_limit, late, "hard", "迟了") == {"limit.passed": ""}


def test_only_registered_relatives_are_visited_by_the_district(course: Course) -> None:
    case_id = course.accepted()
    answer = refused(course.register, verification.record_district_visit, case_id, ACCEPTED_ON)
    assert answer == {"district_visit.not_needed": ""}


def test_steps_of_a_review_are_not_steps_of_an_application(course: Course) -> None:
    case_id = course.accepted()
    answer = refused(course.register, reviews.propose_change, case_id, reviews.Proposal("keep", "x"))
    assert answer == {"process.act": ""}


def test_nobody_acts_without_the_role(course: Course) -> None:
    case_id = course.accepted()
    administrator = course.register.acting_as(town.ADMINISTRATOR)
    assert refused(administrator, verification.request_cross_check, case_id) == {"process.role": ""}
    course.visited(case_id)
    course.checked(case_id)
    assert refused(administrator, decisions.give_opinion, case_id, AGREE) == {"process.role": ""}
