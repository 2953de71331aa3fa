"""A way back for visits, appraisals and deliveries that were recorded wrongly: two people, and nothing leaves the history."""

from datetime import timedelta

import pytest

from tests.office.course import Course
from tests.office.family import refused
from zqdesk.office.cases.acts import retracting
from zqdesk.office.cases.acts.deciding import DeliveryRecord
from zqdesk.records.changes import history
from zqdesk.records.register import Register
from zqdesk.rules.process import Role
from zqdesk.rules.programmes import tables


def reasons(register: Register, row_id: str) -> list[str]:
    """Why each act touched a row, also one that is gone."""
    return register.read(lambda session: [change.reason for change in history(session, [row_id])])


def test_a_visit_recorded_by_mistake_counts_for_nothing(course: Course) -> None:
    case_id = course.verified()
    visit_id = course.dossier(case_id).visits[-1].id
    assert "process.role" in refused(course.register, retracting.retract_visit, case_id, "登到了别家")
    assert refused(course.approver, retracting.retract_visit, case_id, " ") == {"reason.empty": "reason"}
    course.approver.do(retracting.retract_visit, case_id, "登到了别家")
    assert course.dossier(case_id).visits == ()
    assert any("opinion.visit" in each.code for each in course.dossier(case_id).missing)
    assert "登到了别家" in reasons(course.register, visit_id)
    assert refused(course.approver, retracting.retract_visit, case_id, "再来") == {"retract.none": ""}
    course.visited(case_id)
    course.give_opinion(case_id)


def test_an_appraisal_recorded_by_mistake_leaves_the_objection_open(course: Course) -> None:
    case_id = course.posted()
    course.object(case_id)
    kept, wrong = course.appraised(case_id), course.appraised(case_id, 3)
    assert "process.role" in refused(course.register, retracting.retract_appraisal, case_id, "票数记反")
    course.approver.do(retracting.retract_appraisal, case_id, "票数记反")
    assert [each.id for each in course.dossier(case_id).appraisals] == [kept]
    assert "票数记反" in reasons(course.register, wrong)


@pytest.mark.parametrize("told", ["confirm", "refuse"])
def test_a_delivery_is_put_right_and_the_case_stays_where_it_is(course: Course, told: str) -> None:
    case_id = course.deciding()
    getattr(course, told)(case_id)
    course.deliver(case_id)
    state, today = course.state(case_id), course.today
    course.clock.forward(days=3)
    right = DeliveryRecord(today + timedelta(days=1), "left", "李某", "本人", "孙某")
    correct = retracting.correct_delivery
    assert "process.role" in refused(course.register, correct, case_id, right, "登早了一天")
    assert "reason.empty" in refused(course.approver, correct, case_id, right, "")
    early = DeliveryRecord(today - timedelta(days=30), "direct", "李某")
    assert "delivered_on.early" in refused(course.approver, correct, case_id, early, "登早了一天")
    course.approver.do(correct, case_id, right, "登早了一天")
    (delivery,) = course.dossier(case_id).deliveries
    assert (delivery.delivered_on, delivery.way, delivery.witness) == (right.delivered_on, "left", "孙某")
    assert course.state(case_id) == state
    assert "登早了一天" in reasons(course.register, delivery.id)


def test_every_process_has_the_way_back_of_what_it_records() -> None:
    """Drawn from the tables: by an approver, from where the record can be wrong, to nowhere."""
    back = {
        "visit_home": "retract_visit",
        "hold_appraisal": "retract_appraisal",
        "deliver_decision": "correct_delivery",
    }
    for process in tables():
        acts = {step.act: step for step in process.steps}
        for act, way in back.items():
            assert (act in acts) == (way in acts), (process.title, act)
            if way in acts:
                assert (acts[way].role, acts[way].to) == (Role.APPROVER, ())
