"""Opinion, confirmation, refusal and their delivery (S2 art. 19-22, 29)."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases import assessing, readiness
from zqdesk.office.cases.dossier import Calculation
from zqdesk.office.cases.limits import DISTRICT, authority_of
from zqdesk.office.cases.steps import begin, finish, latest_opinion
from zqdesk.office.hall.checks import check_choice, check_day, check_filled
from zqdesk.office.hall.numbers import full_number, give_number
from zqdesk.office.relief import decisions
from zqdesk.office.relief.entries import ReliefDistrictAnswer
from zqdesk.records.case import Case
from zqdesk.records.register import Work
from zqdesk.records.steps import (
    CrossCheck,
    Decision,
    Delivery,
    Objection,
    Opinion,
    PublicNotice,
    RollEntry,
    Submission,
)
from zqdesk.rules.calendar import first_of_next_month
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.review import review_by

DELIVERY_WAYS = {
    "direct": "直接送达",
    "left": "留置送达",
    "post": "邮寄送达",
    "entrusted": "委托送达",
    "public": "公告送达",
}


@dataclass(frozen=True, slots=True)
class OpinionEntry:
    """Whether the household should be taken in, and why; disagreeing without words is refused."""

    agreed: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class DistrictAnswer:
    """What the district said; `answer`: confirm, refuse, return. A refusal names facts and article too."""

    answered_on: date
    answer: str
    document_number: str = ""
    text: str = ""
    facts: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The approver's words on a confirmation."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Facts, article and reason: a refusal without any of them is none (S2 art. 21)."""

    facts: str
    article: str
    reason: str


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """How the decision reached the household; `way` out of `DELIVERY_WAYS`, left ones need a witness."""

    delivered_on: date
    way: str
    receiver: str
    receiver_relation: str = ""
    witness: str = ""


def give_opinion(work: Work, case_id: str, entry: OpinionEntry) -> str:
    """The town's preliminary opinion with the calculation it rests on; returns its id (S2 art. 19).

    Refused: verification is not complete; agreeing with a household that is not eligible, with every reason;
    disagreeing without words, or agreeing without words though the cross-check found too much.
    """
    case = begin(work, case_id, "give_opinion")
    calculation = assessing.current(work.session, case, work.today)
    problems = readiness.for_opinion(work.session, case)
    if entry.agreed and not calculation.eligible:
        text = "按现在的家庭情况测算不符合低保条件，不能提出同意的意见。"
        problems += [Problem("opinion.not_eligible", text, "agreed", "S2 第19条"), *calculation.reasons]
    if not entry.agreed:
        problems += check_filled("text", entry.text, "不同意的理由", "S2 第19条")
    elif _exceeds(work.session, case):
        problems += check_filled("text", entry.text, "核对结果不符合条件而仍同意的理由", "S2 第18条")
    refuse_if(problems)
    last = latest_opinion(work.session, case.id)
    kept = calculation if entry.agreed else assessing.without_amount(calculation)
    opinion = Opinion(
        case_id=case.id,
        round=last.round + 1 if last else 1,
        given_on=work.today,
        agreed=entry.agreed,
        text=entry.text.strip() or _agreeing(kept),
        by_id=work.actor.id,
        by_name=work.actor.name,
        person_count=kept.person_count,
        allowance_fen=kept.allowance_fen,
        uplift_fen=kept.uplift_fen,
        trace=assessing.plain_trace(kept.trace),
    )
    work.session.add(opinion)
    _answer_objections(work, case, opinion.text)
    finish(case, "give_opinion", "opinion_given" if entry.agreed else "deciding")
    return opinion.id


def reopen_verification(work: Work, case_id: str, reason: str) -> None:
    """Send the case back to be verified again; refused without a reason."""
    case = begin(work, case_id, "reopen_verification")
    refuse_if(check_filled("reason", reason, "退回的理由"))
    work.note(reason.strip())
    finish(case, "reopen_verification")


def send_to_district(work: Work, case_id: str) -> str:
    """The case goes to the district; refused where the town confirms itself. Returns the submission's id.

    Relief goes there above the town's ceiling.
    """
    case = begin(work, case_id, "send_to_district")
    if case.programme == "relief":
        proposed = decisions.proposed_fen(work.session, case)
        elsewhere = decisions.above_town(work.session, case, proposed, work.today)
    else:
        elsewhere = _authority(work, case) == DISTRICT
    if not elsewhere:
        text = "本案由镇街审核确认，不需要报区民政局。"
        raise Refused(Problem("decision.authority", text, source="S2 第2条"))
    submission = Submission(case_id=case.id, sent_on=work.today)
    work.session.add(submission)
    finish(case, "send_to_district")
    return submission.id


def record_district_answer(
    work: Work, case_id: str, answer: DistrictAnswer | ReliefDistrictAnswer
) -> str | None:
    """What the district decided; returns the decision's id, None where it sent the case back (S2 art. 20).

    Refused: a day before the sending, a decision without document number, a refusal without facts, article
    and reason, a case sent back without reason, confirming what the opinion spoke against.
    """
    case = begin(work, case_id, "record_district_answer")
    if case.programme == "relief":
        assert isinstance(answer, ReliefDistrictAnswer)
        return decisions.answer_of_district(work, case, answer)
    assert isinstance(answer, DistrictAnswer)
    submission = work.session.scalars(
        select(Submission).where(Submission.case_id == case.id).order_by(Submission.id.desc())
    ).first()
    opinion = latest_opinion(work.session, case.id)
    assert submission is not None
    assert opinion is not None
    problems = check_day(
        "answered_on", answer.answered_on, "答复日期", today=work.today, earliest=submission.sent_on
    )
    problems += _answer_problems(case, answer, opinion)
    refuse_if(problems)
    submission.answered_on, submission.answer = answer.answered_on, answer.answer
    submission.document_number, submission.text = answer.document_number.strip(), answer.text.strip()
    if answer.answer == "return":
        finish(case, "record_district_answer", "verifying")
        return None
    decision = _decision(work, case, opinion, answer.answer, answer.answered_on)
    decision.approver_id, decision.approver_name = None, _district_name(work, case)
    decision.text, decision.facts, decision.article = submission.text, answer.facts, answer.article
    finish(case, "record_district_answer", "confirmed" if answer.answer == "confirm" else "refused")
    return decision.id


def confirm(work: Work, case_id: str, confirmation: Confirmation) -> str:
    """Confirm what the opinion calculated; paid from the month after (S2 art. 20, 21). Returns its id.

    Refused: the district decides; the opinion is against it; relatives not yet visited by the district;
    facts or parameters now give another amount; the household or one of its people is on the roll already.
    """
    case = begin(work, case_id, "confirm")
    opinion = latest_opinion(work.session, case.id)
    problems = readiness.for_confirmation(case, opinion, _authority(work, case))
    problems += readiness.not_on_roll(work.session, case, work.today)
    if opinion is not None and opinion.agreed:
        now = assessing.current(work.session, case, work.today)
        problems += readiness.same_amount(opinion, now)
    refuse_if(problems)
    assert opinion is not None
    decision = _decision(work, case, opinion, "confirm", work.today)
    decision.text = confirmation.text.strip()
    finish(case, "confirm")
    return decision.id


def refuse(work: Work, case_id: str, refusal: Refusal) -> str:
    """Refuse the application with facts, article and reason (S2 art. 21). Returns the decision's id."""
    case = begin(work, case_id, "refuse")
    opinion = latest_opinion(work.session, case.id)
    problems = readiness.not_ours(_authority(work, case))
    problems += check_grounds(refusal.facts, refusal.article, refusal.reason)
    refuse_if(problems)
    assert opinion is not None
    decision = _decision(work, case, opinion, "refuse", work.today)
    decision.facts, decision.article = refusal.facts.strip(), refusal.article.strip()
    decision.text = refusal.reason.strip()
    finish(case, "refuse")
    return decision.id


def deliver_decision(work: Work, case_id: str, record: DeliveryRecord) -> str:
    """Record the delivery; a confirmed household goes on the roll from the month after the decision.

    Refused: a day before the decision, no receiver, a paper left behind without a witness (S2 art. 21, 32).
    Returns the delivery's id.
    """
    case = begin(work, case_id, "deliver_decision")
    decision = work.session.scalars(
        select(Decision).where(Decision.case_id == case.id).order_by(Decision.id.desc())
    ).first()
    assert decision is not None
    problems = check_day(
        "delivered_on", record.delivered_on, "送达日期", today=work.today, earliest=decision.decided_on
    )
    problems += check_choice("way", record.way, DELIVERY_WAYS, "送达方式")
    if record.way != "public":
        problems += check_filled("receiver", record.receiver, "签收人")
    if record.way == "left":
        problems += check_filled("witness", record.witness, "见证人（留置送达须有见证人）")
    if decision.result == "confirm":
        problems += readiness.not_on_roll(work.session, case, work.today)
    refuse_if(problems)
    delivery = Delivery(case_id=case.id, decision_id=decision.id, **asdict(record))
    work.session.add(delivery)
    if decision.result == "confirm":
        _take_in(work, case, decision)
    case.ended_on = work.today
    finish(case, "deliver_decision", _END[case.kind, decision.result == "confirm"])
    return delivery.id


def end_for_noncooperation(work: Work, case_id: str, reason: str) -> None:
    """End the procedure of an applicant who refuses to cooperate without good reason (S2 art. 29)."""
    case = begin(work, case_id, "end_for_noncooperation")
    refuse_if(check_filled("reason", reason, "终止办理的理由", "S2 第29条"))
    case.ended_on, case.ended_reason = work.today, reason.strip()
    hanging = select(PublicNotice).where(PublicNotice.case_id == case.id, PublicNotice.closed_on.is_(None))
    for notice in work.session.scalars(hanging):
        notice.closed_on, notice.result = work.today, "ended"
    finish(case, "end_for_noncooperation")


def check_grounds(facts: str, article: str, reason: str) -> list[Problem]:
    """A refusal, a cut or a stop names facts, article and reason (S2 art. 21, 32)."""
    return [
        *check_filled("facts", facts, "认定的事实", "S2 第21条"),
        *check_filled("article", article, "依据的条款", "S2 第21条"),
        *check_filled("reason", reason, "理由", "S2 第21条"),
    ]


_END = {
    ("emergency", False): "refused_told",
    ("expenditure", False): "refused_told",
    ("application", True): "on_roll",
    ("application", False): "refused_told",
    ("review", False): "closed",
    ("change", False): "closed",
}


def _decision(work: Work, case: Case, opinion: Opinion, result: str, day: date) -> Decision:
    """A decision on an application; what is confirmed is what the opinion kept, and gets a certificate."""
    confirmed = result == "confirm"
    decision = Decision(
        case_id=case.id,
        result=result,
        authority=_authority(work, case),
        decided_on=day,
        approver_id=work.actor.id,
        approver_name=work.actor.name,
        person_count=opinion.person_count,
        allowance_fen=opinion.allowance_fen if confirmed else 0,
        uplift_fen=opinion.uplift_fen if confirmed else 0,
        from_month=f"{first_of_next_month(day):%Y-%m}" if confirmed else "",
        certificate_number=_certificate(work) if confirmed else "",
        trace=opinion.trace,
    )
    work.session.add(decision)
    return decision


def _certificate(work: Work) -> str:
    series = f"{assessing.hall(work.session).town_id}-{work.today.year}-DBZ"
    return full_number(series, give_number(work, series))


def _take_in(work: Work, case: Case, decision: Decision) -> None:
    """The household is on the roll (S2 art. 21); when it is looked at again follows from its facts."""
    family = assessing.family_of(work.session, case)
    facts = assessing.facts_of(case, family, decision.decided_on)
    parameters = assessing.parameters_of(work.session, case, family.household, work.today)
    work.session.add(
        RollEntry(
            household_id=case.household_id,
            case_id=case.id,
            from_month=decision.from_month,
            allowance_fen=decision.allowance_fen,
            uplift_fen=decision.uplift_fen,
            person_count=decision.person_count,
            certificate_number=decision.certificate_number,
            review_by=review_by(facts, decision.decided_on, parameters),
        )
    )


def _answer_problems(case: Case, answer: DistrictAnswer, opinion: Opinion) -> list[Problem]:
    problems = check_choice("answer", answer.answer, ("confirm", "refuse", "return"), "区级答复")
    if answer.answer in ("confirm", "refuse"):
        problems += check_filled("document_number", answer.document_number, "区民政局文号")
    if answer.answer == "refuse":
        problems += check_grounds(answer.facts, answer.article, answer.text)
    if answer.answer == "return":
        problems += check_filled("text", answer.text, "退回的理由")
    if answer.answer == "confirm":
        problems += readiness.relatives(case)
        if not opinion.agreed:
            text = "审核意见为不同意，请先登记区级退回，重新提出审核意见。"
            problems.append(Problem("confirmation.opinion", text, "answer", "S2 第20条"))
    return problems


def _authority(work: Work, case: Case) -> str:
    return authority_of(assessing.parameters_for(work.session, case, work.today))


def _district_name(work: Work, case: Case) -> str:
    return assessing.parameters_for(work.session, case, work.today).text("delegation.district_name")


def _exceeds(session: Session, case: Case) -> bool:
    last = session.scalars(
        select(CrossCheck.result).where(CrossCheck.case_id == case.id).order_by(CrossCheck.id.desc())
    ).first()
    return last == "exceeds"


def _agreeing(kept: Calculation) -> str:
    amount = format_yuan(kept.total_fen)
    return f"经调查核实，符合低保条件，拟同意纳入，保障人口{kept.person_count}人，月保障金{amount}元。"


def _answer_objections(work: Work, case: Case, text: str) -> None:
    """The new opinion answers the objections it follows (S2 art. 19)."""
    open_ones = select(Objection).where(Objection.case_id == case.id, Objection.answered_on.is_(None))
    for objection in work.session.scalars(open_ones):
        objection.answer, objection.answered_on = text, work.today
