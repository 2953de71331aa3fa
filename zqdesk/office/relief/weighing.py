"""Likely doubles before somebody agrees: each is told apart by its own reason, and a reason opens no other.

The town's ceiling is the event's: what other cases of it were granted is counted with it.
"""

from collections.abc import Sequence
from dataclasses import replace

from zqdesk.frozen import frozen
from zqdesk.office.relief import earlier
from zqdesk.office.relief.earlier import EarlierRelief
from zqdesk.office.relief.entries import Verdict
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.relief import Judged, Relief
from zqdesk.rules.problem import Problem
from zqdesk.rules.relief.event import GROUNDS, OTHERS, VERDICTS

ONCE = "同一事由一年内一般只救助一次"
VERDICT, WHY = "verdict_", "why_"
"""Before the id of the other case, the fields in which its verdict and reason are asked."""


@frozen
class Weighed:
    """What stands beside a case with what is said of it now; `beside_fen` counts against the same ceiling."""

    found: tuple[EarlierRelief, ...]
    said: tuple[tuple[EarlierRelief, Verdict], ...]
    problems: tuple[Problem, ...]

    @property
    def beside_fen(self) -> int:
        return earlier.granted_beside(self.found)


def weigh(work: Work, case: Case, verdicts: Sequence[Verdict]) -> Weighed:
    """Every double with its verdict; the problems name those of which nothing is said."""
    given = {each.case_id: each for each in verdicts}
    found, said, problems = [], [], []
    for each in earlier.of_case(work.session, case, work.today):
        verdict = given.get(each.case_id)
        if verdict is not None and (verdict.reason.strip() or verdict.verdict):
            problems += _wrong(each, verdict)
            said.append((each, verdict))
            found.append(replace(each, verdict=verdict.verdict, reason=verdict.reason.strip()))
            continue
        if not each.verdict:
            problems.append(_asked(each))
        found.append(each)
    return Weighed(tuple(found), tuple(said), tuple(problems))


def keep(work: Work, case: Case, relief: Relief, weighed: Weighed) -> None:
    """What was said stays with the case, each on the grounds of today; papers print it in one sentence."""
    for each, verdict in weighed.said:
        row = Judged(
            case_id=case.id,
            other_id=each.case_id,
            grounds=list(each.grounds),
            verdict=verdict.verdict,
            reason=verdict.reason.strip(),
            judged_on=work.today,
            by_id=work.actor.id,
            by_name=work.actor.name,
        )
        work.session.add(row)
    told = [
        f"{each.number}，{VERDICTS[each.verdict].partition('（')[0]}，{each.reason}"
        for each in weighed.found
        if each.verdict
    ]
    relief.repeat_reason = "；".join(told)


def _asked(each: EarlierRelief) -> Problem:
    text = f"近期已有救助记录，请判断是否同一事件并写明理由：{each.sentence}"
    return Problem("relief.repeat", text, VERDICT + each.case_id, ONCE)


def _wrong(each: EarlierRelief, verdict: Verdict) -> list[Problem]:
    problems = []
    if verdict.verdict not in VERDICTS:
        problems.append(Problem("relief.verdict", f"请选择与{each.number}的关系", VERDICT + each.case_id))
    elif verdict.verdict == OTHERS and each.sure:
        why = "、".join(GROUNDS[ground] for ground in each.grounds)
        text = f"{each.number}与本案是{why}，不能认定为不是同一家庭；登记有误的，先更正"
        problems.append(Problem("relief.verdict", text, VERDICT + each.case_id))
    if not verdict.reason.strip():
        problems.append(Problem("relief.repeat", f"请写明理由：{each.sentence}", WHY + each.case_id, ONCE))
    return problems
