"""What every programme's decision is made of: the opinion before it, grounds, the district's part, delivery (S2 art. 19-22)."""

from dataclasses import asdict
from datetime import date
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.acts.steps import finish, latest_opinion
from zqdesk.office.cases.letters.addressee import receiver_problems
from zqdesk.office.cases.looks.assessing import parameters_for, plain_trace
from zqdesk.office.cases.looks.dossier import Calculation
from zqdesk.office.cases.looks.limits import authority_of
from zqdesk.office.hall.checks import check_choice, check_day, check_filled
from zqdesk.office.hall.colleagues import colleague
from zqdesk.office.hall.conflicts import name_concerned
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import Decision, Delivery, Objection, Opinion, Submission
from zqdesk.rules.people.names import name_key
from zqdesk.rules.problem import Problem, Refused, refuse_if

DELIVERY_WAYS = {
    "direct": "直接送达",
    "left": "留置送达",
    "post": "邮寄送达",
    "entrusted": "委托送达",
    "public": "公告送达",
}


@frozen
class Refusal:
    """Facts, article and reason: a refusal without any of them is none (S2 art. 21)."""

    facts: str
    article: str
    reason: str


@frozen
class DeliveryRecord:
    """How the decision reached the household; `way` out of `DELIVERY_WAYS`, left ones need a witness."""

    delivered_on: date
    way: str
    receiver: str
    receiver_relation: str = ""
    witness: str = ""


class Answered(Protocol):
    """What every answer of the district has, whatever a programme asks of it besides."""

    @property
    def answered_on(self) -> date: ...
    @property
    def answer(self) -> str: ...
    @property
    def document_number(self) -> str: ...
    @property
    def text(self) -> str: ...


def check_grounds(facts: str, article: str, reason: str, *, source: str = "S2 第21条") -> list[Problem]:
    """A refusal, a cut or a stop names facts, article and reason (S2 art. 21, 32)."""
    return [
        *check_filled("facts", facts, "认定的事实", source),
        *check_filled("article", article, "依据的条款", source),
        *check_filled("reason", reason, "理由", source),
    ]


def add_opinion(
    work: Work, case: Case, kept: Calculation, *, agreed: bool, text: str, **more: Any
) -> Opinion:
    """The next opinion on the case, with the amount that it keeps."""
    last = latest_opinion(work.session, case.id)
    opinion = Opinion(
        case_id=case.id,
        round=last.round + 1 if last else 1,
        given_on=work.today,
        agreed=agreed,
        text=text,
        by_id=work.actor.id,
        by_name=work.actor.name,
        person_count=kept.person_count,
        allowance_fen=kept.allowance_fen,
        uplift_fen=kept.uplift_fen,
        trace=plain_trace(kept.trace),
        **more,
    )
    work.session.add(opinion)
    return opinion


def authority(work: Work, case: Case) -> str:
    """Who decides this case, by the delegation in force on its law's day (S2 art. 2)."""
    return authority_of(parameters_for(work.session, case, work.today), case.programme)


def district_name(work: Work, case: Case) -> str:
    """In whose name the district decides it."""
    return parameters_for(work.session, case, work.today).text("delegation.district_name")


def add_decision(work: Work, case: Case, opinion: Opinion, result: str, day: date, **more: Any) -> Decision:
    """A decision by the one who acts, resting on the opinion's calculation."""
    decision = Decision(
        case_id=case.id,
        result=result,
        decided_on=day,
        approver_id=work.actor.id,
        approver_name=work.actor.name,
        trace=opinion.trace,
        **({"authority": authority(work, case)} | more),
    )
    work.session.add(decision)
    return decision


def submit(work: Work, case: Case, *, by_district: bool) -> str:
    """Send a begun case up to the district; refused where the town decides itself. Returns the submission's id."""
    if not by_district:
        text = "本案由镇街审核确认，不需要报区民政局。"
        raise Refused(Problem("decision.authority", text, source="S2 第2条"))
    submission = Submission(case_id=case.id, sent_on=work.today)
    work.session.add(submission)
    finish(case, "send_to_district")
    return submission.id


def latest_submission(session: Session, case_id: str) -> Submission:
    """The one the district has; asked only where there is one."""
    query = select(Submission).where(Submission.case_id == case_id).order_by(Submission.id.desc())
    return session.scalars(query.limit(1)).one()


def answered_on_problems(work: Work, case: Case, day: date | None) -> list[Problem]:
    """The district answers no sooner than it was asked, and not in days to come."""
    sent_on = latest_submission(work.session, case.id).sent_on
    return check_day("answered_on", day, "答复日期", today=work.today, earliest=sent_on)


def note_answer(work: Work, case: Case, answer: Answered) -> None:
    """Keep with the submission what came back on it."""
    submission = latest_submission(work.session, case.id)
    submission.answered_on, submission.answer = answer.answered_on, answer.answer
    submission.document_number, submission.text = answer.document_number.strip(), answer.text.strip()


def answer_problems(answer: str, document_number: str) -> list[Problem]:
    """An answer is one of three, and a decision of the district has its number."""
    problems = check_choice("answer", answer, ("confirm", "refuse", "return"), "区级答复")
    if answer in ("confirm", "refuse"):
        problems += check_filled("document_number", document_number, "区民政局文号")
    return problems


def latest_decision(session: Session, case_id: str) -> Decision:
    """The decision in force; asked only where there is one."""
    query = select(Decision).where(Decision.case_id == case_id).order_by(Decision.id.desc())
    return session.scalars(query.limit(1)).one()


def deliver(
    work: Work, case: Case, decision: Decision, record: DeliveryRecord, problems: list[Problem]
) -> Delivery:
    """Record how a decision reached the household, and that the case ends with it; `problems` are the programme's own.

    Refused: a day before the decision, no receiver or one of the family who is dead or a child, a paper left
    behind without a witness (S2 art. 21, 32).
    """
    found = delivery_problems(work, case, decision, record)
    refuse_if([*found, *problems])
    delivery = Delivery(case_id=case.id, decision_id=decision.id, **asdict(record))
    work.session.add(delivery)
    case.ended_on = work.today
    return delivery


def _witness_problems(work: Work, case: Case, record: DeliveryRecord) -> list[Problem]:
    """Who bears witness that a letter was left is none of the family, nor who took it, nor who brought it."""
    name = record.witness.strip()
    if not name:
        return []
    if name_concerned(work.session, name, case.household_id) or name_key(name) == name_key(record.receiver):
        text = f"{name}是本案的家庭成员、利害关系人或受送达人（或与其同名），不能作见证人，请另找见证人"
        return [Problem("delivery.witness", text, "witness", "S2 第21条")]
    if colleague(work.session, work.actor.id).is_named(name):
        return [Problem("delivery.witness", "见证人不能是送达人本人", "witness", "S2 第21条")]
    return []


def delivery_problems(work: Work, case: Case, decision: Decision, record: DeliveryRecord) -> list[Problem]:
    """What of a delivery cannot be, or could not be proved."""
    found = check_day(
        "delivered_on", record.delivered_on, "送达日期", today=work.today, earliest=decision.decided_on
    )
    found += check_choice("way", record.way, DELIVERY_WAYS, "送达方式")
    if record.way != "public":
        found += check_filled("receiver", record.receiver, "签收人")
        # A form asks what an act would say before its day is filled in.
        found += receiver_problems(work.session, case, record.receiver, record.delivered_on or work.today)
    if record.way == "left":
        found += check_filled("witness", record.witness, "见证人（留置送达须有见证人）")
        found += _witness_problems(work, case, record)
    return found


def answer_objections(work: Work, case: Case, text: str) -> None:
    """A new opinion answers the objections it follows (S2 art. 19)."""
    open_ones = select(Objection).where(Objection.case_id == case.id, Objection.answered_on.is_(None))
    for objection in work.session.scalars(open_ones):
        objection.answer, objection.answered_on = text, work.today
