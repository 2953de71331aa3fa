"""Complaints about an application while it is decided on: the district visits, and what was found is answered (S2 art. 20)."""

from datetime import date

from sqlalchemy import select

from zqdesk.frozen import frozen
from zqdesk.office.cases.acts.steps import begin
from zqdesk.office.hall.checks import check_choice, check_day, check_filled
from zqdesk.records import codes
from zqdesk.records.register import Work
from zqdesk.records.tables.steps import Complaint
from zqdesk.rules.problem import Problem, Refused, refuse_if


@frozen
class ComplaintRecord:
    """What came in; `way` is a code of complaint_way, `name` is empty where nobody gave one."""

    received_on: date
    way: str
    content: str
    name: str = ""
    phone: str = ""


def record_complaint(work: Work, case_id: str, complaint: ComplaintRecord) -> str:
    """Keep a complaint about this application; the district has to visit the family before it is decided. Returns its id.

    Refused: no content, an unknown way, a day before the application.
    """
    case = begin(work, case_id, "record_complaint")
    problems = check_day(
        "received_on", complaint.received_on, "收到日期", today=work.today, earliest=case.applied_on
    )
    problems += check_choice("way", complaint.way, codes.table("complaint_way"), "渠道")
    problems += check_filled("content", complaint.content, "反映的内容", "S2 第20条")
    refuse_if(problems)
    row = Complaint(
        case_id=case.id,
        received_on=complaint.received_on,
        way=complaint.way,
        name=complaint.name.strip(),
        phone=complaint.phone.strip(),
        content=complaint.content.strip(),
    )
    work.session.add(row)
    return row.id


def answer_complaint(work: Work, case_id: str, answered_on: date, answer: str) -> str:
    """What was found about the oldest complaint that is open, and what was answered. Returns its id."""
    case = begin(work, case_id, "answer_complaint")
    waiting = select(Complaint).where(Complaint.case_id == case.id, Complaint.answered_on.is_(None))
    complaint = work.session.scalars(waiting.order_by(Complaint.id)).first()
    if complaint is None:
        raise Refused(Problem("complaint.none", "没有等待答复的投诉举报。", source="S2 第20条"))
    problems = check_day(
        "answered_on", answered_on, "答复日期", today=work.today, earliest=complaint.received_on
    )
    problems += check_filled("answer", answer, "查证情况和答复")
    refuse_if(problems)
    complaint.answered_on, complaint.answer = answered_on, answer.strip()
    return complaint.id
