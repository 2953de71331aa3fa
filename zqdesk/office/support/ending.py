"""The end of support: proposed, posted for its own days, decided, told, and the person sent on (S3 art. 24-27)."""

from datetime import date, timedelta

from sqlalchemy import select

from zqdesk.frozen import frozen
from zqdesk.office.cases.acts import deciding
from zqdesk.office.cases.acts.referrals import send_on
from zqdesk.office.cases.acts.steps import begin, finish, latest_opinion
from zqdesk.office.cases.looks import assessing, readiness
from zqdesk.office.hall.checks import check_choice, check_day, check_filled
from zqdesk.office.support.file import support_of
from zqdesk.office.support.reviewing import begin_on_roll, open_entry
from zqdesk.records import codes
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import Decision
from zqdesk.records.tables.support import CareArrangement
from zqdesk.rules.calendar import add_months, ends_from
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.process import DISTRICT
from zqdesk.rules.support import process

DEATH, PRISON = "death", "prison"
STOP, KEPT = "stop", "keep"
ARTICLE = "《特困人员认定办法》第二十四条"
GROUNDS = codes.table("support_ending")


@frozen
class EndingRequest:
    """Why support should end, a code of support_ending; what happened, and when."""

    ground: str
    since: date | None
    facts: str


@frozen
class EndingOpinion:
    """The town's opinion that support should end, in words."""

    text: str = ""


@frozen
class EndingDecision:
    """The decision to end it; where the district decides, its number is recorded with its answer."""

    reason: str
    article: str = ARTICLE


@frozen
class EndingAnswer:
    """What the district said of an ending; `answer`: confirm, refuse (support goes on), return."""

    answered_on: date
    answer: str
    document_number: str = ""
    text: str = ""


def start_ending(work: Work, roll_id: str, request: EndingRequest) -> str:
    """Begin to end somebody's support; returns the new case's id.

    Refused: off the roll, another case about the entry is open, no ground; a death that is not recorded.
    """
    problems = check_choice("ground", request.ground, GROUNDS, "终止情形")
    problems += check_day("since", request.since, "发生日期", today=work.today)
    problems += check_filled("facts", request.facts, "发生的情况", "S3 第24条")
    refuse_if(problems)
    case = begin_on_roll(work, roll_id, process.ENDING, request.facts)
    if request.ground == DEATH:
        refuse_if(_dead(work, case))
    row = support_of(work.session, case.id)
    row.ground, row.since, row.facts = request.ground, request.since, request.facts.strip()
    return case.id


def propose_ending(work: Work, case_id: str, opinion: EndingOpinion) -> str:
    """The town's opinion, which is hung up before anything is decided; returns its id (S3 art. 25, 26).

    Refused: after an objection nobody looked into it again.
    """
    case = begin(work, case_id, "propose_ending")
    problems = []
    if case.state == "objected" and not readiness.verified_again(work.session, case):
        text = "公示有异议，还没有重新调查。"
        problems.append(Problem("opinion.objection", text, "visit_home", "S3 第26条"))
    refuse_if(problems)
    entry, facts = open_entry(work.session, case), support_of(work.session, case.id)
    kept = assessing.of_entry(entry)
    words = f"经核实，{GROUNDS.title_of(facts.ground)}，不再符合救助供养条件，拟终止救助供养。"
    given = deciding.add_opinion(
        work,
        case,
        kept,
        agreed=True,
        text=opinion.text.strip() or words,
        result=STOP,
        stop_reason=facts.ground,
        facts=facts.facts,
        article=ARTICLE,
    )
    deciding.answer_objections(work, case, given.text)
    finish(case, "propose_ending")
    return given.id


def send_to_district(work: Work, case_id: str) -> str:
    """The case goes to the district; refused where the town decides itself. Returns the submission's id."""
    case = begin(work, case_id, "send_to_district")
    return deciding.submit(work, case, by_district=deciding.authority(work, case) == DISTRICT)


def record_district_answer(work: Work, case_id: str, answer: EndingAnswer) -> str | None:
    """What the district decided; returns the decision's id, None where nothing was ended."""
    case = begin(work, case_id, "record_district_answer")
    problems = deciding.answered_on_problems(work, case, answer.answered_on)
    problems += deciding.answer_problems(answer.answer, answer.document_number)
    if answer.answer != "confirm":
        problems += check_filled("text", answer.text, "理由")
    refuse_if(problems)
    deciding.note_answer(work, case, answer)
    if answer.answer == "return":
        finish(case, "record_district_answer", "verifying")
        return None
    if answer.answer == "refuse":
        case.ended_on, case.ended_reason = work.today, answer.text.strip()
        finish(case, "record_district_answer", "kept")
        return None
    row = _end(work, case, answer.answered_on, answer.text, ARTICLE)
    row.approver_id, row.approver_name = None, deciding.district_name(work, case)
    finish(case, "record_district_answer", "decided")
    return row.id


def decide_ending(work: Work, case_id: str, decision: EndingDecision) -> str:
    """End it from the month after the decision, after a death, whatever the ground, from the month after that (S3 art. 26).

    The roll is changed at once. Returns the decision's id. Refused: the district decides; no reason, no article.
    """
    case = begin(work, case_id, "decide_ending")
    problems = readiness.not_ours(deciding.authority(work, case))
    problems += check_filled("reason", decision.reason, "终止的理由", "S3 第26条")
    problems += check_filled("article", decision.article, "依据的条款", "S3 第26条")
    refuse_if(problems)
    row = _end(work, case, work.today, decision.reason, decision.article)
    finish(case, "decide_ending")
    return row.id


def keep_support(work: Work, case_id: str, reason: str) -> None:
    """Support goes on after all; refused without a reason."""
    case = begin(work, case_id, "keep_support")
    refuse_if(check_filled("reason", reason, "不予终止的理由"))
    case.ended_on, case.ended_reason = work.today, reason.strip()
    work.note(reason.strip())
    finish(case, "keep_support")


def propose_other_help(work: Work, case: Case) -> None:
    """Who is supported no more is looked at for the allowance, and for relief (S3 art. 27); part of telling them."""
    ground = support_of(work.session, case.id).ground
    if ground in (DEATH, PRISON):
        return
    note = f"终止特困供养（{GROUNDS.short_of(ground)}），请核查是否符合低保、临时救助条件"
    send_on(work, case, "allowance", note)


def _end(work: Work, case: Case, day: date, reason: str, article: str) -> Decision:
    entry, facts = open_entry(work.session, case), support_of(work.session, case.id)
    opinion = latest_opinion(work.session, case.id)
    assert opinion is not None
    first = ends_from(day, work.session.get_one(Person, case.applicant_id).died_on)
    row = deciding.add_decision(
        work,
        case,
        opinion,
        STOP,
        day,
        text=reason.strip(),
        reason=reason.strip(),
        facts=facts.facts,
        article=article.strip(),
        person_count=1,
        from_month=f"{first:%Y-%m}",
        certificate_number=entry.certificate_number,
        stop_reason=facts.ground,
    )
    last = first - timedelta(days=1)
    entry.to_month, entry.ended_reason = f"{add_months(first, -1):%Y-%m}", facts.ground
    cared = select(CareArrangement).where(
        CareArrangement.person_id == case.applicant_id, CareArrangement.to_on.is_(None)
    )
    for arrangement in work.session.scalars(cared):
        arrangement.to_on = max(last, arrangement.from_on)
    return row


def _dead(work: Work, case: Case) -> list[Problem]:
    if work.session.get_one(Person, case.applicant_id).died_on is not None:
        return []
    return [Problem("ending.alive", "此人没有登记死亡，请先在人员页登记死亡。", "ground", "S3 第24条")]
