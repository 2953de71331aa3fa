"""One notice for the families of a village: together it is what each alone would be, all of it or nothing."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests import town
from tests.office.course import Course
from tests.office.family import refused
from tests.office.village import WEST, agreed, family, posted, printed, village
from zqdesk.office.across import finding
from zqdesk.office.across.history import lines as history
from zqdesk.office.across.today import worklist
from zqdesk.office.cases.acts.ending import reopen_verification
from zqdesk.office.cases.acts.notice_sheets import (
    SheetPosting,
    close_notices,
    make_notice_sheet,
    post_notice_sheet,
    waiting_sheets,
)
from zqdesk.office.cases.acts.notices import Posting, close_notice, post_notice
from zqdesk.office.cases.acts.together import SomeRefused
from zqdesk.office.cases.materials import NewAttachment
from zqdesk.records import changes
from zqdesk.records.register import Actor, Register
from zqdesk.records.tables.paper import Paper
from zqdesk.records.tables.steps import NoticeSheet

PHOTO = NewAttachment("ab" * 32, "公示照片", "image/jpeg", 5)
BOTH = Actor(town.APPROVER.id, town.APPROVER.name, frozenset({"clerk", "approver"}))


def hang(course: Course, *photos: NewAttachment) -> SheetPosting:
    return SheetPosting("村务公开栏", course.today, "王小某", photos)


def notices(register: Register, *, without: frozenset[str]) -> list[dict[str, Any]]:
    rows = register.read(
        lambda session: session.execute(text("SELECT * FROM public_notices ORDER BY id")).mappings().all()
    )
    return [{name: value for name, value in row.items() if name not in without} for row in rows]


def acts(course: Course, case_id: str) -> list[str]:
    return [change.act for change in course.register.read(changes.history, [case_id])]


def everything(register: Register) -> tuple[Any, ...]:
    """What is kept, in numbers that any change would move."""
    return register.read(
        lambda session: session.execute(
            text(
                "SELECT (SELECT max(seq) FROM changes), (SELECT count(*) FROM public_notices),"
                " (SELECT count(*) FROM attachments), (SELECT group_concat(state) FROM cases),"
                " (SELECT count(*) FROM papers), (SELECT group_concat(last) FROM number_series)"
            )
        ).one()
    )


@settings(max_examples=6)
@given(count=st.integers(1, 4), objected=st.sets(st.integers(0, 3)))
def test_a_sheet_is_the_single_notices_one_after_the_other(
    template: town.Vault, count: int, objected: set[int]
) -> None:
    """But for the number they share, every row and every change of every case is the same."""
    found = []
    for together in (True, False):
        clock = town.Clock()
        with town.of_its_own(template, clock) as register:
            course = Course(register, clock)
            cases = village(course, count)
            if together:
                posted(course, cases)
            else:
                for case_id in cases:
                    register.do(post_notice, case_id, Posting("村务公开栏", course.today, "王小某"))
            for place in objected & set(range(count)):
                course.object(cases[place])
            clock.forward(days=8)
            free = [case_id for place, case_id in enumerate(cases) if place not in objected]
            if together and free:
                register.do(close_notices, free)
            else:
                for case_id in free:
                    register.do(close_notice, case_id)
            alike = frozenset({"id", "case_id", "opinion_id", "number", "sheet_id"})
            logged = [acts(course, case_id) for case_id in cases]
            states = [course.state(case_id) for case_id in cases]
            found.append((notices(register, without=alike), logged, states))
            assert register.read(changes.first_break) is None
    assert found[0] == found[1]
    assert [state == "objected" for state in found[0][2]] == [each in objected for each in range(count)]


def test_all_hang_under_one_number_place_day_and_photo(course: Course) -> None:
    cases = village(course, 3)
    sheet_id = printed(course, cases)
    course.register.do(post_notice_sheet, sheet_id, hang(course, PHOTO))
    kept = notices(course.register, without=frozenset())
    assert {row["number"] for row in kept} == {"示街救公〔2026〕1号"}
    assert [row["case_id"] for row in kept] == cases
    for case_id in cases:
        dossier = course.dossier(case_id)
        assert [(each.kind, each.digest) for each in dossier.attachments] == [("notice", PHOTO.digest)]
        assert [paper.number for paper in dossier.papers] == ["示街救公〔2026〕1号"]
        lines = course.register.read(history.of_subjects, [case_id])
        said = next(line for line in lines if line.title == "张榜公示")
        assert "同张公示 示街救公〔2026〕1号" in said.text
        assert ("公示：公示编号", "", "示街救公〔2026〕1号") in said.details
    assert course.register.read(waiting_sheets) == ()


def test_only_the_family_that_is_objected_to_is_held(course: Course) -> None:
    cases = village(course, 3)
    posted(course, cases)
    course.object(cases[1])
    course.clock.forward(days=8)
    before = everything(course.register)
    with pytest.raises(SomeRefused) as caught:
        course.register.do(close_notices, cases)
    assert everything(course.register) == before, "all or nothing"
    assert set(caught.value.why) == {cases[1]}
    (problem,) = caught.value.problems
    number = course.case(cases[1]).number
    assert problem.text.startswith(f"𬭎某某户（{number}）：本案现在处于“异议复查”")
    course.register.do(close_notices, [cases[0], cases[2]])
    assert [course.state(case_id) for case_id in cases] == ["deciding", "objected", "deciding"]


def test_what_all_are_refused_for_is_said_once_at_its_field(course: Course) -> None:
    cases = village(course, 3)
    sheet_id = printed(course, cases)
    tomorrow = course.today + timedelta(days=1)
    found = refused(course.register, post_notice_sheet, sheet_id, SheetPosting("", tomorrow, ""))
    assert found == {"posted_on.future": "posted_on", "place.empty": "place", "posted_by.empty": "posted_by"}


def test_a_case_that_went_another_way_meanwhile_holds_the_sheet_back(course: Course) -> None:
    cases = village(course, 3)
    sheet_id = printed(course, cases)
    course.post(cases[0])
    before = everything(course.register)
    with pytest.raises(SomeRefused) as caught:
        course.register.do(post_notice_sheet, sheet_id, hang(course))
    assert set(caught.value.why) == {cases[0]}
    assert everything(course.register) == before
    others = printed(course, cases[1:])
    course.register.do(post_notice_sheet, others, hang(course))
    assert [course.dossier(each).notices[-1].number for each in cases] == [
        "示街救公〔2026〕2号",
        *["示街救公〔2026〕3号"] * 2,
    ]


def test_a_number_that_was_not_printed_is_not_lost_and_one_that_was_is_not_used_again(course: Course) -> None:
    cases = village(course, 3)

    def number(sheet_id: str) -> str:
        return course.register.read(lambda session: session.get_one(NoticeSheet, sheet_id).number)

    made = [course.register.do(make_notice_sheet, chosen).result for chosen in (cases, cases[:2])]
    made += [printed(course, chosen) for chosen in (cases[:2], cases[1::-1], cases)]
    numbers = [number(sheet_id) for sheet_id in made]
    assert numbers == [*["示街救公〔2026〕1号"] * 4, "示街救公〔2026〕2号"]
    assert [sheet.number for sheet in course.register.read(waiting_sheets)] == numbers[:2:-1]


def test_a_sheet_that_was_not_printed_is_not_hung_up(course: Course) -> None:
    sheet_id = course.register.do(make_notice_sheet, village(course, 2)).result
    assert refused(course.register, post_notice_sheet, sheet_id, hang(course)) == {
        "notice_sheet.not_printed": ""
    }


def test_an_opinion_given_anew_does_not_stand_on_the_old_sheet(course: Course) -> None:
    cases = village(course, 2)
    sheet_id = printed(course, cases)
    course.approver.do(reopen_verification, cases[0], "再核实")
    course.give_opinion(cases[0])
    with pytest.raises(SomeRefused) as caught:
        course.register.do(post_notice_sheet, sheet_id, hang(course))
    assert [problem.code for problem in caught.value.problems] == ["notice.other_opinion"]


def test_villages_are_not_mixed_and_nothing_chosen_is_no_order(course: Course) -> None:
    east, west = agreed(course, [family(0), family(1, village_id=WEST)])
    assert refused(course.register, make_notice_sheet, [east, west]) == {"notice_sheet.villages": ""}
    for act in (make_notice_sheet, close_notices):
        assert refused(course.register, act, []) == {"together.none": ""}


@pytest.mark.parametrize("actor", [town.APPROVER, town.CASHIER, BOTH])
def test_who_may_not_take_the_step_alone_may_not_take_it_for_many(course: Course, actor: Actor) -> None:
    cases = village(course, 2)
    sheet_id = printed(course, cases)
    other = course.register.acting_as(actor)
    alone = refused(other, post_notice, cases[0], Posting("村务公开栏", course.today, "王小某"))
    assert set(alone) & {"process.role", "duty.approver"}
    assert refused(other, make_notice_sheet, cases) == alone
    assert refused(other, post_notice_sheet, sheet_id, hang(course)) == alone


def test_the_code_and_the_number_of_the_sheet_lead_to_its_first_family(course: Course) -> None:
    cases = village(course, 2)
    posted(course, cases)
    paper: Paper = course.dossier(cases[1]).papers[0]
    for typed in (paper.sheet_code, paper.number):
        (hit,) = course.register.read(finding.find, typed)
        assert (hit.kind, hit.record_id) == ("paper", cases[0])


def test_todays_work_goes_on_for_each(course: Course) -> None:
    cases = village(course, 2)
    posted(course, cases)
    course.clock.forward(days=8)
    rows: Sequence[worklist.WorkRow] = course.register.read(worklist.today, course.today, town.CLERK).rows
    assert {row.case_id: row.act for row in rows} == dict.fromkeys(cases, "close_notice")
