"""What a review or a change of an allowance must satisfy (S2 art. 31-34)."""

import re
from dataclasses import replace
from datetime import date
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks import living, readiness
from zqdesk.office.cases.looks.dossier import Calculation
from zqdesk.office.hall.checks import check_choice, check_filled
from zqdesk.records import codes
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import CrossCheck, HomeVisit, Opinion, RollEntry
from zqdesk.rules.calendar import add_months, first_of_next_month
from zqdesk.rules.cases.household import HouseholdFacts
from zqdesk.rules.money import format_yuan
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.problem import Problem
from zqdesk.rules.programmes import table

RESULTS = {"keep": "继续", "raise": "增发", "cut": "减发", "stop": "停发"}
BY_FACTS = frozenset({"income", "property"})
"""Reasons for a stop that the calculation must bear out; the others rest on an event."""
EARNED = frozenset({"wages", "business"})
"""Classes of income that come of work."""
OF_MEMBERS = frozenset({"death", "prison"})
"""Reasons that concern single members: the household is stopped only where nobody eligible is left."""
EVIDENT = frozenset({"death", "own_wish", "moved", "prison"})
"""Reasons for a stop that need no visit and no cross-check."""
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


class Proposed(Protocol):
    """What is checked of `reviews.Proposal`."""

    @property
    def result(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def from_month(self) -> str: ...
    @property
    def stop_reason(self) -> str: ...
    @property
    def phase_out(self) -> bool: ...
    @property
    def facts(self) -> str: ...
    @property
    def article(self) -> str: ...


def of_start(session: Session, entry: RollEntry) -> list[Problem]:
    """Only households on the roll are reviewed, and only in one case at a time."""
    problems = []
    if entry.to_month:
        problems.append(Problem("roll.ended", f"该户保障到{entry.to_month}为止，不能再核查或变更。"))
    kinds = [table("allowance", kind) for kind in ("review", "change")]
    running = session.scalars(
        select(Case.number).where(
            Case.programme == entry.programme,
            Case.household_id == entry.household_id,
            Case.single_person_id.is_(entry.person_id),
            Case.kind.in_([kind.kind for kind in kinds]),
            Case.state.in_({state for kind in kinds for state in kind.open_states()}),
        )
    ).first()
    if running is not None:
        problems.append(Problem("review.open", f"该户已有正在办理的核查或变更（{running}）。"))
    return problems


def of_proposal(proposal: Proposed, entry: RollEntry, now: Calculation) -> list[Problem]:
    """Words that must be there, and whether the calculation bears the result out."""
    problems = check_choice("result", proposal.result, RESULTS, "核查结果")
    problems += check_filled("text", proposal.text, "核查意见")
    if proposal.result in ("cut", "stop"):
        problems += check_filled("facts", proposal.facts, "认定的事实", "S2 第32条")
        problems += check_filled("article", proposal.article, "依据的条款", "S2 第32条")
    if proposal.result == "stop":
        problems += check_choice("stop_reason", proposal.stop_reason, codes.table("stop_reason"), "停发原因")
        return problems + _unjustified_stop(proposal, now)
    if proposal.stop_reason or proposal.phase_out:
        text = "停发原因和渐退期只用于停发。"
        problems.append(Problem("proposal.stop_only", text, "stop_reason"))
    if not now.eligible:
        text = "按现在的家庭情况测算不符合低保条件，应提出停发。"
        return [*problems, Problem("proposal.not_eligible", text, "result", "S2 第32条"), *now.reasons]
    before = entry.allowance_fen + entry.uplift_fen
    if proposal.result == "keep" and now.person_count != entry.person_count and now.total_fen != before:
        text = (
            f"保障人口由{entry.person_count}人变为{now.person_count}人，测算为{format_yuan(now.total_fen)}元，"
            "不是没有明显变化，应提出增发或减发。"
        )
        problems.append(Problem("proposal.people", text, "result", "S2 第32条"))
    return problems + _wrong_direction(proposal.result, before, now.total_fen)


def of_phase_out(proposal: Proposed, facts: HouseholdFacts) -> list[Problem]:
    """A phase-out is for families in which somebody found work (S2 art. 33)."""
    keys = {member.key for member in facts.applicants()}
    earned = any(
        income.member in keys and income.amount_fen > 0 and income.kind.partition(".")[0] in EARNED
        for income in facts.incomes
    )
    if not proposal.phase_out or earned or any(member.employed for member in facts.applicants()):
        return []
    text = "没有登记成员就业（从业状况，或工资、经营收入），渐退期只适用于就业后收入超过标准的家庭。"
    return [Problem("phase_out.no_work", text, "phase_out", "S2 第33条")]


def of_decision(
    opinion: Opinion, entry: RollEntry, now: Calculation, today: date, parameters: Parameters
) -> list[Problem]:
    """What was proposed is asked again before it has an effect: a death, another standard, a month gone by."""
    if opinion.result in ("raise", "cut"):
        return readiness.same_amount(opinion, now)
    problems = of_proposal(opinion, entry, now)
    if opinion.phase_out:
        problems += of_month(opinion, today, parameters)
    return [replace(each, field="return_change") for each in problems]


def of_verification(session: Session, case: Case, stop_reason: str) -> list[Problem]:
    """A review rests on a visit or a returned cross-check, unless the reason speaks for itself."""
    checks = session.scalars(select(CrossCheck).where(CrossCheck.case_id == case.id)).all()
    if any(check.returned_on is None for check in checks):
        text = "信息核对结果还没有返回。"
        return [Problem("proposal.cross_check_pending", text, "record_cross_check", "S2 第31条")]
    if readiness.untold(session, case) is not None and stop_reason not in EVIDENT:
        text = "核对结果对家庭不利，还没有登记告知。"
        return [Problem("proposal.cross_check_untold", text, "tell_cross_check", "S2 第18条")]
    visited = session.scalars(select(HomeVisit.id).where(HomeVisit.case_id == case.id)).first()
    if checks or visited or stop_reason in EVIDENT:
        return []
    text = "还没有登记信息核对或入户调查。"
    return [Problem("proposal.verification", text, "visit_home", "S2 第31条")]


def of_names(session: Session, case: Case, result: str) -> list[Problem]:
    """Nothing is proposed or decided in the name of the dead, or paid to them."""
    paid = [] if result == "stop" else living.account(session, case)
    return living.head_and_applicant(session, case) + paid


def of_month(proposal: Proposed, today: date, parameters: Parameters) -> list[Problem]:
    """Changes take effect the month after at the earliest; a phase-out ends within its months (S2 art. 33)."""
    following = first_of_next_month(today)
    month = proposal.from_month.strip()
    if not month:
        if not proposal.phase_out:
            return []
        return [Problem("from_month.empty", "请填写渐退期满停发的月份。", "from_month", "S2 第33条")]
    if not _MONTH.fullmatch(month):
        return [Problem("from_month.form", "月份应写成2026-12的样子。", "from_month")]
    first = f"{add_months(following, 1) if proposal.phase_out else following:%Y-%m}"
    if month < first:
        text = f"最早从{first}起执行。"
        return [Problem("from_month.early", text, "from_month", "S2 第32条")]
    longest = parameters.number("phase_out.months") if proposal.phase_out else 0
    last = f"{add_months(following, longest):%Y-%m}"
    if month > last:
        text = f"渐退期最长{longest}个月，最迟从{last}起停发。" if longest else f"应从{last}起执行。"
        return [Problem("from_month.late", text, "from_month", "S2 第33条")]
    return []


def month_before(month: str) -> str:
    """`2026-12` for `2027-01`."""
    return f"{add_months(date.fromisoformat(f'{month}-01'), -1):%Y-%m}"


def _unjustified_stop(proposal: Proposed, now: Calculation) -> list[Problem]:
    problems = []
    if proposal.stop_reason == "refused_work" and now.eligible:
        text = (
            "连续多次拒绝就业的，只减发或停发本人的份额，不停发全户：请先登记每次介绍就业的情况，"
            "测算会减去本人的份额，再提出减发。"
        )
        problems.append(Problem("proposal.share_only", text, "stop_reason", "S2 第34条"))
    if proposal.stop_reason in BY_FACTS and now.eligible:
        text = "按现在的家庭情况测算仍符合低保条件，不能以收入或财产为由停发。"
        problems.append(Problem("proposal.eligible", text, "stop_reason", "S2 第32条"))
    if proposal.stop_reason in OF_MEMBERS and now.eligible:
        text = "其余成员仍符合低保条件，不能停发全户；请先更新家庭情况，按测算提出减发（增发）。"
        problems.append(Problem("proposal.others_eligible", text, "stop_reason", "S2 第32条"))
    if proposal.phase_out and proposal.stop_reason != "income":
        text = "渐退期只适用于就业后收入超过标准的家庭。"
        problems.append(Problem("phase_out.reason", text, "phase_out", "S2 第33条"))
    return problems


def _wrong_direction(result: str, before_fen: int, now_fen: int) -> list[Problem]:
    fits = {"raise": now_fen > before_fen, "cut": now_fen < before_fen}
    if fits.get(result, True):
        return []
    text = f"现发{format_yuan(before_fen)}元，重新测算为{format_yuan(now_fen)}元，不能提出{RESULTS[result]}。"
    return [Problem("proposal.direction", text, "result", "S2 第32条")]
