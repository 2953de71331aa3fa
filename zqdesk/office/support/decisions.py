"""Opinion, confirmation, refusal of 特困 and their delivery, by which the person comes onto the roll (S3 art. 13-18)."""

from dataclasses import replace

from zqdesk.office.cases.acts import confirming, deciding, moving
from zqdesk.office.cases.acts.confirming import Confirmation, DistrictAnswer, Law, OpinionEntry
from zqdesk.office.cases.acts.deciding import DeliveryRecord, Refusal
from zqdesk.office.cases.acts.ending import end
from zqdesk.office.cases.acts.steps import begin, finish, latest_opinion
from zqdesk.office.cases.looks import assessing, living, readiness
from zqdesk.office.cases.looks.dossier import Calculation
from zqdesk.office.hall.checks import check_filled
from zqdesk.office.support import amount
from zqdesk.office.support.ending import STOP, propose_other_help
from zqdesk.office.support.missing import against_opinion, alive
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import Decision, Opinion
from zqdesk.rules.calendar import add_months, first_of_next_month
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.programmes import table

LAW = Law(opinion="S3 第16条", refusal="S3 第18条", certificate="TKZ")


def give_support_opinion(work: Work, case_id: str, entry: OpinionEntry) -> str:
    """The town's opinion with the calculation it rests on; returns its id (S3 art. 13, 15).

    Refused: verification or the self-care assessment is not complete; agreeing though a condition is not met, with
    every reason; disagreeing without words. After an objection it hangs again (S3 art. 15).
    """
    case = begin(work, case_id, "give_support_opinion")
    calculation = amount.current(work.session, case, work.today)
    problems = against_opinion(work.session, case)
    if entry.agreed and not calculation.eligible:
        text = "按现在的情况不符合特困人员认定条件，不能提出同意的意见。"
        problems += [Problem("opinion.not_eligible", text, "agreed", "S3 第4条"), *calculation.reasons]
    if not entry.agreed:
        problems += check_filled("text", entry.text, "不同意的理由", "S3 第13条")
    refuse_if(problems)
    kept = calculation if entry.agreed else assessing.without_amount(calculation)
    text = entry.text.strip() or _agreeing(kept)
    opinion = deciding.add_opinion(work, case, kept, agreed=entry.agreed, text=text)
    deciding.answer_objections(work, case, opinion.text)
    finish(case, "give_support_opinion", "opinion_given" if entry.agreed else "deciding")
    return opinion.id


def send_to_district(work: Work, case_id: str) -> str:
    """The case goes to the district, as `confirming.send` says. Returns the submission's id."""
    return confirming.send(work, case_id, amount.current)


def record_district_answer(work: Work, case_id: str, answer: DistrictAnswer) -> str | None:
    """What the district decided; returns the decision's id, None where it sent the case back (S3 art. 16-18)."""
    case = begin(work, case_id, "record_district_answer")
    opinion = latest_opinion(work.session, case.id)
    assert opinion is not None
    problems = confirming.answer_problems(work, case, answer, LAW)
    if answer.answer == "confirm":
        problems += confirming.against_opinion(opinion, LAW)
    if answer.answer == "confirm" and opinion.agreed:
        now = amount.current(work.session, case, work.today)
        problems += [replace(each, field="answer") for each in readiness.same_amount(opinion, now)]
    refuse_if(problems)
    return confirming.keep_answer(work, case, answer, LAW)


def confirm_support(work: Work, case_id: str, confirmation: Confirmation) -> str:
    """Confirm what the opinion calculated; paid from the month after (S3 art. 16, 17). Returns the decision's id.

    Refused: the district decides; the opinion is against it; facts or parameters now give another amount; the person
    has died, or stands on a roll that this confirmation cannot end.
    """
    case = begin(work, case_id, "confirm_support")
    opinion = latest_opinion(work.session, case.id)
    problems = readiness.not_ours(deciding.authority(work, case)) + _favourable(opinion)
    problems += readiness.not_on_roll(work.session, case, work.today)
    problems += moving.in_the_way(work.session, case, first_of_next_month(work.today))
    problems += alive(work.session, case) + living.account(work.session, case)
    if opinion is not None and opinion.agreed:
        problems += readiness.same_amount(opinion, amount.current(work.session, case, work.today))
    refuse_if(problems)
    decision = confirming.confirmed(work, case, confirmation, LAW)
    finish(case, "confirm_support")
    return decision.id


def refuse_support(work: Work, case_id: str, refusal: Refusal) -> str:
    """Refuse the application with facts, article and reason (S3 art. 18). Returns the decision's id."""
    case = begin(work, case_id, "refuse_support")
    decision = confirming.refused(work, case, refusal, LAW)
    finish(case, "refuse_support")
    return decision.id


def deliver_decision(work: Work, case_id: str, record: DeliveryRecord) -> str:
    """Record the delivery; a confirmed person comes onto the roll from the month after the decision (S3 art. 17).

    The same act ends what they were paid by another programme with the month before. Of a review or an ending it is
    told what was decided. Refused as `deciding.deliver`
    says, where the person stands on the roll already, and after their death. Returns the delivery's id.
    """
    case = begin(work, case_id, "deliver_decision")
    decision = deciding.latest_decision(work.session, case.id)
    if table(case.programme, case.kind).of_roll:
        return _tell_of_roll(work, case, decision, record)
    taken_in = decision.result == "confirm"
    against = []
    if taken_in:
        against = readiness.not_on_roll(work.session, case, work.today) + alive(work.session, case)
        against += moving.in_the_way(work.session, case, confirming.first_day(decision))
    delivery = deciding.deliver(work, case, decision, record, against)
    if taken_in:
        moving.leave_others(work, case, confirming.first_day(decision))
        months = assessing.parameters_for(work.session, case, work.today).number("support.review.months")
        again = add_months(decision.decided_on, months)
        confirming.take_in(work, case, decision, case.applicant_id, persons=1, review_by=again)
    finish(case, "deliver_decision", "on_roll" if taken_in else "refused_told")
    return delivery.id


def _tell_of_roll(work: Work, case: Case, decision: Decision, record: DeliveryRecord) -> str:
    """Another sum or the end is told; who is supported no more is sent on (S3 art. 26, 27)."""
    delivery = deciding.deliver(work, case, decision, record, [])
    if decision.result == STOP:
        propose_other_help(work, case)
    finish(case, "deliver_decision")
    return delivery.id


def end_after_death(work: Work, case_id: str, reason: str) -> None:
    """End a case whose person has died; refused while they live, and without a word on how it became known."""
    case = begin(work, case_id, "end_after_death")
    problems = check_filled("reason", reason, "终止的说明")
    if work.session.get_one(Person, case.applicant_id).died_on is None:
        text = "供养对象在世，不能终止；已去世的，请先在人员页登记死亡。"
        problems.append(Problem("end.living", text, "reason", "S3 第24条"))
    refuse_if(problems)
    end(work, case, reason.strip(), "ended")
    finish(case, "end_after_death")


def _favourable(opinion: Opinion | None) -> list[Problem]:
    """Nothing is confirmed against the opinion."""
    if opinion is not None and opinion.agreed:
        return []
    text = "审核意见为不同意，不能确认；可以不予确认，或退回重新调查。"
    return [Problem("confirmation.opinion", text, "reopen_verification", "S3 第16条")]


def _agreeing(kept: Calculation) -> str:
    basic, care = format_yuan(kept.allowance_fen), format_yuan(kept.uplift_fen)
    return (
        "经调查核实，无劳动能力、无生活来源、无履行义务能力的法定义务人，符合特困人员认定条件，拟同意救助供养，"
        f"基本生活费每月{basic}元，照料护理费每月{care}元。"
    )
