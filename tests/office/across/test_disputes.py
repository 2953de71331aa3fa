"""One register of objections, complaints and appeals, each with its clock, handled by nobody it is about."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests import town
from tests.office.course import Course
from tests.office.family import refused
from zqdesk.office.across.disputes import disputing
from zqdesk.office.across.disputes.disputing import DisputeEntry, EndEntry, ReplyEntry
from zqdesk.office.across.disputes.register import DisputeRow, register
from zqdesk.office.cases.acts import complaints
from zqdesk.office.cases.acts.complaints import ComplaintRecord
from zqdesk.records.register import Register

TODAY = date(2026, 11, 23)
CALLED = DisputeEntry("complaint", "", "", TODAY, "hotline", "", "", "反映办事拖延")


@pytest.fixture
def second(register: Register) -> Register:
    return register.acting_as(town.SECOND_CLERK)


def rows(register_: Register, today: date = TODAY) -> list[DisputeRow]:
    return list(register_.read(register, today))


def appeal(number: str, **facts: Any) -> DisputeEntry:
    entry = DisputeEntry(
        "reconsideration", number, "", TODAY, "passed_on", "李某", "", "请求撤销不予确认决定", "区人民政府"
    )
    return replace(entry, **facts)


def test_an_anonymous_call_has_its_clock_and_ends_with_its_answer(
    register: Register, clock: town.Clock
) -> None:
    dispute_id = register.do(disputing.record_dispute, CALLED).result
    (row,) = rows(register)
    assert (row.name, row.due_on, row.waits_for) == ("", TODAY + timedelta(days=60), "待答复")
    clock.forward(days=3)
    register.do(disputing.reply_to_dispute, dispute_id, ReplyEntry(date(2026, 11, 26), "已当面说明"))
    (row,) = rows(register)
    assert (row.is_open, row.reply, row.waits_for) == (False, "已当面说明", "")
    assert refused(
        register, disputing.reply_to_dispute, dispute_id, ReplyEntry(date(2026, 11, 26), "再答")
    ) == {"dispute.ended": ""}


def test_nobody_handles_what_is_about_them(register: Register, second: Register) -> None:
    about = replace(CALLED, about_id=town.CLERK.id)
    assert refused(register, disputing.record_dispute, about) == {"dispute.own": ""}
    dispute_id = second.do(disputing.record_dispute, about).result
    reply = ReplyEntry(TODAY, "不属实")
    assert refused(register, disputing.reply_to_dispute, dispute_id, reply) == {"dispute.own": ""}
    second.do(disputing.reply_to_dispute, dispute_id, reply)
    assert rows(register)[0].about == town.CLERK.name


def test_nor_what_is_about_a_case_of_theirs(course: Course) -> None:
    case_id = course.deciding()
    number = course.case(case_id).number
    entry = replace(CALLED, received_on=course.today, case_number=number)
    assert refused(course.register, disputing.record_dispute, entry) == {"dispute.own_case": ""}
    course.register.acting_as(town.SECOND_CLERK).do(disputing.record_dispute, entry)
    assert rows(course.register)[0].applicant == "李某"


def test_an_appeal_is_followed_to_what_the_organ_decided(course: Course) -> None:
    case_id = course.deciding()
    course.refuse(case_id)
    course.deliver(case_id)
    second = course.register.acting_as(town.SECOND_CLERK)
    entry = appeal(course.case(case_id).number, received_on=course.today)
    dispute_id = second.do(disputing.record_dispute, entry).result
    row = rows(second, course.today)[0]
    assert (row.case_id, row.due_on, row.organ) == (case_id, course.today + timedelta(days=10), "区人民政府")
    second.do(disputing.reply_to_dispute, dispute_id, ReplyEntry(course.today, "提交书面答复和证据"))
    row = rows(second, course.today)[0]
    assert (row.is_open, row.waits_for, row.due_on) == (True, "等待结果", None)
    second.do(
        disputing.end_dispute,
        dispute_id,
        EndEntry("annulled", course.today, "复决字〔2026〕1号，责令重新审核"),
    )
    row = rows(second, course.today)[0]
    assert (row.is_open, row.outcome) == (False, "撤销")


def test_what_belongs_to_an_application_stands_in_the_register_too(course: Course) -> None:
    case_id = course.posted()
    course.object(case_id)
    course.register.do(
        complaints.record_complaint, case_id, ComplaintRecord(course.today, "letter", "反映有车")
    )
    found = {row.kind: row for row in rows(course.register, course.today)}
    assert set(found) == {"objection", "complaint"}
    assert found["objection"].dispute_id == found["complaint"].dispute_id == ""
    assert found["complaint"].due_on == course.today + timedelta(days=60)
    assert all(row.case_id == case_id and row.is_open for row in found.values())


@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        (replace(CALLED, content=" "), {"content"}),
        (replace(CALLED, way="rumour"), {"way"}),
        (replace(CALLED, kind="gossip"), {"kind"}),
        (replace(CALLED, received_on=None), {"received_on"}),
        (replace(CALLED, received_on=date(2026, 11, 24)), {"received_on"}),
        (replace(CALLED, case_number="370114001-2026-DB-99999"), {"case_number"}),
        (replace(CALLED, about_id="nobody"), {"about_id"}),
        (replace(CALLED, kind="lawsuit"), {"case_number", "name", "organ"}),
    ],
)
def test_what_cannot_be_is_refused(register: Register, entry: DisputeEntry, fields: set[str]) -> None:
    assert set(refused(register, disputing.record_dispute, entry).values()) == fields


def test_a_complaint_has_no_outcome_of_an_organ(register: Register) -> None:
    dispute_id = register.do(disputing.record_dispute, CALLED).result
    end = EndEntry("upheld", TODAY, "x")
    assert refused(register, disputing.end_dispute, dispute_id, end) == {"dispute.complaint": ""}
