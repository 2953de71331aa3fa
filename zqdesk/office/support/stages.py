"""The circles of the stepper of a case of 特困: what is done, where it stands, what is to come."""

from collections.abc import Sequence
from datetime import date

from zqdesk.office.cases.looks.dossier import Stage
from zqdesk.office.cases.looks.happened import Happened
from zqdesk.office.cases.programme import Reading
from zqdesk.office.support.file import SupportFile
from zqdesk.records.tables.case import Case
from zqdesk.rules.process import Due
from zqdesk.rules.support.self_care import SHORT

_UNDONE = ("withdrawn", "ended")


def stages_of(reading: Reading) -> tuple[Stage, ...]:
    """One stage per circle; `done`, `now` or `todo`, and the day under it."""
    process, case, happened = reading.process, reading.case, reading.happened
    file = reading.own
    assert isinstance(file, SupportFile)
    ids = [stage.id for stage in process.stages]
    here = ids.index(process.state(case.state).stage)
    done, notes = _done(case, happened, file), _notes(case, happened, file, reading.dues)
    found = []
    for place, stage in enumerate(process.stages):
        over = done[stage.id] and (place < here or case.ended_on is not None)
        state = "done" if over else "todo"
        if place == here and not over and case.state not in _UNDONE:
            state = "now"
        found.append(Stage(stage.id, stage.title, state, notes[stage.id]))
    return tuple(found)


def _done(case: Case, happened: Happened, file: SupportFile) -> dict[str, bool]:
    refused = bool(happened.opinions) and not happened.opinions[-1].agreed
    return {
        "acceptance": case.accepted_on is not None,
        "verification": (bool(happened.visits) and file.here is not None)
        or (bool(case.change_kind or file.facts.ground) and bool(happened.opinions)),
        "opinion": bool(happened.opinions),
        "public_notice": bool(happened.notices) or refused,
        "confirmation": bool(happened.decisions),
        "decision": bool(happened.decisions) or case.state == "kept",
        "notification": bool(happened.deliveries) or case.ended_on is not None,
        "payment": bool(happened.deliveries),
    }


def _notes(case: Case, happened: Happened, file: SupportFile, dues: Sequence[Due]) -> dict[str, str]:
    hung = happened.notices[-1] if happened.notices else None
    decision = happened.decisions[-1] if happened.decisions else None
    due = next((each for each in dues if each.clock.id == "decide"), None)
    limit = f"应于 {_day(due.on)} 前{'（暂定）' if due.provisional else ''}" if due else ""
    assessed = f"{_day(file.here.assessed_on)} {SHORT[file.here.level]}" if file.here else ""
    ended = f"{_day(case.ended_on)} 结束" if case.state in _UNDONE else ""
    return {
        "acceptance": ended or _day(case.accepted_on or case.applied_on),
        "verification": assessed or _last([visit.visited_on for visit in happened.visits]),
        "opinion": _last([opinion.given_on for opinion in happened.opinions]),
        "public_notice": f"{_day(hung.posted_on)} 至 {_day(hung.to_on)}" if hung else "",
        "confirmation": f"{_day(decision.decided_on)}" if decision else limit,
        "decision": f"{_day(decision.decided_on)}" if decision else limit,
        "notification": _last([each.delivered_on for each in happened.deliveries]),
        "payment": f"{decision.from_month} 起" if decision and decision.from_month else "",
    }


def _last(days: Sequence[date]) -> str:
    return _day(days[-1]) if days else ""


def _day(day: date | None) -> str:
    return f"{day:%m-%d}" if day else ""
