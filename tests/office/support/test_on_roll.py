"""Somebody who is supported: looked at again, moved to or from the allowance, and the end of it (S3 art. 23-27)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests import town
from tests.office.course import Course
from tests.office.family import id_number, member, refused
from tests.office.family import with_papers as papers_of_allowance
from tests.office.support.support_course import ALONE, HOME, SupportCourse, with_papers
from zqdesk.office.across import dossier as dossiers
from zqdesk.office.across.today import worklist
from zqdesk.office.allowance import decisions as allowance
from zqdesk.office.cases.acts.confirming import Confirmation
from zqdesk.office.cases.acts.deciding import DeliveryRecord
from zqdesk.office.cases.acts.referrals import open_referrals
from zqdesk.office.people import changes
from zqdesk.office.support import caring, decisions, ending, reviewing
from zqdesk.office.support.ending import EndingDecision, EndingOpinion, EndingRequest
from zqdesk.office.support.reviewing import CareDecision, CareProposal, ReviewRequest
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.steps import RollEntry


@pytest.fixture
def course(register: Register, clock: town.Clock) -> SupportCourse:
    return SupportCourse(register, clock)


def rolls(course: SupportCourse) -> list[tuple[str, str, str, int]]:
    """Every entry: programme, first and last month, sum."""
    query = select(RollEntry).order_by(RollEntry.from_month, RollEntry.id)
    return course.register.read(
        lambda session: [
            (each.programme, each.from_month, each.to_month, each.allowance_fen + each.uplift_fen)
            for each in session.scalars(query)
        ]
    )


def _review(course: SupportCourse, why: str = "reported") -> str:
    roll_id = course.on_roll().id
    course.clock.set(date(2027, 1, 11))
    case_id: str = course.register.do(
        reviewing.start_support_review, roll_id, ReviewRequest(why, "摔伤后卧床")
    ).result
    return case_id


def test_a_reported_change_is_assessed_in_ten_working_days(course: SupportCourse) -> None:
    case_id = _review(course)
    assert {due.clock.id: due.on for due in course.dossier(case_id).dues} == {"reassess": date(2027, 1, 25)}
    (row,) = course.register.read(worklist.today, course.today, town.CLERK).rows
    assert (row.due_on, row.act) == (date(2027, 1, 25), "propose_care")
    bare = refused(course.register, reviewing.propose_care, case_id, CareProposal("卧床"))
    assert "review.self_care" in bare
    course.assess(case_id, ("gets_up", "toilets", "walks", "bathes"))
    assert course.dossier(case_id).dues == (), "it was looked at"
    course.register.do(reviewing.propose_care, case_id, CareProposal("卧床，失能"))
    course.approver.do(reviewing.decide_care, case_id, CareDecision("同意"))
    assert rolls(course) == [
        ("support", "2026-12", "2027-01", 104_520 + 36_700),
        ("support", "2027-02", "", 104_520 + 73_300),
    ]
    course.deliver(case_id)
    assert course.state(case_id) == "closed"


def test_the_same_level_leaves_the_sum_and_moves_the_next_look(course: SupportCourse) -> None:
    case_id = _review(course, "periodic")
    course.look_visit(case_id)
    course.register.do(reviewing.propose_care, case_id, CareProposal("情况没有变化"))
    course.approver.do(reviewing.decide_care, case_id, CareDecision())
    assert course.state(case_id) == "closed"
    (entry,) = rolls(course)
    assert entry[2] == ""


def test_another_placement_needs_its_agreement(course: SupportCourse) -> None:
    case_id = _review(course, "placement")
    text = CareProposal("本人要求进敬老院")
    assert "review.placement" in refused(course.register, reviewing.propose_care, case_id, text)
    moved = replace(HOME, placement="institution", institution="示例街道敬老院", from_on=course.today)
    course.register.do(caring.arrange_care, case_id, moved)
    course.register.do(reviewing.propose_care, case_id, text)
    course.approver.do(reviewing.decide_care, case_id, CareDecision())
    assert course.dossier(case_id).own.placement == "institution"  # type: ignore[attr-defined]


def _ending(course: SupportCourse, ground: str = "supporter", since: date = date(2027, 1, 8)) -> str:
    entry = course.on_roll()
    course.clock.set(date(2027, 1, 11))
    if ground == "death":
        course.register.do(changes.record_death, entry.person_id or "", since)
    request = EndingRequest(ground, since, "其侄子依法收养协议生效，愿意并有能力赡养")
    case_id: str = course.register.do(ending.start_ending, entry.id, request).result
    return case_id


def _posted(course: SupportCourse, case_id: str) -> None:
    course.approver.do(ending.propose_ending, case_id, EndingOpinion())
    course.post(case_id)
    course.close(case_id)


def test_an_ending_is_posted_decided_told_and_the_person_sent_on(course: SupportCourse) -> None:
    case_id = _ending(course)
    _posted(course, case_id)
    assert rolls(course)[0][2] == "", "nothing ends before it is decided"
    course.approver.do(ending.decide_ending, case_id, EndingDecision("有履行能力的义务人"))
    assert rolls(course) == [("support", "2026-12", "2027-01", 104_520 + 36_700)]
    course.deliver(case_id)
    assert course.state(case_id) == "closed"
    (sent,) = course.register.read(open_referrals, target="allowance")
    assert "由特困转介最低生活保障" in sent.sentence


def test_an_objection_to_an_ending_hangs_it_again_or_keeps_the_support(course: SupportCourse) -> None:
    case_id = _ending(course)
    course.approver.do(ending.propose_ending, case_id, EndingOpinion())
    course.post(case_id)
    course.object(case_id)
    found = refused(course.approver, ending.propose_ending, case_id, EndingOpinion())
    assert "opinion.objection" in found
    course.look_visit(case_id)
    course.approver.do(ending.propose_ending, case_id, EndingOpinion())
    assert course.state(case_id) == "opinion_given"
    course.post(case_id)
    course.close(case_id)
    course.approver.do(ending.keep_support, case_id, "异议成立，侄子没有赡养能力")
    assert (course.state(case_id), rolls(course)[0][2]) == ("kept", "")


def test_after_a_death_it_ends_with_its_month_and_nobody_is_sent_on(course: SupportCourse) -> None:
    case_id = _ending(course, "death", date(2026, 12, 20))
    _posted(course, case_id)
    course.approver.do(ending.decide_ending, case_id, EndingDecision("死亡"))
    assert rolls(course)[0][2] == "2026-12", "from the month after the death"
    record = DeliveryRecord(course.today, "public", "")
    course.register.do(decisions.deliver_decision, case_id, record)
    assert course.register.read(open_referrals) == ()


def test_one_matter_of_a_person_at_a_time(course: SupportCourse) -> None:
    _review(course)
    entry = next(each for each in course.register.read(lambda s: s.scalars(select(RollEntry)).all()))
    request = EndingRequest("own_wish", course.today, "本人书面申请退出")
    assert "review.open" in refused(course.register, ending.start_ending, entry.id, request)


CHILD = id_number(date(2011, 3, 1), 41)


def _child(course: SupportCourse, *, at_school: bool) -> SupportCourse:
    """Fifteen at the acceptance, eighteen in March 2029."""
    family = replace(
        ALONE.family,
        account_name="",
        bank_name="",
        account_number="",
        proxy_kind="village",
        proxy_name="冯某",
        proxy_phone="13000000001",
        supporters=(),
        members=(member("周小某", CHILD, "02"),),
    )
    facts = replace(ALONE.facts, nobody=True, at_school=at_school)
    course.on_roll(with_papers(replace(ALONE, family=family, facts=facts)))
    return course


@pytest.mark.parametrize(
    ("day", "at_school", "fits"),
    [
        (date(2027, 6, 1), False, True),
        (date(2029, 2, 28), False, True),
        (date(2029, 3, 1), False, False),
        (date(2029, 3, 1), True, True),
    ],
)
def test_a_minor_keeps_it_to_eighteen_and_past_it_at_school(
    course: SupportCourse, day: date, at_school: bool, fits: bool
) -> None:
    _child(course, at_school=at_school)
    course.clock.set(day)
    (entry,) = course.register.read(lambda s: s.scalars(select(RollEntry)).all())
    request = ReviewRequest("periodic", "年度核查")
    case_id = course.register.do(reviewing.start_support_review, entry.id, request).result
    found = course.dossier(case_id).calculation
    assert found.eligible is fits, found.reasons


def _alone_on_allowance(course: SupportCourse, people: int = 1) -> str:
    """The old man on the allowance first, alone or with his brother."""
    lines = (
        *ALONE.family.members,
        member("周大某", id_number(date(1955, 1, 1), 43), "73", work_ability="04"),
    )
    family = papers_of_allowance(
        replace(ALONE.family, materials=(), supporters=(), members=lines[:people], poverty_cause="04")
    )
    entry = Course(course.register, course.clock).on_roll(family, date(2026, 9, 1))
    return entry.household_id


def test_who_was_on_the_allowance_alone_moves_over_in_one_act(course: SupportCourse) -> None:
    home = _alone_on_allowance(course)
    case_id = course.deciding(replace(ALONE, family=replace(ALONE.family, household_id=home)))
    course.confirm(case_id)
    assert [each[2] for each in rolls(course)] == [""], "nothing moves before it is told"
    course.deliver(case_id)
    (before, after) = rolls(course)
    assert (before[0], before[2], after[0], after[1]) == ("allowance", "2026-11", "support", "2026-12")


def test_who_shares_an_allowance_is_taken_out_of_it_first(course: SupportCourse) -> None:
    home = _alone_on_allowance(course, people=2)
    case_id = course.deciding(replace(ALONE, family=replace(ALONE.family, household_id=home)))
    found = refused(course.approver, decisions.confirm_support, case_id, Confirmation())
    assert "roll.other" in found


def test_who_was_supported_alone_moves_over_to_the_allowance(course: SupportCourse) -> None:
    entry = course.on_roll()
    family = papers_of_allowance(
        replace(
            ALONE.family,
            household_id=entry.household_id,
            materials=(),
            supporters=(),
            applied_on=date(2027, 1, 11),
            poverty_cause="04",
        )
    )
    other = Course(course.register, course.clock)
    case_id = other.deciding(family, date(2027, 1, 11))
    course.approver.do(allowance.confirm, case_id, Confirmation())
    other.deliver(case_id)
    (before, after) = rolls(course)
    assert (before[2], after[0], after[1]) == ("2027-01", "allowance", "2027-02")
    assert course.register.read(dossiers.of_case, case_id, course.today).roll[0].programme == "allowance"


def test_the_roll_calls_for_the_yearly_look_and_for_the_end_after_a_death(course: SupportCourse) -> None:
    entry = course.on_roll()
    course.clock.set(date(2027, 9, 1))
    (row,) = course.register.read(worklist.today, course.today, town.CLERK).rows
    assert (row.act, row.roll_id, row.due_on) == ("start_support_review", entry.id, date(2027, 11, 17))
    course.register.do(changes.record_death, entry.person_id or "", course.today - timedelta(days=3))
    (row,) = course.register.read(worklist.today, course.today, town.CLERK).rows
    assert (row.act, row.next_step) == ("start_ending", "死亡终止")
    case_id = course.register.do(
        ending.start_ending, entry.id, EndingRequest("death", course.today, "去世")
    ).result
    (row,) = course.register.read(worklist.today, course.today, town.CLERK).rows
    assert row.case_id == case_id, "what has a case is not called for again"


def _looked_at(work: Work, roll_id: str, again_by: date) -> None:
    work.session.get_one(RollEntry, roll_id).review_by = again_by


def test_eighteen_years_are_looked_at_once(course: SupportCourse) -> None:
    """Still at school: due on the birthday, and not called for again once it was looked at."""
    _child(course, at_school=True)
    (entry,) = course.register.read(lambda s: s.scalars(select(RollEntry)).all())

    def eighteen() -> list[date | None]:
        rows = course.register.read(worklist.today, course.today, town.CLERK).rows
        return [row.due_on for row in rows if row.next_step == "满18周岁复核"]

    course.clock.set(date(2029, 3, 1))
    assert eighteen() == [date(2029, 3, 1)]
    course.register.do(_looked_at, entry.id, date(2030, 3, 1))
    assert eighteen() == []
