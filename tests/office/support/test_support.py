"""A destitute person from the counter to the roll: what is asked, what is refused, what follows (S3)."""

from dataclasses import replace
from datetime import date

import pytest

from tests import town
from tests.office.family import refused
from tests.office.support.support_course import ACCEPTED_ON, ALONE, HOME, SupportCourse, with_papers
from zqdesk.office.across.today import worklist
from zqdesk.office.cases.acts.confirming import OpinionEntry
from zqdesk.office.cases.entry.values import IncomeEntry, SupporterEntry
from zqdesk.office.support import caring, decisions
from zqdesk.office.support.applying import applications
from zqdesk.office.support.entries import SampleRecord, SelfCareRecord, SupportApplication, SupportFacts
from zqdesk.records.register import Register


@pytest.fixture
def course(register: Register, clock: town.Clock) -> SupportCourse:
    return SupportCourse(register, clock)


def test_the_whole_way_ends_on_the_roll(course: SupportCourse) -> None:
    entry = course.on_roll()
    assert (entry.programme, entry.from_month, entry.to_month) == ("support", "2026-12", "")
    assert (entry.allowance_fen, entry.uplift_fen) == (104_520, 36_700), "804.00×130%, and care for two unmet"
    assert entry.person_id is not None
    assert entry.review_by == date(2027, 11, 17)


def test_the_page_says_what_is_next_and_by_when(course: SupportCourse) -> None:
    case_id = course.accepted()
    seen = course.dossier(case_id)
    assert {due.clock.id: due.on for due in seen.dues} == {"opinion": date(2026, 11, 25)}
    assert {problem.code for problem in seen.missing} == {
        "opinion.visit",
        "opinion.cross_check",
        "opinion.self_care",
    }
    assert [stage.state for stage in seen.stages] == ["done", "now", "todo", "todo", "todo", "todo"]
    (row,) = course.register.read(worklist.today, course.today, town.CLERK).rows
    assert (row.programme, row.due_on, row.act) == ("support", date(2026, 11, 25), "request_cross_check")


def test_an_objection_is_looked_into_and_hangs_again(course: SupportCourse) -> None:
    case_id = course.verified()
    course.opine(case_id)
    course.post(case_id)
    course.object(case_id)
    due = {each.clock.id: each.on for each in course.dossier(case_id).dues}
    assert due == {"objection": date(2026, 11, 30)}
    course.look_into(case_id)
    course.opine(case_id)
    assert course.state(case_id) == "opinion_given", "never past a new notice (S3 art. 15)"
    course.post(case_id)
    course.close(case_id)
    (row,) = course.register.read(worklist.today, course.today, town.CLERK).rows
    assert row.due_on == date(2026, 12, 8), "fifteen working days from the end of the notice"


def test_a_refusal_is_told_in_three_days(course: SupportCourse) -> None:
    case_id = course.verified()
    course.opine(case_id, agreed=False, text="有一子有履行能力")
    assert course.state(case_id) == "deciding", "what is not granted is not hung up"
    course.refuse(case_id)
    assert {due.clock.id: due.on for due in course.dossier(case_id).dues} == {
        "notify_refusal": date(2026, 11, 12)
    }
    course.deliver(case_id)
    assert course.state(case_id) == "refused_told"


ABLE_SON = replace(
    ALONE.family, supporters=(SupporterEntry("周大某", "02", family_count=3, per_head_fen=500_000),)
)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"supporters": ()}, "support.obligors"),
        ({"supporters": ABLE_SON.supporters}, "support.obligor_able"),
        (
            {"members": (replace(ALONE.family.members[0], incomes=(IncomeEntry("wages.job", "", 80_400),)),)},
            "support.income",
        ),
    ],
)
def test_every_reason_keeps_the_town_from_agreeing(
    course: SupportCourse, changed: dict[str, object], code: str
) -> None:
    case_id = course.verified(with_papers(replace(ALONE, family=replace(ALONE.family, **changed))))  # type: ignore[arg-type]
    found = refused(course.approver, decisions.give_support_opinion, case_id, OpinionEntry(agreed=True))
    assert {code, "opinion.not_eligible"} <= set(found)


def test_nothing_is_accepted_without_its_papers_and_wish(course: SupportCourse) -> None:
    bare = replace(ALONE, family=replace(ALONE.family, materials=()), facts=SupportFacts())
    case_id = course.register.do(applications.record_support, bare).result
    found = refused(course.register, applications.accept_support, case_id)
    assert found["facts.placement.unknown"] == "facts.placement"
    assert "material.missing" in found


def test_nobody_is_taken_in_twice(course: SupportCourse) -> None:
    course.on_roll()
    again = course.register.do(applications.record_support, ALONE).result
    assert "person.on_roll" in refused(course.register, applications.accept_support, again)


def test_two_people_assess_and_say_what_they_saw(course: SupportCourse) -> None:
    case_id = course.accepted()
    alone = SelfCareRecord(ACCEPTED_ON, ("王小某", "王小某"), bathes=False)
    found = refused(course.register, caring.assess_self_care, case_id, alone)
    assert found.keys() == {"assessors.too_few", "findings.empty", "signed_by.empty"}


@pytest.mark.parametrize(
    ("unmet", "level", "care"),
    [
        ((), "able", 22_000),
        (("bathes",), "partly", 36_700),
        (("bathes", "walks", "toilets"), "partly", 36_700),
        (("bathes", "walks", "toilets", "gets_up"), "lost", 73_300),
    ],
)
def test_the_level_gives_the_care(
    course: SupportCourse, unmet: tuple[str, ...], level: str, care: int
) -> None:
    case_id = course.accepted()
    course.look_into(case_id)
    course.assess(case_id, unmet)
    seen = course.dossier(case_id)
    assert (seen.own.level, seen.calculation.uplift_fen) == (level, care)  # type: ignore[attr-defined]


def test_care_at_home_needs_a_caretaker_of_age_and_an_agreement(course: SupportCourse) -> None:
    case_id = course.accepted()
    bare = replace(
        HOME, caretaker="", caretaker_id_number="", caretaker_relation="", duties="", signed_on=None
    )
    found = refused(course.register, caring.arrange_care, case_id, bare)
    assert found.keys() == {
        "caretaker.empty", "caretaker_relation.empty", "duties.empty", "caretaker_id_number.empty", "signed_on.empty",
    }  # fmt: skip
    course.register.do(caring.arrange_care, case_id, HOME)
    moved = replace(HOME, placement="institution", institution="示例敬老院", from_on=date(2026, 11, 20))
    course.register.do(caring.arrange_care, case_id, moved)
    first, second = course.dossier(case_id).own.care  # type: ignore[attr-defined]
    assert (first.to_on, second.caretaker, second.institution) == (date(2026, 11, 19), "", "示例敬老院")


def test_the_district_looks_into_some_itself(course: SupportCourse) -> None:
    case_id = course.deciding()
    bare = SampleRecord(course.today, "", fits=False)
    assert refused(course.register, caring.record_sample, case_id, bare).keys() == {
        "by_names.empty",
        "findings.empty",
    }
    course.register.do(caring.record_sample, case_id, SampleRecord(course.today, "区局 赵某、钱某"))
    assert len(course.dossier(case_id).own.samples) == 1  # type: ignore[attr-defined]


def test_an_entry_is_told_what_it_lacks_while_it_is_typed(course: SupportCourse) -> None:
    found = course.register.read(applications.lacking, SupportApplication(), "", ACCEPTED_ON)
    assert {"facts.placement", "village_id", "reason"} <= found.required
    assert not {"poverty_cause", "single_reason"} & found.required
    whole = course.register.read(applications.lacking, ALONE, "", ACCEPTED_ON)
    assert whole.problems == ()
