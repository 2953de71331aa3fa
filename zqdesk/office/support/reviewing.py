"""A person on the roll looked at again: what was reported, another placement, the yearly check (S3 art. 23)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.acts import confirming, deciding
from zqdesk.office.cases.acts.ending import send_back
from zqdesk.office.cases.acts.steps import begin, finish, latest_opinion
from zqdesk.office.cases.entry.carrying_over import carry_over, last_settled
from zqdesk.office.cases.looks import assessing
from zqdesk.office.cases.looks.dossier import Calculation
from zqdesk.office.cases.looks.on_roll import entries_of
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_choice, check_filled
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.office.hall.numbers import full_number, give_number
from zqdesk.office.support import amount
from zqdesk.office.support.applying.applications import FACTS
from zqdesk.office.support.file import support_of
from zqdesk.office.support.missing import alive, assessed
from zqdesk.records.register import Work
from zqdesk.records.tables.base import taken
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.steps import Decision, HomeVisit, Opinion, RollEntry
from zqdesk.records.tables.support import CareArrangement, Support
from zqdesk.rules.calendar import add_months, first_of_next_month
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import DISTRICT, Process, Role
from zqdesk.rules.programmes import table
from zqdesk.rules.support import process

WHYS = {"reported": "自理能力变化", "placement": "变更供养方式", "periodic": "定期核查"}
SERIES = {"review": "TF", "ending": "TZ"}
KEEP, ADJUST = "keep", "adjust"
RESULTS = {KEEP: "继续供养，标准不变", ADJUST: "调整供养金"}


@frozen
class ReviewRequest:
    """Why somebody on the roll is looked at again, out of `WHYS`, and what was reported."""

    why: str
    reason: str


@frozen
class CareProposal:
    """What the review found; whether the sum changes follows from it."""

    text: str


@frozen
class CareDecision:
    """The approver's words; where the district decides, the number of its reply."""

    text: str = ""


def start_support_review(work: Work, roll_id: str, request: ReviewRequest) -> str:
    """Begin to look at somebody on the roll again; what was reported is assessed within 10 working days (S3 art. 23).

    Returns the new case's id. Refused: off the roll, another case about the entry is open, no word on why.
    """
    refuse_if(
        [
            *check_choice("why", request.why, WHYS, "复核原因"),
            *check_filled("reason", request.reason, "报告或变化的情况", "S3 第23条"),
        ]
    )
    case = begin_on_roll(work, roll_id, process.REVIEW, request.reason)
    case.change_kind = request.why
    return case.id


def propose_care(work: Work, case_id: str, proposal: CareProposal) -> str:
    """Say what was found, with what is to be paid from now on; returns the opinion's id.

    Refused: nothing looked into, the ability not assessed again though its change was reported, no other placement
    though one was asked for; somebody who fits no more, whose support is to be ended instead.
    """
    case = begin(work, case_id, "propose_care")
    now = amount.current(work.session, case, work.today)
    problems = check_filled("text", proposal.text, "复核情况和意见")
    problems += _looked_into(work.session, case) + alive(work.session, case)
    if not now.eligible:
        text = "按现在的情况不再符合救助供养条件，请撤销本案，办理终止。"
        problems += [Problem("review.not_eligible", text, "text", "S3 第24条"), *now.reasons]
    refuse_if(problems)
    entry = open_entry(work.session, case)
    opinion = deciding.add_opinion(
        work, case, now, agreed=True, text=proposal.text.strip(), result=_result(entry, now)
    )
    finish(case, "propose_care")
    return opinion.id


def return_care(work: Work, case_id: str, reason: str) -> None:
    """Send the case back to be looked into again; refused without a reason."""
    send_back(work, case_id, "return_care", reason)


def decide_care(work: Work, case_id: str, decision: CareDecision) -> str:
    """Approve what was proposed; another sum is paid from the month after. Returns the decision's id.

    Refused: facts or parameters now give another sum; the district decides and its reply is not named.
    """
    case = begin(work, case_id, "decide_care")
    entry, opinion = open_entry(work.session, case), latest_opinion(work.session, case.id)
    assert opinion is not None
    law = assessing.parameters_for(work.session, case, work.today)
    problems = alive(work.session, case)
    if deciding.authority(work, case) == DISTRICT:
        problems += check_filled("text", decision.text, "区民政局批复文号")
    now = amount.current(work.session, case, work.today)
    if (now.allowance_fen, now.uplift_fen) != (opinion.allowance_fen, opinion.uplift_fen):
        text = f"重新测算为{format_yuan(now.total_fen)}元，与复核意见不一致，请退回重新复核。"
        problems.append(Problem("review.amount", text, "return_care"))
    refuse_if(problems)
    row = _decision(work, case, opinion, entry, decision.text)
    due = add_months(work.today, law.number("support.review.months"))
    if row.result == KEEP:
        entry.review_by = due
        case.ended_on = work.today
    else:
        _change_roll(work, case, entry, row, due)
    finish(case, "decide_care", "closed" if row.result == KEEP else "decided")
    return row.id


def begin_on_roll(work: Work, roll_id: str, kind: Process, reason: str) -> Case:
    """A case about somebody on the roll, with the facts confirmed last; part of the acts that begin one."""
    require(work, Role.CLERK)
    entry = found(work.session, RollEntry, roll_id)
    keep_out(work, entry.household_id)
    household = found(work.session, Household, entry.household_id)
    assert entry.person_id is not None, "特困 is of one person"
    refuse_if(_of_start(work.session, entry))
    source = last_settled(work.session, entry.programme, household.id, entry.person_id)
    series = f"{assessing.hall(work.session).town_id}-{work.today.year}-{SERIES[kind.kind]}"
    case = Case(
        programme=kind.programme,
        kind=kind.kind,
        number=full_number(series, give_number(work, series)),
        state="verifying",
        household_id=household.id,
        applicant_id=entry.person_id,
        single_person_id=entry.person_id,
        previous_id=source.id if source else None,
        clerk_id=work.actor.id,
        applied_on=work.today,
        started_on=work.today,
        reason=reason.strip(),
    )
    work.session.add(case)
    carry_over(work.session, source, case)
    facts = taken(support_of(work.session, source.id), FACTS) if source else {}
    work.session.add(Support(case_id=case.id, **facts))
    return case


def open_entry(session: Session, case: Case) -> RollEntry:
    """The entry the case is about; refused once something has ended it."""
    entry = session.scalars(select(RollEntry).where(entries_of(case), RollEntry.to_month == "")).first()
    if entry is None:
        raise Refused(Problem("roll.ended", "此人已不在特困名册，不能再办理。"))
    return entry


def _of_start(session: Session, entry: RollEntry) -> list[Problem]:
    problems = []
    if entry.to_month:
        problems.append(Problem("roll.ended", f"此人的供养到{entry.to_month}为止，不能再办理。"))
    others = session.scalars(
        select(Case).where(Case.programme == entry.programme, Case.applicant_id == entry.person_id)
    )
    for other in others:
        own = table(other.programme, other.kind)
        if own.of_roll and not own.state(other.state).closed:
            problems.append(Problem("review.open", f"此人已有正在办理的{own.title}（{other.number}）。"))
    return problems


def _looked_into(session: Session, case: Case) -> list[Problem]:
    """What the ground of the review asks for."""
    if case.change_kind == "reported" and not assessed(session, case):
        text = "还没有重新评估生活自理能力。"
        return [Problem("review.self_care", text, "assess_self_care", "S3 第23条")]
    moved = select(CareArrangement.id).where(CareArrangement.case_id == case.id)
    if case.change_kind == "placement" and session.scalars(moved.limit(1)).first() is None:
        return [Problem("review.placement", "还没有登记新的供养安排。", "arrange_care")]
    seen = select(HomeVisit.id).where(HomeVisit.case_id == case.id)
    if case.change_kind == "periodic" and session.scalars(seen.limit(1)).first() is None:
        return [Problem("review.visit", "还没有登记入户调查。", "visit_home")]
    return []


def _result(entry: RollEntry, now: Calculation) -> str:
    same = (entry.allowance_fen, entry.uplift_fen) == (now.allowance_fen, now.uplift_fen)
    return KEEP if same else ADJUST


def _decision(work: Work, case: Case, opinion: Opinion, entry: RollEntry, text: str) -> Decision:
    following: date = first_of_next_month(work.today)
    return deciding.add_decision(
        work,
        case,
        opinion,
        opinion.result,
        work.today,
        text=text.strip() or opinion.text,
        reason=opinion.text,
        person_count=1,
        allowance_fen=opinion.allowance_fen,
        uplift_fen=opinion.uplift_fen,
        from_month="" if opinion.result == KEEP else f"{following:%Y-%m}",
        certificate_number=entry.certificate_number,
    )


def _change_roll(work: Work, case: Case, entry: RollEntry, row: Decision, due: date) -> None:
    """The old entry ends with this month, the new sum follows it."""
    entry.to_month, entry.ended_reason = f"{work.today:%Y-%m}", ADJUST
    begins = max(row.from_month, entry.from_month)
    confirming.take_in(work, case, row, entry.person_id, persons=1, review_by=due, from_month=begins)
