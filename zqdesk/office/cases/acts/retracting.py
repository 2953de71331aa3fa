"""A way back for what was recorded wrongly: by an approver, who is never the clerk that recorded it.

What is taken back is gone from the case and stays whole in its history, with the reason and both people.
"""

from dataclasses import asdict
from typing import TypeVar

from sqlalchemy import select

from zqdesk.office.cases.acts.deciding import DeliveryRecord, delivery_problems
from zqdesk.office.cases.acts.steps import begin
from zqdesk.office.hall.checks import check_filled
from zqdesk.records.register import Work
from zqdesk.records.tables.base import assign
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import Appraisal, Decision, Delivery, HomeVisit
from zqdesk.rules.problem import Problem, Refused, refuse_if

R = TypeVar("R", HomeVisit, Appraisal, Delivery)


def retract_visit(work: Work, case_id: str, reason: str) -> None:
    """The visit recorded last was entered by mistake, of another family say; refused where there is none."""
    _retract(work, begin(work, case_id, "retract_visit"), HomeVisit, "入户调查", reason)


def retract_appraisal(work: Work, case_id: str, reason: str) -> None:
    """The same of the meeting of villagers recorded last."""
    _retract(work, begin(work, case_id, "retract_appraisal"), Appraisal, "民主评议", reason)


def correct_delivery(work: Work, case_id: str, record: DeliveryRecord, reason: str) -> None:
    """Bring the last delivery to what was; asked like recording it. What followed from it stays: the decision is told."""
    case = begin(work, case_id, "correct_delivery")
    delivery = _last(work, case, Delivery, "送达")
    decision = work.session.get_one(Decision, delivery.decision_id)
    problems = delivery_problems(work, case, decision, record)
    refuse_if([*problems, *check_filled("reason", reason, "更正的原因")])
    assign(delivery, asdict(record))
    work.note(reason.strip())


def _retract(work: Work, case: Case, kind: type[R], title: str, reason: str) -> None:
    row = _last(work, case, kind, title)
    refuse_if(check_filled("reason", reason, "撤销的原因"))
    work.session.delete(row)
    work.note(reason.strip())


def _last(work: Work, case: Case, kind: type[R], title: str) -> R:
    query = select(kind).where(kind.case_id == case.id).order_by(kind.id.desc()).limit(1)
    row = work.session.scalars(query).first()
    if row is None:
        raise Refused(Problem("retract.none", f"本案没有登记过{title}。"))
    return row
