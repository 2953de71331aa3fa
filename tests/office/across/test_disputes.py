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
from zqdesk.office.across.today import worklist
from zqdesk.office.cases.acts import complaints
from zqdesk.office.cases.acts.complaints import ComplaintRecord
from zqdesk.office.cases.looks.disputes import DisputeRow, register
from zqdesk.office.figures import disputed
from zqdesk.office.figures.disputed import LATE
from zqdesk.office.figures.periods import span_of
from zqdesk.records.register import Actor, Register

TODAY = date(2026, 11, 23)
CALLED = DisputeEntry("complaint", "", "", TODAY, "hotline", "", "", "反映办事拖延")


@pytest.fixture
def second(register: Register) -> Register:
    return register.acting_as(town.SECOND_CLERK)


def rows(register_: Register) -> list[DisputeRow]:
    return list(register_.read(register, register_.actor))


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
    assert rows(second)[0].about == town.CLERK.name
    assert rows(register) == [], "who spoke up is protected from whom it is about"


def test_nor_what_is_about_a_case_of_theirs(course: Course) -> None:
    case_id = course.deciding()
    number = course.case(case_id).number
    entry = replace(CALLED, received_on=course.today, case_number=number)
    assert refused(course.register, disputing.record_dispute, entry) == {"dispute.own_case": ""}
    course.register.acting_as(town.SECOND_CLERK).do(disputing.record_dispute, entry)
    assert rows(course.register)[0].subject.applicant == "李某"


def test_an_appeal_is_followed_to_what_the_organ_decided(course: Course) -> None:
    case_id = course.deciding()
    course.refuse(case_id)
    course.deliver(case_id)
    second = course.register.acting_as(town.SECOND_CLERK)
    entry = appeal(course.case(case_id).number, received_on=course.today)
    dispute_id = second.do(disputing.record_dispute, entry).result
    row = rows(second)[0]
    ten_working_days_on = course.today + timedelta(days=14)
    assert (row.subject.case_id, row.due_on, row.organ) == (case_id, ten_working_days_on, "区人民政府")
    second.do(disputing.reply_to_dispute, dispute_id, ReplyEntry(course.today, "提交书面答复和证据"))
    row = rows(second)[0]
    assert (row.is_open, row.waits_for, row.running_until) == (True, "等待结果", None)
    second.do(
        disputing.end_dispute,
        dispute_id,
        EndEntry("annulled", course.today, "复决字〔2026〕1号，责令重新审核"),
    )
    row = rows(second)[0]
    assert (row.is_open, row.outcome) == (False, "撤销")


def test_who_decided_takes_an_appeal_in_but_answers_it_not(course: Course) -> None:
    case_id = course.deciding()
    course.refuse(case_id)
    course.deliver(case_id)
    approver = course.register.acting_as(town.APPROVER)
    entry = appeal(course.case(case_id).number, received_on=course.today)
    dispute_id = approver.do(disputing.record_dispute, entry).result
    reply = ReplyEntry(course.today, "维持")
    assert refused(approver, disputing.reply_to_dispute, dispute_id, reply) == {"dispute.own_part": ""}
    course.register.acting_as(town.SECOND_CLERK).do(disputing.reply_to_dispute, dispute_id, reply)
    approver.do(disputing.end_dispute, dispute_id, EndEntry("upheld", course.today, "复决字〔2026〕1号"))
    assert rows(approver)[0].outcome == "维持、驳回"


@pytest.mark.parametrize("actor", [town.CASHIER, town.ADMINISTRATOR])
def test_neither_cashier_nor_administrator_handles_it(register: Register, actor: Actor) -> None:
    assert refused(register.acting_as(actor), disputing.record_dispute, CALLED) == {"role.required": ""}


def test_the_days_of_a_lawsuit_end_on_a_working_day(course: Course) -> None:
    case_id = course.deciding()
    course.refuse(case_id)
    course.clock.set(date(2026, 12, 18))
    second = course.register.acting_as(town.SECOND_CLERK)
    entry = appeal(course.case(case_id).number, kind="lawsuit", received_on=date(2026, 12, 18))
    second.do(disputing.record_dispute, entry)
    assert rows(second)[0].due_on == date(2027, 1, 4), "after a weekend and new year's day"


def test_today_names_what_waits_and_what_is_late(
    register: Register, second: Register, clock: town.Clock
) -> None:
    """To everybody but whom it is about; once it is answered it is gone."""
    dispute_id = second.do(disputing.record_dispute, replace(CALLED, about_id=town.CLERK.id)).result
    clock.forward(days=61)

    def work(actor: Actor) -> list[tuple[str, str, bool, bool]]:
        found = register.read(worklist.today, clock().date(), actor)
        return [(row.applicant, row.next_step, row.late, row.mine) for row in found.rows]

    late = [(f"反映{town.CLERK.name}", "查证并答复", True, True)]
    assert work(town.CLERK) == []
    assert work(town.SECOND_CLERK) == work(town.APPROVER) == late
    assert figures(second, clock().date()) == {"dispute.came": 0, "dispute.open": 1, "late": 1}
    second.do(disputing.reply_to_dispute, dispute_id, ReplyEntry(clock().date(), "不属实"))
    assert work(town.APPROVER) == []
    assert figures(second, clock().date()) == {
        "dispute.answered": 1,
        "late": 1,
        "dispute.came": 0,
        "dispute.open": 0,
    }


def figures(register: Register, today: date) -> dict[str, int]:
    """How many lines the month's lists of disputes have, and how many are late."""
    span = replace(span_of(f"{today:%Y-%m}"), known_on=today)
    lists = register.read(disputed.CHAPTER.read, span)
    late = sum(LATE in item.marks for listed in lists.values() for item in listed)
    return {"late": late} | {name: len(listed) for name, listed in lists.items() if listed or name in SHOWN}


SHOWN = {"dispute.came", "dispute.open"}


def test_what_belongs_to_an_application_stands_in_the_register_too(course: Course) -> None:
    case_id = course.posted()
    course.object(case_id)
    course.register.do(
        complaints.record_complaint, case_id, ComplaintRecord(course.today, "letter", "反映有车")
    )
    found = {row.kind: row for row in rows(course.register)}
    assert set(found) == {"objection", "complaint"}
    assert found["objection"].dispute_id == found["complaint"].dispute_id == ""
    assert found["complaint"].due_on == course.today + timedelta(days=60)
    assert all(row.subject.case_id == case_id and row.is_open for row in found.values())


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
