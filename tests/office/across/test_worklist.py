"""Today's work: what is due first, in whose hands, and on what it rests."""

from dataclasses import replace
from datetime import date

import pytest

from tests import town
from tests.office.course import Course, publish
from tests.office.family import FAMILY, draft
from zqdesk.office.across import lists
from zqdesk.office.across.today import worklist
from zqdesk.office.across.today.worklist import WorkList, WorkRow
from zqdesk.office.allowance import decisions
from zqdesk.office.allowance.applying import intake
from zqdesk.office.cases.acts import verification
from zqdesk.office.cases.entry.values import Application, MemberEntry
from zqdesk.office.cases.looks.listing import CaseFilter
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.records.register import Actor, Register, Work
from zqdesk.records.tables.steps import RollEntry


def work(course: Course, actor: Actor = town.CLERK) -> WorkList:
    return course.register.read(worklist.today, course.today, actor)


def only(course: Course, actor: Actor = town.CLERK) -> WorkRow:
    (row,) = work(course, actor).rows
    return row


def test_a_case_waits_for_its_next_step(course: Course) -> None:
    case_id = course.accepted()
    row = only(course)
    assert (row.next_step, row.act, row.basis) == ("提请信息核对", "request_cross_check", "今日受理")
    assert (row.due_on, row.days_left, row.provisional) == (date(2026, 11, 9), 3, False)
    assert (row.applicant, row.business, row.person_count) == ("李某", "低保 · 新申请", 4)
    assert (row.amount_fen, row.mine, row.number) == (None, True, "370114001-2026-DB-00001")
    course.register.do(verification.request_cross_check, case_id)
    course.clock.set(date(2026, 11, 20))
    row = only(course)
    assert (row.next_step, row.basis) == ("入户调查", "受理第 12 个工作日")
    assert (row.due_on, row.days_left) == (date(2026, 12, 2), 8)
    course.visited(case_id)
    row = only(course)
    assert (row.next_step, row.basis) == ("经济状况核对结果待回", "已提请 11月4日")


def test_the_notice_and_the_approval(course: Course) -> None:
    case_id = course.posted()
    course.clock.set(date(2026, 11, 17))
    listed = work(course)
    assert (listed.notices_running, listed.notices_ending_tomorrow, listed.awaiting_approval) == (1, 1, 0)
    row = listed.rows[0]
    assert (row.next_step, row.basis, row.amount_fen) == ("公示中，等待期满", "公示第 6 天", 208_440)
    course.clock.set(date(2026, 11, 18))
    row = only(course)
    assert (row.next_step, row.basis, row.days_left) == ("公示期满，提请确认", "公示第 7 天", 0)
    assert work(course).due_today == 1
    course.clock.set(date(2026, 11, 19))
    row = only(course)
    assert (row.basis, row.due_on) == ("公示第 7 天，已满", date(2026, 12, 2)), "then the case itself is due"
    course.close(case_id)
    assert work(course).awaiting_approval == 1
    assert not only(course).mine
    assert only(course, town.APPROVER).mine
    assert only(course, town.APPROVER).next_step == "作出确认决定"
    course.confirm(case_id)
    row = only(course)
    assert (row.next_step, row.due_on) == ("送达确认通知", date(2026, 11, 30))


def test_a_missed_limit_says_by_how_much(course: Course) -> None:
    course.accepted()
    course.clock.set(date(2026, 11, 11))
    listed = work(course)
    assert (listed.overdue, listed.most_overdue_days, listed.due_today) == (1, 2, 0)
    row = listed.rows[0]
    assert (row.days_left, row.basis) == (-2, "应于 11月9日")


def test_the_earliest_limit_comes_first(course: Course, register: Register) -> None:
    late = course.accepted(FAMILY, on=date(2026, 11, 6))
    early = course.accepted(on=date(2026, 11, 5))
    course.clock.set(date(2026, 11, 6))
    drafted = draft(register, Application(members=(MemberEntry(PersonEntry(name="吴某")),)))
    rows = work(course).rows
    assert [row.case_id for row in rows][:2] == [early, late]
    assert {row.case_id for row in rows} == {early, late, drafted}
    waiting = next(row for row in rows if row.case_id == drafted)
    assert (waiting.next_step, waiting.act) == ("审查材料，受理", "accept_application")
    assert [row.due_on for row in rows] == sorted(row.due_on for row in rows if row.due_on)


def test_an_objection_and_a_refusal(course: Course) -> None:
    case_id = course.posted()
    course.object(case_id)
    assert (only(course).next_step, only(course).amount_fen) == ("重新调查或民主评议", 208_440)
    course.visited(case_id)
    assert only(course, town.APPROVER).next_step == "重新提出审核意见"
    course.give_opinion(case_id, agreed=False, text="异议属实")
    assert (only(course).next_step, only(course).amount_fen) == ("作出不予确认决定", None)
    course.refuse(case_id)
    row = only(course)
    assert (row.next_step, row.due_on, row.basis) == (
        "书面告知不予确认",
        date(2026, 11, 16),
        "11月11日决定",
    )


def test_at_the_district(course: Course) -> None:
    publish(course.register, "delegation.allowance", "district")
    case_id = course.deciding()
    assert only(course).next_step == "报区民政局确认"
    course.register.do(decisions.send_to_district, case_id)
    row = only(course)
    assert (row.next_step, row.due_on) == ("区级答复待回", date(2026, 12, 3))


def test_reviews_are_shown_ninety_days_ahead(course: Course) -> None:
    entry = course.on_roll()
    assert entry.review_by == date(2027, 5, 19)
    course.clock.set(date(2027, 2, 17))
    assert work(course).rows == ()
    course.clock.set(date(2027, 2, 18))
    listed = work(course)
    assert (listed.on_roll_households, listed.on_roll_persons, listed.reviews_due) == (1, 4, 1)
    (row,) = listed.rows
    assert (row.act, row.roll_id, row.case_id) == ("start_review", entry.id, "")
    assert (row.business, row.due_on, row.amount_fen) == ("低保 · 定期核查", date(2027, 5, 19), 208_440)
    course.clock.set(date(2027, 5, 21))
    assert work(course).overdue == 1


def test_the_roll_counts_who_is_paid_this_month(course: Course, register: Register) -> None:
    def act(work: Work) -> None:
        spans = (("2026-01", ""), ("2026-01", "2026-11"), ("2026-01", "2026-10"), ("2026-12", ""))
        for begins, ends in spans:
            household = town.add_household(work)
            entry = RollEntry(household_id=household.id, from_month=begins, allowance_fen=1, person_count=3)
            entry.to_month = ends
            work.session.add(entry)

    register.do(act)
    assert (work(course).on_roll_households, work(course).on_roll_persons) == (2, 6)


@pytest.mark.parametrize("actor", [town.ADMINISTRATOR])
def test_who_may_not_see_cases_sees_none(course: Course, actor: Actor) -> None:
    course.accepted()
    assert work(course, actor).rows == ()


def test_another_clerks_case_is_not_mine(course: Course) -> None:
    course.accepted()
    assert not only(course, town.SECOND_CLERK).mine


def test_the_overdue_cases_of_the_list_are_those_of_the_work(course: Course) -> None:
    late = course.accepted()
    course.clock.set(date(2026, 11, 20))
    course.register.do(intake.record_application, replace(FAMILY, applied_on=course.today))

    def listed(on: date) -> list[str]:
        return [
            row.case_id
            for row in course.register.read(lists.cases, CaseFilter(late_on=on, programme="allowance"))
        ]

    assert only_late(course) == listed(course.today) == [late]
    assert listed(date(2026, 11, 9)) == [], "the last day itself is not too late"
    assert late in listed(date(2026, 11, 10))


def only_late(course: Course) -> list[str]:
    return [row.case_id for row in work(course).rows if row.days_left is not None and row.days_left < 0]
