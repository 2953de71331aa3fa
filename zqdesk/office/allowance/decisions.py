"""Opinion, confirmation, refusal and their delivery (S2 art. 19-22, 29)."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.allowance import amount
from zqdesk.office.allowance.missing import somebody_lives
from zqdesk.office.cases.acts import confirming, deciding, moving
from zqdesk.office.cases.acts.confirming import Confirmation, DistrictAnswer, Law, OpinionEntry
from zqdesk.office.cases.acts.deciding import DeliveryRecord, Refusal
from zqdesk.office.cases.acts.ending import end
from zqdesk.office.cases.acts.steps import begin, finish, latest_opinion
from zqdesk.office.cases.looks import assessing, living, readiness
from zqdesk.office.cases.looks.dossier import Calculation
from zqdesk.office.cases.looks.on_roll import whose
from zqdesk.office.hall.checks import check_filled
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import (
    CrossCheck,
    Decision,
    Opinion,
    PublicNotice,
)
from zqdesk.rules.allowance.review import review_by
from zqdesk.rules.calendar import first_of_next_month
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.programmes import table

LAW = Law(opinion="S2 第20条", refusal="S2 第21条", certificate="DBZ")


def give_opinion(work: Work, case_id: str, entry: OpinionEntry) -> str:
    """The town's preliminary opinion with the calculation it rests on; returns its id (S2 art. 19).

    Refused: verification is not complete; agreeing with a household that is not eligible, with every reason;
    disagreeing without words, or agreeing without words though the cross-check found too much.
    """
    case = begin(work, case_id, "give_opinion")
    calculation = amount.current(work.session, case, work.today)
    problems = readiness.for_opinion(work.session, case)
    problems += living.account(work.session, case) if entry.agreed else []
    if entry.agreed and not calculation.eligible:
        text = "按现在的家庭情况测算不符合低保条件，不能提出同意的意见。"
        problems += [Problem("opinion.not_eligible", text, "agreed", "S2 第19条"), *calculation.reasons]
    if not entry.agreed:
        problems += check_filled("text", entry.text, "不同意的理由", "S2 第19条")
    elif _exceeds(work.session, case):
        problems += check_filled("text", entry.text, "核对结果不符合条件而仍同意的理由", "S2 第18条")
    refuse_if(problems)
    kept = calculation if entry.agreed else assessing.without_amount(calculation)
    last = latest_opinion(work.session, case.id)
    opinion = deciding.add_opinion(
        work, case, kept, agreed=entry.agreed, text=entry.text.strip() or _agreeing(kept)
    )
    deciding.answer_objections(work, case, opinion.text)
    hung = entry.agreed and not _posted_already(work, case, last, opinion)
    finish(case, "give_opinion", "opinion_given" if hung else "deciding")
    return opinion.id


def _posted_already(work: Work, case: Case, last: Opinion | None, opinion: Opinion) -> bool:
    """Whether what the objection was about hung for its days as it is now said again, and need not hang a second time.

    S2 art. 19 asks only for a new opinion; `notice.again` is the district's word on it. Another amount always hangs.
    """
    if case.state != "objected" or last is None or not last.agreed:
        return False
    if assessing.parameters_for(work.session, case, work.today).switch("notice.again"):
        return False
    hung = work.session.scalars(select(PublicNotice).where(PublicNotice.opinion_id == last.id)).all()
    whole = any(work.today > notice.to_on for notice in hung)
    said = [(each.person_count, each.allowance_fen, each.uplift_fen) for each in (last, opinion)]
    return whole and said[0] == said[1]


def send_to_district(work: Work, case_id: str) -> str:
    """The case goes to the district, as `confirming.send` says. Returns the submission's id."""
    return confirming.send(work, case_id, amount.current)


def record_district_answer(work: Work, case_id: str, answer: DistrictAnswer) -> str | None:
    """What the district decided; returns the decision's id, None where it sent the case back (S2 art. 20).

    Refused: a day before the sending, a decision without document number, a refusal without facts, article
    and reason, a case sent back without reason, confirming what the opinion spoke against.
    """
    case = begin(work, case_id, "record_district_answer")
    opinion = latest_opinion(work.session, case.id)
    assert opinion is not None
    problems = confirming.answer_problems(work, case, answer, LAW)
    if answer.answer == "confirm":
        problems += readiness.looked_into(work.session, case) + confirming.against_opinion(opinion, LAW)
        problems += [] if problems else _another_amount(work, case, opinion, answer.answered_on)
    refuse_if(problems)
    return confirming.keep_answer(work, case, answer, LAW)


def confirm(work: Work, case_id: str, confirmation: Confirmation) -> str:
    """Confirm what the opinion calculated; paid from the month after (S2 art. 20, 21). Returns its id.

    Refused: the district decides; the opinion is against it; relatives not yet visited by the district;
    facts or parameters now give another amount; the household or one of its people is on the roll already.
    """
    case = begin(work, case_id, "confirm")
    opinion = latest_opinion(work.session, case.id)
    problems = readiness.for_confirmation(work.session, case, opinion, deciding.authority(work, case))
    problems += readiness.not_on_roll(work.session, case, work.today)
    problems += moving.in_the_way(work.session, case, first_of_next_month(work.today))
    problems += living.head_and_applicant(work.session, case) + living.account(work.session, case)
    if opinion is not None and opinion.agreed:
        now = amount.current(work.session, case, work.today)
        problems += readiness.same_amount(opinion, now)
    refuse_if(problems)
    decision = confirming.confirmed(work, case, confirmation, LAW)
    finish(case, "confirm")
    return decision.id


def refuse(work: Work, case_id: str, refusal: Refusal) -> str:
    """Refuse the application with facts, article and reason (S2 art. 21). Returns the decision's id."""
    case = begin(work, case_id, "refuse")
    decision = confirming.refused(work, case, refusal, LAW)
    finish(case, "refuse")
    return decision.id


def deliver_decision(work: Work, case_id: str, record: DeliveryRecord) -> str:
    """Record the delivery; a confirmed household goes on the roll from the month after the decision.

    Whoever died since the confirmation is not put on it: the others are, and a change is due at once. Refused as
    `deliver` says, where somebody stands on the roll already, and where nobody is left (`end_after_death`). Returns
    the delivery's id.
    """
    case = begin(work, case_id, "deliver_decision")
    decision = deciding.latest_decision(work.session, case.id)
    taken_in = decision.result == "confirm"
    against = []
    if taken_in:
        persons = amount.applicants(work.session, case, work.today)
        first_day = confirming.first_day(decision)
        against = readiness.not_on_roll(work.session, case, work.today)
        against += moving.in_the_way(work.session, case, first_day)
        against += somebody_lives(persons)
    delivery = deciding.deliver(work, case, decision, record, against)
    if taken_in:
        moving.leave_others(work, case, first_day)
        _take_in(work, case, decision, min(decision.person_count, persons))
    if table(case.programme, case.kind).of_roll:
        finish(case, "deliver_decision")
    else:
        finish(case, "deliver_decision", "on_roll" if taken_in else "refused_told")
    return delivery.id


def end_after_death(work: Work, case_id: str, reason: str) -> None:
    """End a case whose applicants have all died: nothing is decided any more, and what was confirmed is not paid.

    Refused while one of them lives, and without a word on how it became known.
    """
    case = begin(work, case_id, "end_after_death")
    problems = check_filled("reason", reason, "终止的说明")
    if amount.applicants(work.session, case, work.today):
        text = "还有保障对象在世，不能终止；有人去世的，请在人员页登记死亡。"
        problems.append(Problem("end.living", text, "reason", "S2 第28条"))
    refuse_if(problems)
    end(work, case, reason.strip(), "ended")
    finish(case, "end_after_death")


def _take_in(work: Work, case: Case, decision: Decision, persons: int) -> None:
    """The household is on the roll with those who live (S2 art. 21); when it is looked at again follows from its facts."""
    family = assessing.family_of(work.session, case)
    facts = assessing.facts_of(case, family, decision.decided_on)
    parameters = assessing.parameters_of(work.session, case, family.household, work.today)
    again = review_by(facts, decision.decided_on, parameters)
    confirming.take_in(work, case, decision, whose(case), persons=persons, review_by=again)


def _another_amount(work: Work, case: Case, opinion: Opinion, day: date) -> list[Problem]:
    """The amount is worked out again at the district's decision too, by what was published on its day (domain §2).

    Who died or left since is left to the delivery, which leaves them out.
    """
    law = assessing.parameters_for(work.session, case, work.today)
    family = assessing.family_of(work.session, case)
    now = amount.of_family(work.session, case, family, law.at(law.on, day))
    if now.person_count < opinion.person_count:
        return []
    advice = "请与区民政局核对；确需改变的，登记区级退回，重新提出审核意见。"
    return [
        replace(each, text=f"{each.text}{advice}", field="answer")
        for each in readiness.same_amount(opinion, now)
    ]


def _exceeds(session: Session, case: Case) -> bool:
    last = session.scalars(
        select(CrossCheck.result).where(CrossCheck.case_id == case.id).order_by(CrossCheck.id.desc())
    ).first()
    return last == "exceeds"


def _agreeing(kept: Calculation) -> str:
    amount = format_yuan(kept.total_fen)
    return f"经调查核实，符合低保条件，拟同意纳入，保障人口{kept.person_count}人，月保障金{amount}元。"
