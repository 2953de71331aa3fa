"""A walk from home to home: every visit is a household's own, and nothing is kept on without the approver's word."""

from dataclasses import replace
from datetime import date

import pytest

from tests.office.course import Course
from tests.office.family import refused
from tests.office.village import WEST, family, on_roll
from zqdesk.office.allowance.reviewing import reviews, walked, walks
from zqdesk.office.allowance.reviewing.reviews import Proposal
from zqdesk.office.cases.looks.periodic import Unchanged, VillageReviews
from zqdesk.records.tables.steps import HomeVisit, RollEntry

PEOPLE = ("王小某", "陈某")
SINCE, UNTIL, WALKED = date(2027, 10, 1), date(2027, 12, 31), date(2027, 10, 18)


@pytest.fixture
def roll(course: Course) -> list[str]:
    """Three households on the roll, one of them in another village, whose reviews are due next month."""
    entries = on_roll(course, [family(0), family(1), family(2, village_id=WEST)])
    course.clock.set(date(2027, 10, 20))
    return entries


def found(course: Course, roll_id: str, findings: str) -> Unchanged:
    def head(session):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        return session.get_one(RollEntry, roll_id).case_id

    name = course.dossier(course.register.read(head)).applicant.name
    return Unchanged(WALKED, name, "本人", findings, PEOPLE)


def walk(course: Course, roll_id: str, findings: str) -> str:
    result = course.register.do(walks.record_unchanged, roll_id, found(course, roll_id, findings))
    return str(result.result)


def test_a_visit_that_found_nothing_changed_is_kept_as_it_was_and_waits_for_the_approver(
    course: Course, roll: list[str]
) -> None:
    case_id = walk(course, roll[0], "独居，腿疾，靠养老金生活。")
    assert course.state(case_id) == "opinion_given"
    case = course.case(case_id)
    assert case.started_on == WALKED, "the review began with the visit"
    (visit,) = course.register.read(lambda s: s.query(HomeVisit).filter_by(case_id=case_id).all())
    assert (visit.visited_on, visit.findings) == (WALKED, "独居，腿疾，靠养老金生活。")
    assert tuple(visit.investigators) == PEOPLE
    (row,) = course.register.read(walked.proposed)
    assert (row.case_id, row.visited_on, row.findings) == (case_id, WALKED, visit.findings)
    course.approver.do(walks.agree_unchanged, [case_id])
    assert course.state(case_id) == "closed"
    assert course.register.read(walked.proposed) == ()
    entry = course.register.read(lambda s: s.get_one(RollEntry, roll[0]))
    assert (entry.to_month, entry.review_by) == ("", date(2028, 10, 20))


def test_a_review_that_has_begun_goes_on(course: Course, roll: list[str]) -> None:
    begun = course.register.do(reviews.start_review, roll[0]).result
    there = replace(found(course, roll[0], "照旧。"), visited_on=course.today)
    assert course.register.do(walks.record_unchanged, roll[0], there).result == begun


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("findings", " "),
        ("visited_on", None),
        ("visited_on", date(2027, 10, 21)),
        ("investigators", ("王小某",)),
        ("present_name", ""),
    ],
)
def test_what_a_visit_must_say_is_asked_of_each(
    course: Course, roll: list[str], field: str, wrong: object
) -> None:
    there = replace(found(course, roll[0], "照旧。"), **{field: wrong})  # type: ignore[arg-type]
    assert field in refused(course.register, walks.record_unchanged, roll[0], there).values()
    assert course.register.read(walked.proposed) == ()


def test_one_finding_never_stands_for_two_households(course: Course, roll: list[str]) -> None:
    walk(course, roll[0], "情况无变化。")
    same = found(course, roll[1], " 情况无变化。")
    assert refused(course.register, walks.record_unchanged, roll[1], same) == {"visit.same_words": "findings"}


def test_who_decides_alone_is_not_agreed_to_among_the_others(course: Course, roll: list[str]) -> None:
    kept = walk(course, roll[0], "照旧。")
    changed = course.register.do(reviews.start_review, roll[1]).result
    course.visited(changed)
    stop = Proposal("stop", "搬走", stop_reason="moved", facts="已搬离本街道", article="第三十二条")
    course.register.do(reviews.propose_change, changed, stop)
    assert refused(course.approver, walks.agree_unchanged, [kept, changed]) == {"review.changes": ""}
    assert course.state(kept) == "opinion_given", "none of them"
    assert [row.case_id for row in course.register.read(walked.proposed)] == [kept]


def test_the_results_of_a_campaign_add_up_by_village(course: Course, roll: list[str]) -> None:
    def seen() -> tuple[VillageReviews, ...]:
        return course.register.read(walked.progress, SINCE, UNTIL, course.today)

    east, west = seen()
    assert (east.due, east.unvisited, west.due, west.unvisited, east.late) == (2, 2, 1, 1, 0)
    course.approver.do(walks.agree_unchanged, [walk(course, roll[0], "照旧。")])
    walk(course, roll[2], "独居，身体尚好。")
    begun = course.register.do(reviews.start_review, roll[1]).result
    east, west = seen()
    assert (east.due, east.kept, east.unvisited, west.waiting) == (2, 1, 1, 1)
    course.visited(begun)
    east, west = seen()
    assert (east.visited, east.unvisited) == (1, 0)
    for each in (east, west):
        done = (
            each.unvisited + each.visited + each.waiting + each.kept + each.raised + each.cut + each.stopped
        )
        assert each.due == done
    course.clock.set(date(2027, 12, 30))
    assert sum(each.late for each in seen()) == 0, "what has begun is not late for want of a beginning"
