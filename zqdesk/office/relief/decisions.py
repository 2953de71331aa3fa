"""Who says yes or no to relief: agreement to help first, the town's opinion, approval, the district's answer."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from zqdesk.office.cases.acts import deciding
from zqdesk.office.cases.acts.deciding import DeliveryRecord, Refusal
from zqdesk.office.cases.acts.steps import begin, finish, latest_opinion
from zqdesk.office.cases.looks import assessing, readiness
from zqdesk.office.cases.looks.dossier import Calculation
from zqdesk.office.hall.checks import check_choice, check_filled
from zqdesk.office.relief import earlier
from zqdesk.office.relief.applying.checks import (
    amount_problems,
    approved_problems,
    grant_of,
    nobody_there,
    relief_of,
    unpaid_fen,
)
from zqdesk.office.relief.applying.expenditure import against_expenditure
from zqdesk.office.relief.entries import (
    Agreement,
    ReliefApproval,
    ReliefDistrictAnswer,
    ReliefProposal,
    StagePlan,
)
from zqdesk.office.relief.weighing import keep, weigh
from zqdesk.office.reserve.ledger.days import believe_today
from zqdesk.office.reserve.ledger.journal import paid_fen
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.relief import Grant, GrantStage
from zqdesk.records.tables.steps import Decision
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.process import DISTRICT
from zqdesk.rules.relief.amount import EMERGENCY, KNOWN_POOR, ReliefAssessment, relief_amount

FUNDS = {"reserve": "镇街备用金", "district": "区级资金"}


def agree_help(work: Work, case_id: str, agreement: Agreement) -> str:
    """Agree to help first (先行救助, S4 2.2); returns the grant's id. From now on the money may be paid.

    Refused: above what the town may approve, above the rule's amount where the clerk gave no reason, a
    second relief within the months without a reason, help for the approver's own family.
    """
    believe_today(work)
    case = begin(work, case_id, "agree_help")
    relief = relief_of(work.session, case.id)
    found = assessment_of(work.session, case, work.today)
    weighed = weigh(work, case, agreement.verdicts)
    advice = "先在限额以内救助，其余报区民政局审批"
    problems = approved_problems(
        agreement.amount_fen, relief.amount_reason, found, advice, weighed.beside_fen
    )
    problems += nobody_there(work.session, case)
    refuse_if([*problems, *weighed.problems])
    keep(work, case, relief, weighed)
    grant = _grant(work, case, agreement.amount_fen, help_first=True, note=agreement.note.strip())
    finish(case, "agree_help")
    return grant.id


def decline_help(work: Work, case_id: str, refusal: Refusal) -> str:
    """Do not help; the family is told in writing why. Returns the decision's id."""
    case = begin(work, case_id, "decline_help")
    decision = _refused(work, case, refusal)
    finish(case, "decline_help")
    return decision.id


def return_papers(work: Work, case_id: str, reason: str) -> None:
    """Papers are not right: back to the clerk, with a reason."""
    case = begin(work, case_id, "return_papers")
    refuse_if(check_filled("reason", reason, "退回的理由"))
    relief_of(work.session, case.id).papers_ready_on = None
    work.note(reason.strip())
    finish(case, "return_papers")


def propose_relief(work: Work, case_id: str, proposal: ReliefProposal) -> str:
    """The town's opinion on an application for relief, with the amount and how it came about; returns its id.

    Refused: no visit yet, conditions that are not met, more than the rule gives without a reason,
    disagreeing without words.
    """
    case = begin(work, case_id, "propose_relief")
    session = work.session
    found = assessment_of(session, case, work.today)
    problems = _verified(session, case)
    if proposal.agreed:
        problems += amount_problems(proposal.amount_fen, proposal.amount_reason, found, ceiling=False)
        problems += against_expenditure(session, case, work.today)
    else:
        problems += check_filled("text", proposal.text, "不同意的理由")
    refuse_if(problems)
    relief = relief_of(session, case.id)
    relief.amount_reason = proposal.amount_reason.strip() or relief.amount_reason
    amount = proposal.amount_fen if proposal.agreed else 0
    text = proposal.text.strip() or f"经调查核实，情况属实，拟给予临时救助{format_yuan(amount)}元。"
    kept = Calculation(True, amount, 0, relief.person_count, found.trace)
    opinion = deciding.add_opinion(work, case, kept, agreed=proposal.agreed, text=text)
    deciding.answer_objections(work, case, opinion.text)
    finish(case, "propose_relief", "opinion_given" if proposal.agreed else "deciding")
    return opinion.id


def approve_relief(work: Work, case_id: str, approval: ReliefApproval) -> str:
    """Approve relief; returns the decision's id. Of an emergency it is the approval after the help.

    The amount of an emergency may rise over what was agreed, never fall below what was paid. Refused:
    above the town's ceiling (the district decides), what the opinion did not propose, stages that do not
    make up the amount, a second relief within the months without a reason.
    """
    believe_today(work)
    case = begin(work, case_id, "approve_relief")
    session = work.session
    found = assessment_of(session, case, work.today)
    relief = relief_of(session, case.id)
    grant = grant_of(session, case.id)
    advice = "超过限额的，请经办人报区民政局审批"
    weighed = weigh(work, case, approval.verdicts)
    problems = approved_problems(approval.amount_fen, relief.amount_reason, found, advice, weighed.beside_fen)
    problems += _not_ours(session, case, work.today)
    problems += _as_proposed(session, case, approval.amount_fen)
    problems += _not_less(session, grant, approval.amount_fen)
    if grant is None:
        problems += nobody_there(session, case)
    problems += _stage_problems(approval, paid_fen(session, grant.id) if grant else 0, work.today)
    refuse_if([*problems, *weighed.problems])
    keep(work, case, relief, weighed)
    decision = _decided(work, case, "confirm", approval.amount_fen, found)
    decision.text = approval.text.strip()
    grant = _confirmed(work, case, grant, approval.amount_fen)
    _plan(work, grant, approval.stages)
    _settle_state(work, case, grant, "approve_relief")
    return decision.id


def refuse_relief(work: Work, case_id: str, refusal: Refusal) -> str:
    """Refuse relief with facts, article and reason; what was helped first must come back. Returns the decision's id.

    Refused itself: where the district decides.
    """
    case = begin(work, case_id, "refuse_relief")
    refuse_if(_not_ours(work.session, case, work.today))
    decision = _refused(work, case, refusal)
    finish(case, "refuse_relief")
    return decision.id


def send_to_district(work: Work, case_id: str) -> str:
    """Above the town's ceiling, or without power of its own, the case goes to the district. Returns the submission's id."""
    case = begin(work, case_id, "send_to_district")
    proposed = proposed_fen(work.session, case)
    return deciding.submit(work, case, by_district=above_town(work.session, case, proposed, work.today))


def deliver_decision(work: Work, case_id: str, record: DeliveryRecord) -> str:
    """Record how the refusal reached the family. Returns the delivery's id."""
    case = begin(work, case_id, "deliver_decision")
    delivery = deciding.deliver(work, case, deciding.latest_decision(work.session, case.id), record, [])
    finish(case, "deliver_decision")
    return delivery.id


def record_district_answer(work: Work, case_id: str, answer: ReliefDistrictAnswer) -> str | None:
    """What the district decided of a relief case; returns the decision's id, None where it sent it back.

    `fund` says who pays: `district` pays itself and the case is closed here, `reserve` is paid at the hall.
    """
    case = begin(work, case_id, "record_district_answer")
    session = work.session
    grant = grant_of(session, case.id)
    problems = deciding.answered_on_problems(work, case, answer.answered_on)
    problems += _answer_problems(session, grant, answer)
    refuse_if(problems)
    deciding.note_answer(work, case, answer)
    emergency = case.kind == EMERGENCY
    if answer.answer == "return":
        relief_of(session, case.id).papers_ready_on = None
        before = "helped" if grant else "reported"
        finish(case, "record_district_answer", before if emergency else "verifying")
        return None
    found = assessment_of(session, case, work.today)
    amount = answer.amount_fen if answer.answer == "confirm" else 0
    decision = _decided(work, case, answer.answer, amount, found)
    decision.authority, decision.decided_on = DISTRICT, answer.answered_on
    decision.approver_id, decision.approver_name = None, deciding.district_name(work, case)
    decision.text, decision.facts, decision.article = answer.text.strip(), answer.facts, answer.article
    if answer.answer == "refuse":
        finish(case, "record_district_answer", "recovering" if emergency and grant else "refused")
        return decision.id
    _paid_by_district(work, case, grant, answer)
    return decision.id


def close_relief(work: Work, case_id: str, reason: str) -> None:
    """Close a case of which the rest will not be paid (death, own wish, other help); with a reason."""
    case = begin(work, case_id, "close_relief")
    refuse_if(check_filled("reason", reason, "不再发放的原因", ""))
    case.ended_on, case.ended_reason = work.today, reason.strip()
    finish(case, "close_relief")


def close_recovery(work: Work, case_id: str, note: str = "") -> None:
    """Everything that was wrongly paid is back; refused while something stands paid."""
    case = begin(work, case_id, "close_recovery")
    grant = grant_of(work.session, case.id)
    left = paid_fen(work.session, grant.id) if grant else 0
    if left:
        text = f"还有{format_yuan(left)}元没有退回，请先登记退回。"
        refuse_if([Problem("relief.recovery", text)])
    case.ended_on, case.ended_reason = work.today, note.strip() or "救助金已追回"
    finish(case, "close_recovery")


def assessment_of(session: Session, case: Case, today: date) -> ReliefAssessment:
    """The amount of a stored case by the rule, by the law of the day it was accepted or registered."""
    parameters = assessing.parameters_for(session, case, today)
    return relief_amount(earlier.need_of(session, case), parameters)


def above_town(session: Session, case: Case, amount_fen: int, today: date) -> bool:
    """Whether the district decides: the town has no power, or what the event was granted and this is above its ceiling."""
    parameters = assessing.parameters_for(session, case, today)
    if parameters.text("delegation.relief") == DISTRICT:
        return True
    beside = earlier.granted_beside(earlier.of_case(session, case, today))
    return amount_fen + beside > parameters.number("relief.ceiling")


def proposed_fen(session: Session, case: Case) -> int:
    """What is proposed to be paid in all: by the last opinion, else what the clerk asks for. The rule may give
    more; the town asks the district only where it wants more than it may approve itself.
    """
    opinion = latest_opinion(session, case.id)
    return opinion.allowance_fen if opinion else relief_of(session, case.id).requested_fen


def _grant(work: Work, case: Case, amount_fen: int, *, help_first: bool = False, note: str = "") -> Grant:
    believe_today(work)
    grant = Grant(
        case_id=case.id,
        amount_fen=amount_fen,
        help_first=help_first,
        agreed_by_id=work.actor.id,
        agreed_by_name=work.actor.name,
        agreed_at=work.now,
        note=note,
    )
    work.session.add(grant)
    return grant


def _confirmed(work: Work, case: Case, grant: Grant | None, amount_fen: int) -> Grant:
    believe_today(work)
    grant = grant or _grant(work, case, amount_fen)
    if grant.amount_fen != amount_fen:
        grant.amount_fen = amount_fen
    grant.confirmed_on = work.today
    work.session.flush()
    return grant


def _settle_state(work: Work, case: Case, grant: Grant, act: str) -> None:
    """Nothing left to pay closes the case; a form that is not money here leaves nothing to pay."""
    rest = unpaid_fen(work.session, grant) if grant.fund == "reserve" else 0
    finish(case, act, "approved" if rest else "closed")
    if not rest:
        case.ended_on = work.today


def _paid_by_district(work: Work, case: Case, grant: Grant | None, answer: ReliefDistrictAnswer) -> None:
    session = work.session
    if grant is None:
        grant = _grant(work, case, answer.amount_fen, note=answer.document_number.strip())
        grant.agreed_by_id, grant.fund = None, answer.fund
        grant.agreed_by_name = deciding.district_name(work, case)
    elif answer.fund == "reserve":
        grant.amount_fen = answer.amount_fen
    elif paid := paid_fen(session, grant.id):
        # The rest is the district's; the reserve has paid its part, and pays no more.
        grant.amount_fen = paid
    else:
        grant.amount_fen, grant.fund = answer.amount_fen, answer.fund
    grant.confirmed_on = work.today
    session.flush()
    if answer.fund == "district":
        case.ended_on, case.ended_reason = work.today, "由区级资金发放"
        finish(case, "record_district_answer", "closed")
    else:
        _settle_state(work, case, grant, "record_district_answer")


def _plan(work: Work, grant: Grant, stages: Sequence[StagePlan]) -> None:
    for position, stage in enumerate(stages, 1):
        row = GrantStage(
            grant_id=grant.id, position=position, amount_fen=stage.amount_fen, due_on=stage.due_on
        )
        row.note = stage.note.strip()
        work.session.add(row)


def _decided(work: Work, case: Case, result: str, amount_fen: int, found: ReliefAssessment) -> Decision:
    parameters = assessing.parameters_for(work.session, case, work.today)
    decision = Decision(
        case_id=case.id,
        result=result,
        authority=parameters.text("delegation.relief"),
        decided_on=work.today,
        approver_id=work.actor.id,
        approver_name=work.actor.name,
        person_count=relief_of(work.session, case.id).person_count,
        allowance_fen=amount_fen,
        trace=assessing.plain_trace(found.trace),
    )
    work.session.add(decision)
    return decision


def _refused(work: Work, case: Case, refusal: Refusal) -> Decision:
    refuse_if(deciding.check_grounds(refusal.facts, refusal.article, refusal.reason, source=""))
    found = assessment_of(work.session, case, work.today)
    decision = _decided(work, case, "refuse", 0, found)
    decision.facts, decision.article = refusal.facts.strip(), refusal.article.strip()
    decision.text = refusal.reason.strip()
    return decision


def _verified(session: Session, case: Case) -> list[Problem]:
    """A visit is needed; the cross-check only where it was asked for (of the known poor only the spending counts).

    That its result is told by a letter of its own is asked for the allowance (S2 art. 18), not for relief.
    """
    lacking = readiness.for_opinion(session, case)
    optional = {"opinion.cross_check_untold"}
    if relief_of(session, case.id).applicant_class in KNOWN_POOR:
        optional.add("opinion.cross_check")
    return [each for each in lacking if each.code not in optional]


def _not_ours(session: Session, case: Case, today: date) -> list[Problem]:
    if assessing.parameters_for(session, case, today).text("delegation.relief") != DISTRICT:
        return []
    text = "临时救助审批权在区民政局，应报区民政局审批后登记其答复。"
    return [Problem("decision.authority", text, "send_to_district")]


def _as_proposed(session: Session, case: Case, amount_fen: int) -> list[Problem]:
    """An application is approved as it was posted; another amount needs another opinion and notice."""
    if case.kind == EMERGENCY:
        return []
    opinion = latest_opinion(session, case.id)
    if opinion is None or not opinion.agreed:
        text = "审核意见为不同意，不能批准；可以不予批准，或退回重新调查。"
        return [Problem("confirmation.opinion", text, "reopen_verification")]
    if opinion.allowance_fen == amount_fen:
        return []
    text = f"公示的金额为{format_yuan(opinion.allowance_fen)}元；改变金额须退回，重新提出审核意见并公示。"
    return [Problem("relief.as_posted", text, "amount_fen")]


def _not_less(session: Session, grant: Grant | None, amount_fen: int) -> list[Problem]:
    paid = paid_fen(session, grant.id) if grant else 0
    if amount_fen >= paid:
        return []
    text = f"已经发放{format_yuan(paid)}元，批准金额不能更少；多发的请先退回。"
    return [Problem("relief.below_paid", text, "amount_fen")]


def _stage_problems(approval: ReliefApproval, paid: int, today: date) -> list[Problem]:
    """The stages make up what is still to be paid: of an emergency a part was paid before."""
    stages, rest = approval.stages, approval.amount_fen - paid
    if not stages:
        return []
    problems = []
    if any(stage.amount_fen <= 0 for stage in stages):
        problems.append(Problem("stages.amount", "每一期的金额必须大于零", "stages"))
    if any(stage.due_on < today for stage in stages):
        problems.append(Problem("stages.early", "发放日期不能早于今天", "stages"))
    total = sum(stage.amount_fen for stage in stages)
    if total != rest:
        whole = "批准金额" if not paid else f"批准金额减去已发的{format_yuan(paid)}元，即"
        text = f"各期合计{format_yuan(total)}元，应等于{whole}{format_yuan(rest)}元"
        problems.append(Problem("stages.total", text, "stages"))
    return problems


def _answer_problems(session: Session, grant: Grant | None, answer: ReliefDistrictAnswer) -> list[Problem]:
    problems = deciding.answer_problems(answer.answer, answer.document_number)
    if answer.answer == "refuse":
        problems += check_filled("facts", answer.facts, "认定的事实")
        problems += check_filled("article", answer.article, "依据的条款")
    if answer.answer != "confirm":
        return problems + check_filled("text", answer.text, "理由")
    problems += check_choice("fund", answer.fund, FUNDS, "资金来源")
    if answer.amount_fen <= 0:
        problems.append(Problem("relief.amount", "请填写批准金额", "amount_fen"))
    return problems + _not_less(session, grant, answer.amount_fen)
