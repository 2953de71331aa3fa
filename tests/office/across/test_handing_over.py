"""A list of cases goes to another clerk in one act, or none of it does."""

from datetime import date

import pytest

from tests import town
from tests.office.course import Course
from tests.office.family import refused
from zqdesk.office.across import handing_over
from zqdesk.office.cases.acts.handover import HandoverEntry
from zqdesk.office.cases.acts.together import SomeRefused
from zqdesk.office.hall import staff
from zqdesk.office.hall.staff import AccountEntry

TO = HandoverEntry(town.SECOND_CLERK.id, "请假")


def test_all_of_them_have_another_clerk(course: Course) -> None:
    first = course.accepted()
    assert course.register.do(handing_over.hand_over_cases, (first,), TO).result == 1
    assert course.case(first).clerk_id == town.SECOND_CLERK.id
    (row,) = course.register.read(handing_over.open_cases)
    assert (row.clerk, row.case_id) == (town.SECOND_CLERK.name, first)


def test_one_that_cannot_go_keeps_all_back(course: Course) -> None:
    open_case = course.accepted(on=date(2026, 11, 4))
    course.register.do(handing_over.hand_over_cases, (open_case,), TO)
    with pytest.raises(SomeRefused) as told:
        course.register.do(handing_over.hand_over_cases, (open_case,), TO)
    assert "已经是赵小某经办" in told.value.problems[0].text
    with pytest.raises(SomeRefused):
        course.register.do(
            handing_over.hand_over_cases, (open_case, "gone"), HandoverEntry(town.CLERK.id, "回来")
        )
    assert course.case(open_case).clerk_id == town.SECOND_CLERK.id


@pytest.mark.parametrize("to", ["", "nobody", town.APPROVER.id, town.ADMINISTRATOR.id])
def test_only_to_a_clerk(course: Course, to: str) -> None:
    case_id = course.accepted()
    assert "handover.to" in refused(
        course.register, handing_over.hand_over_cases, (case_id,), HandoverEntry(to, "请假")
    )


def test_a_reason_is_kept_and_a_cashier_gives_nothing_over(course: Course) -> None:
    case_id = course.accepted()
    nothing = HandoverEntry(town.SECOND_CLERK.id, " ")
    assert "reason.empty" in refused(course.register, handing_over.hand_over_cases, (case_id,), nothing)
    cashier = course.register.acting_as(town.CASHIER)
    assert "role.required" in refused(cashier, handing_over.hand_over_cases, (case_id,), TO)


def test_who_approved_in_a_case_never_takes_it_over(course: Course) -> None:
    case_id = course.agreed()
    administrator = course.register.acting_as(town.ADMINISTRATOR)
    both = AccountEntry("03", town.APPROVER.name, ("approver", "clerk"))
    administrator.do(staff.change_account, town.APPROVER.id, both)
    entry = HandoverEntry(town.APPROVER.id, "请假")
    assert "handover.approver" in refused(course.register, handing_over.hand_over_cases, (case_id,), entry)
