"""What the case page reads in the background, and which steps it offers of what it read."""

from datetime import date, datetime
from typing import Any

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier, of_case
from zqdesk.office.across.history import lines as history
from zqdesk.office.across.history.lines import HistoryLine
from zqdesk.office.across.next_step import closed_of, next_of
from zqdesk.office.cases.looks.progress import NextStep
from zqdesk.records.parameters import calendar
from zqdesk.records.register import CHINA, Actor
from zqdesk.rules.calendar import WorkCalendar
from zqdesk.rules.process import Due, Step, Unit, steps_from
from zqdesk.ui.pages.programmes import FACES


@frozen
class CaseView:
    """One case as the page shows it."""

    dossier: Dossier
    history: tuple[HistoryLine, ...]
    calendar: WorkCalendar


@frozen
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
    closed, face = closed_of(dossier) | _running(dossier), FACES[case.programme]
    steps = [step for step in steps_from(process, case.state, actor.roles) if step.act not in closed]
    editable = any(step.act in face.editors for step in steps)
    steps = [step for step in steps if step.act not in face.editors]
    following = next_of(dossier)
    if following is None:
        return Offered(None, tuple(steps), editable, None)
    main = next((step for step in steps if step.act == following.act), None)
    if main is None and following.act in face.on_the_spot:
        main = process.step(following.act)
    return Offered(main, tuple(step for step in steps if step is not main), editable, following)


def _running(dossier: Dossier) -> frozenset[str]:
    """A notice cannot end before its last day is over, and what was never recorded cannot be taken back."""
    hangs = bool(dossier.notices) and dossier.today <= dossier.notices[-1].to_on
    recorded = {
        "close_notice": not hangs,
        "retract_visit": bool(dossier.visits),
        "retract_appraisal": bool(dossier.appraisals),
        "correct_delivery": bool(dossier.deliveries),
    }
    return frozenset(act for act, there in recorded.items() if not there)


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
