"""What the steps of the procedure found, in the words of the forms: cross-check, visit, appraisal, notice."""

import re
from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.acts.verification import CHECK_RESULTS, VISIT_METHODS
from zqdesk.records.codes import table
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import Appraisal, HomeVisit, PublicNotice
from zqdesk.rules.parameters import chinese_day

_AREA = re.compile(r"^(\d+(?:[.．]\d+)?)\s*(?:平方米|平方|平米|平|㎡|m²|m2|M2)?(?=$|[，,、；;。\s])")


@frozen
class Step:
    """One stage of the procedure as a form tells it; `on` None: not done yet, the day is filled in by hand."""

    text: str
    on: date | None


def check_step(dossier: Dossier) -> Step:
    """The last cross-check: what was asked, and what came back."""
    if not dossier.cross_checks:
        return Step("", None)
    check = dossier.cross_checks[-1]
    asked = f"{chinese_day(check.requested_on)}提请核对"
    number = f"（{check.request_number}）" if check.request_number else ""
    if check.returned_on is None:
        return Step(f"{asked}{number}，尚未反馈。", None)
    result = CHECK_RESULTS.get(check.result, check.result)
    found = f"{asked}{number}，{chinese_day(check.returned_on)}反馈：{result}。{check.findings}"
    return Step(found, check.returned_on)


def visit_step(visit: HomeVisit | None) -> Step:
    """The last visit: how, who was there, the home, what neighbours say, what was found."""
    if visit is None:
        return Step("", None)
    present = (
        f"{visit.present_name}（{visit.present_relation}）" if visit.present_relation else visit.present_name
    )
    parts = (
        f"{VISIT_METHODS.get(visit.method, visit.method)}，在场家庭成员{present}" if present else "",
        housing_text(visit),
        visit.neighbours,
        visit.findings,
    )
    return Step("".join(_sentence(part) for part in parts), visit.visited_on)


def housing_text(visit: HomeVisit) -> str:
    """`住房：自建房，砖瓦结构，92平方米`."""
    structure = table("house_structure").title_of(visit.housing_structure)
    parts = (
        table("housing").title_of(visit.housing_kind),
        f"{structure}结构" if structure else "",
        area_text(visit.housing_area),
        visit.housing_condition,
    )
    said = "，".join(part for part in parts if part)
    return f"住房：{said}" if said else ""


def area_text(typed: str) -> str:
    """A housing area with its unit once: `68`, `68㎡` and `68平方米` are all 68平方米; `4间` stays as it is."""
    return _AREA.sub(r"\1平方米", typed.strip())


def appraisal_text(row: Appraisal) -> str:
    """`2026年11月28日评议，应到18人，实到16人，同意14票…`."""
    votes = f"同意{row.agree_count}，不同意{row.disagree_count}，弃权{row.abstain_count}"
    came = f"应到{row.due_count}人，实到{row.present_count}人"
    passed = "评议通过" if row.passed else "评议未通过"
    return f"{chinese_day(row.held_on)}评议，{came}，{votes}，{passed}（主持人{row.host}）"


def notice_step(notice: PublicNotice | None) -> Step:
    """Where and how long the notice hung."""
    if notice is None:
        return Step("", None)
    number = f"（{notice.number}）" if notice.number else ""
    days = f"{chinese_day(notice.from_on)}至{_short_day(notice.to_on, notice.from_on)}"
    by = f"，{notice.posted_by}张贴" if notice.posted_by else ""
    return Step(f"{days}，{notice.place}{number}{by}", notice.closed_on)


def _short_day(on: date, after: date) -> str:
    """Without the year where it is the same."""
    return chinese_day(on).partition("年")[2] if on.year == after.year else chinese_day(on)


def relative_text(case: Case) -> str | None:
    """Whose relative the applicant is (S2 art. 11); None where nobody is named, which is no answer yet."""
    if not case.relative_name:
        return None
    visited = case.relative_visited_on
    seen = f"，区级{chinese_day(visited)}入户" if visited else ""
    who = "，".join(part for part in (case.relative_post, case.relative_relation) if part)
    return f"{case.relative_name}（{who}）{seen}" if who else case.relative_name + seen


def _sentence(part: str) -> str:
    return part if not part or part.endswith(("。", "！", "；")) else f"{part}。"
