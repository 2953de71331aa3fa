"""The circles of an allowance case: what is done, where it stands, what is to come, and when."""

from collections.abc import Sequence
from datetime import date

from zqdesk.office.cases.looks.dossier import Stage
from zqdesk.office.cases.looks.happened import Happened
from zqdesk.office.cases.programme import Reading
from zqdesk.records.tables.case import Case
from zqdesk.rules.calendar import first_of_next_month
from zqdesk.rules.process import Due

_UNDECIDED_END = ("withdrawn", "ended")


def stages_of(reading: Reading) -> tuple[Stage, ...]:
    """One stage per circle of the process; the note is the day, the limit, or what stands in the way."""
    process, case, happened = reading.process, reading.case, reading.happened
    ids = [stage.id for stage in process.stages]
    here = ids.index(process.state(case.state).stage)
    notes = _notes(case, happened, reading.dues, reading.today)
    return tuple(
        Stage(stage.id, stage.title, _state(case, happened, stage.id, place, here), notes.get(stage.id, ""))
        for place, stage in enumerate(process.stages)
    )


def _state(case: Case, happened: Happened, stage: str, place: int, here: int) -> str:
    done = _finished(case, happened, stage)
    if case.state in _UNDECIDED_END:
        return "done" if done else "todo"
    if place == here:
        return "done" if done and case.ended_on is not None else "now"
    if place < here:
        return "done" if done else "now"
    return "todo"


def _finished(case: Case, happened: Happened, stage: str) -> bool:
    """Whether what the stage stands for has happened; verification runs side by side, so it is asked."""
    checks, over = happened.cross_checks, case.ended_on is not None
    done = {
        "acceptance": case.accepted_on is not None,
        "cross_check": bool(checks) and all(check.returned_on is not None for check in checks),
        "home_visit": bool(happened.visits),
        "opinion": bool(happened.opinions),
        "public_notice": bool(happened.notices) or _refused(happened),
        "confirmation": bool(happened.decisions),
        "payment": bool(happened.deliveries),
        "verification": bool(happened.opinions) or over,
        "decision": bool(happened.decisions),
        "notification": over,
    }
    return done[stage]


def _refused(happened: Happened) -> bool:
    """An unfavourable opinion is not hung up."""
    return bool(happened.opinions) and not happened.opinions[-1].agreed


def _notes(case: Case, happened: Happened, dues: Sequence[Due], today: date) -> dict[str, str]:
    notes = {
        "acceptance": _end_note(case) or _day(case.accepted_on or case.applied_on),
        "cross_check": _check_note(happened),
        "home_visit": _last_day([visit.visited_on for visit in happened.visits]),
        "opinion": _last_day([opinion.given_on for opinion in happened.opinions]),
        "public_notice": _notice_note(case, happened),
        "confirmation": _decision_note(happened, dues),
        "payment": _payment_note(case, happened, today),
        "verification": _day(case.started_on),
        "decision": _last_day([decision.decided_on for decision in happened.decisions]),
        "notification": _last_day([delivery.delivered_on for delivery in happened.deliveries]),
    }
    return {stage: note for stage, note in notes.items() if note}


def _end_note(case: Case) -> str:
    if case.state not in _UNDECIDED_END or case.ended_on is None:
        return ""
    return f"{_day(case.ended_on)} {'撤回' if case.state == 'withdrawn' else '终止'}"


def _check_note(happened: Happened) -> str:
    if not happened.cross_checks:
        return ""
    last = happened.cross_checks[-1]
    return _day(last.returned_on) if last.returned_on else f"{_day(last.requested_on)} 提请"


def _notice_note(case: Case, happened: Happened) -> str:
    if case.state == "objected" and happened.objections:
        return f"{_day(happened.objections[-1].raised_on)} 有异议"
    if not happened.notices:
        return "不公示" if _refused(happened) else ""
    last = happened.notices[-1]
    return f"{_day(last.posted_on)} 至 {_day(last.to_on)}"


def _decision_note(happened: Happened, dues: Sequence[Due]) -> str:
    if happened.decisions:
        decision = happened.decisions[-1]
        return f"{_day(decision.decided_on)}{' 不予确认' if decision.result == 'refuse' else ''}"
    due = next((due for due in dues if due.clock.id == "decide"), None)
    if due is not None:
        return f"应于 {_day(due.on)} 前{'（暂定）' if due.provisional else ''}"
    return ""


def _payment_note(case: Case, happened: Happened, today: date) -> str:
    if happened.decisions:
        month = happened.decisions[-1].from_month
        return f"{month} 起" if month else ""
    if case.accepted_on is None or case.ended_on is not None or _refused(happened):
        return ""
    return f"{first_of_next_month(today):%Y-%m} 起"


def _last_day(days: list[date]) -> str:
    return _day(days[-1]) if days else ""


def _day(day: date | None) -> str:
    return f"{day:%m-%d}" if day else ""
