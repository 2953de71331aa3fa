"""What the case page reads in the background, and which steps it offers of what it read."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zqdesk.office.across import history
from zqdesk.office.across.dossier import Dossier, of_case
from zqdesk.office.across.history import HistoryLine
from zqdesk.office.allowance.next_step import NextStep, Progress, next_step
from zqdesk.office.cases.limits import DISTRICT
from zqdesk.office.relief.file import ReliefFile
from zqdesk.records.parameters import calendar
from zqdesk.records.register import CHINA, Actor
from zqdesk.rules.calendar import WorkCalendar
from zqdesk.rules.process import Due, Step, Unit, steps_from
from zqdesk.ui.pages.steps import EDITING

ON_THE_SPOT = frozenset({"agree_help", "approve_relief"})
"""Steps that an approver may sign at the desk of whoever is signed in."""
_BY_TOWN = frozenset({"confirm", "refuse"})
_BY_DISTRICT = frozenset({"send_to_district"})


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case as the page shows it."""

    dossier: Dossier
    history: tuple[HistoryLine, ...]
    calendar: WorkCalendar


@dataclass(frozen=True, slots=True)
class Offered:
    """The step the desk proposes to this person (None: it is somebody else's turn), the others, and the words
    of what comes next whoever does it.
    """

    main: Step | None
    others: tuple[Step, ...]
    editable: bool
    next: NextStep | None


def view(session: Any, case_id: str, today: date) -> CaseView:
    return CaseView(
        of_case(session, case_id, today), history.of_subjects(session, [case_id]), calendar(session)
    )


def offered(dossier: Dossier, actor: Actor) -> Offered:
    """The steps of the process table this person may take now, by who decides in this case."""
    case, process = dossier.case, dossier.process
    steps = [
        step for step in steps_from(process, case.state, actor.roles) if step.act not in _closed_to(dossier)
    ]
    editable = any(step.act in EDITING for step in steps)
    steps = [step for step in steps if step.act not in EDITING]
    if process.state(case.state).closed:
        return Offered(None, tuple(steps), editable, None)
    following = next_step(case.kind, case.state, progress(dossier), dossier.today)
    main = next((step for step in steps if step.act == following.act), None)
    if main is None and following.act in ON_THE_SPOT:
        main = process.step(following.act)
    return Offered(main, tuple(step for step in steps if step is not main), editable, following)


def _closed_to(dossier: Dossier) -> frozenset[str]:
    if dossier.relief is not None:
        return _closed_to_relief(dossier, dossier.relief)
    if dossier.case.kind != "application":
        return frozenset()
    closed = set(_BY_TOWN if dossier.wording.authority == DISTRICT else _BY_DISTRICT)
    if not dossier.case.relative_name:
        closed.add("record_district_visit")
    if dossier.case.extension_kind:
        closed.add("extend_limit")
    return frozenset(closed)


def _closed_to_relief(dossier: Dossier, file: ReliefFile) -> frozenset[str]:
    """The district decides above the ceiling, the town up to it; nothing is left to pay of a paid grant."""
    closed = {"approve_relief"} if file.by_district else {"send_to_district"}
    if dossier.case.extension_kind:
        closed.add("extend_limit")
    if file.unpaid_fen == 0:
        closed.add("disburse")
    return frozenset(closed)


def progress(dossier: Dossier) -> Progress:
    """What has happened, as far as the next step depends on it."""
    checks, notices = dossier.cross_checks, dossier.notices
    objected = dossier.objections[-1].raised_on if dossier.objections else None
    looked = [visit.visited_on for visit in dossier.visits] + [each.held_on for each in dossier.appraisals]
    return Progress(
        check_requested=bool(checks),
        check_pending=any(check.returned_on is None for check in checks),
        visited=bool(dossier.visits),
        verified_again=objected is None or any(day >= objected for day in looked),
        notice_to_on=notices[-1].to_on if notices else None,
        agreed=dossier.opinions[-1].agreed if dossier.opinions else True,
        authority=dossier.wording.authority,
        district_visit_missing=bool(dossier.case.relative_name) and dossier.case.relative_visited_on is None,
    )


def hours_words(due: Due, at: datetime, today: date) -> tuple[str, str]:
    """The same about a clock that runs by the hour: its very minute counts."""
    end = at.astimezone(CHINA)
    when = f"{end.month}月{end.day}日 {end:%H:%M} 前"
    if end.date() < today:
        return "bad", f"{due.clock.title}已逾期，应在 {when}发放"
    return ("bad" if end.date() == today else "warn"), f"{due.clock.title}须在 {when}发放"


def due_words(due: Due, today: date, working_days: WorkCalendar) -> tuple[str, str]:
    """The kind of chip and the sentence about a running clock."""
    working = due.clock.unit is Unit.WORKING
    left = working_days.working_days_left(today, due.on) if working else (due.on - today).days
    unit = "个工作日" if working else "天"
    day = f"{due.on.month}月{due.on.day}日"
    unsure = "（放假安排未公布，暂定）" if due.provisional else ""
    if due.clock.id == "notice" and left <= 0:
        return ("warn", "公示今日 24 时期满") if left == 0 else ("good", f"公示已于 {day} 期满")
    if left < 0:
        return "bad", f"{due.clock.title}已逾期 {-left} {unit}，应于 {day} 前办{unsure}"
    if left == 0:
        return "bad", f"{due.clock.title}今天到期{unsure}"
    return ("warn" if left <= 3 else "good"), f"距{due.clock.title}还有 {left} {unit}（{day}）{unsure}"
