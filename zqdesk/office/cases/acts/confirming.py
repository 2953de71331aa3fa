"""How an application for what is paid month by month is decided: opinion, the district's answer, confirmation or refusal, the roll.

What the law of one programme says of it is its `Law`; each programme's acts begin and finish the step around these parts.
"""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.acts import deciding
from zqdesk.office.cases.acts.deciding import Refusal
from zqdesk.office.cases.acts.steps import begin, finish, latest_opinion
from zqdesk.office.cases.looks import assessing, readiness
from zqdesk.office.cases.looks.dossier import Calculation
from zqdesk.office.hall.checks import check_filled
from zqdesk.office.hall.numbers import full_number, give_number
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.steps import Decision, Opinion, RollEntry
from zqdesk.rules.calendar import first_of_next_month
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.process import DISTRICT
from zqdesk.rules.programmes import table

Amount = Callable[[Session, Case, date], Calculation]
"""What the case amounts to by the facts and the knowledge of a day."""


@frozen
class Law:
    """Where a programme's law speaks of opinion and refusal, and the letters of its certificates' numbers."""

    opinion: str
    refusal: str
    certificate: str


@frozen
class OpinionEntry:
    """Whether it should be granted, and why; disagreeing without words is refused."""

    agreed: bool
    text: str = ""


@frozen
class DistrictAnswer:
    """What the district said; `answer`: confirm, refuse, return. A refusal names facts and article too."""

    answered_on: date
    answer: str
    document_number: str = ""
    text: str = ""
    facts: str = ""
    article: str = ""


@frozen
class Confirmation:
    """The approver's words on a confirmation."""

    text: str = ""


def send(work: Work, case_id: str, amount: Amount) -> str:
    """Send the case up; refused where the town confirms itself, or the amount of a favourable opinion is another one now.

    Returns the submission's id.
    """
    case = begin(work, case_id, "send_to_district")
    opinion = latest_opinion(work.session, case.id)
    if opinion is not None and opinion.agreed:
        refuse_if(readiness.same_amount(opinion, amount(work.session, case, work.today)))
    return deciding.submit(work, case, by_district=deciding.authority(work, case) == DISTRICT)


def answer_problems(work: Work, case: Case, answer: DistrictAnswer, law: Law) -> list[Problem]:
    """A day before the sending, a decision without number, a refusal without grounds, a case sent back without a word."""
    problems = deciding.answered_on_problems(work, case, answer.answered_on)
    problems += deciding.answer_problems(answer.answer, answer.document_number)
    if answer.answer == "refuse":
        problems += deciding.check_grounds(answer.facts, answer.article, answer.text, source=law.refusal)
    if answer.answer == "return":
        problems += check_filled("text", answer.text, "退回的理由")
    return problems


def against_opinion(opinion: Opinion, law: Law) -> list[Problem]:
    """The district does not confirm what the town spoke against."""
    if opinion.agreed:
        return []
    text = "审核意见为不同意，请先登记区级退回，重新提出审核意见。"
    return [Problem("confirmation.opinion", text, "answer", law.opinion)]


def keep_answer(work: Work, case: Case, answer: DistrictAnswer, law: Law) -> str | None:
    """Keep what the district decided; returns the decision's id, None where it sent the case back."""
    deciding.note_answer(work, case, answer)
    if answer.answer == "return":
        finish(case, "record_district_answer", "verifying")
        return None
    decision = decided(work, case, answer.answer, answer.answered_on, law)
    decision.approver_id, decision.approver_name = None, deciding.district_name(work, case)
    decision.text, decision.facts, decision.article = answer.text.strip(), answer.facts, answer.article
    finish(case, "record_district_answer", "confirmed" if answer.answer == "confirm" else "refused")
    return decision.id


def confirmed(work: Work, case: Case, confirmation: Confirmation, law: Law) -> Decision:
    """The town's own confirmation of what the opinion calculated."""
    decision = decided(work, case, "confirm", work.today, law)
    decision.text = confirmation.text.strip()
    return decision


def refused(work: Work, case: Case, refusal: Refusal, law: Law) -> Decision:
    """The town's own refusal, with facts, article and reason; refused itself where the district decides."""
    problems = readiness.not_ours(deciding.authority(work, case))
    problems += deciding.check_grounds(refusal.facts, refusal.article, refusal.reason, source=law.refusal)
    refuse_if(problems)
    decision = decided(work, case, "refuse", work.today, law)
    decision.facts, decision.article = refusal.facts.strip(), refusal.article.strip()
    decision.text = refusal.reason.strip()
    return decision


def decided(work: Work, case: Case, result: str, day: date, law: Law) -> Decision:
    """A decision on an application; what is confirmed is what the opinion kept, is paid from the month after, and gets
    a certificate.
    """
    opinion = latest_opinion(work.session, case.id)
    assert opinion is not None
    persons = 1 if table(case.programme, case.kind).of_person else opinion.person_count
    if result != "confirm":
        return deciding.add_decision(work, case, opinion, result, day, person_count=persons)
    series = f"{assessing.hall(work.session).town_id}-{work.today.year}-{law.certificate}"
    return deciding.add_decision(
        work,
        case,
        opinion,
        result,
        day,
        person_count=persons,
        allowance_fen=opinion.allowance_fen,
        uplift_fen=opinion.uplift_fen,
        from_month=f"{first_of_next_month(day):%Y-%m}",
        certificate_number=full_number(series, give_number(work, series)),
    )


def first_day(decision: Decision) -> date:
    """From when what was confirmed is paid."""
    return date.fromisoformat(f"{decision.from_month}-01")


def take_in(
    work: Work,
    case: Case,
    decision: Decision,
    whose: str | None,
    *,
    persons: int,
    review_by: date | None,
    from_month: str = "",
) -> None:
    """Onto the roll with what was decided; `whose`: the one person it is for, None for the household."""
    household = work.session.get_one(Household, case.household_id)
    work.session.add(
        RollEntry(
            programme=case.programme,
            household_id=case.household_id,
            case_id=case.id,
            person_id=whose,
            standard_kind=household.standard_kind,
            village_id=household.village_id,
            from_month=from_month or decision.from_month,
            allowance_fen=decision.allowance_fen,
            uplift_fen=decision.uplift_fen,
            person_count=persons,
            certificate_number=decision.certificate_number,
            review_by=review_by,
        )
    )
