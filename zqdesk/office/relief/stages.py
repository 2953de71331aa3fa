"""The circles of a relief case's stepper: what stands, what is to come, and when."""

from collections.abc import Sequence
from datetime import date

from zqdesk.office.cases.looks.dossier import Stage
from zqdesk.office.cases.looks.happened import Happened
from zqdesk.office.cases.programme import Reading
from zqdesk.office.relief.file import ReliefFile, read_of
from zqdesk.records.register import CHINA
from zqdesk.records.tables.case import Case

_UNDONE = ("withdrawn", "ended")


def stages_of(reading: Reading) -> tuple[Stage, ...]:
    """One stage per circle; `done`, `now` or `todo`, and the day under it."""
    process, case, happened = reading.process, reading.case, reading.happened
    file = read_of(reading)
    ids = [stage.id for stage in process.stages]
    here = ids.index(process.state(case.state).stage)
    done, notes = _done(case, happened, file), _notes(case, happened, file)
    found = []
    for place, stage in enumerate(process.stages):
        is_done = done[stage.id]
        state = "done" if is_done else "todo"
        if place == here and not (is_done and case.ended_on is not None) and case.state not in _UNDONE:
            state = "now"
        found.append(Stage(stage.id, stage.title, state, notes[stage.id]))
    return tuple(found)


def _done(case: Case, happened: Happened, file: ReliefFile) -> dict[str, bool]:
    decided = bool(happened.decisions)
    refused = decided and happened.decisions[-1].result == "refuse"
    return {
        "help": bool(file.payments) and file.paid_fen > 0,
        "papers": file.facts.papers_ready_on is not None,
        "acceptance": case.accepted_on is not None,
        "verification": bool(happened.visits) and bool(happened.opinions),
        "opinion": bool(happened.opinions),
        "public_notice": bool(happened.notices),
        "approval": decided,
        "payment": decided and not refused and file.unpaid_fen == 0 and case.ended_on is not None,
    }


def _notes(case: Case, happened: Happened, file: ReliefFile) -> dict[str, str]:
    due = file.help_due_at.astimezone(CHINA)
    helped = _day(file.first_paid_on) or (
        f"{due:%m-%d %H:%M} 前" if case.state in ("reported", "agreed") else ""
    )
    last = happened.notices[-1] if happened.notices else None
    return {
        "help": helped,
        "papers": _day(file.facts.papers_ready_on),
        "acceptance": _day(case.accepted_on or case.applied_on),
        "verification": _last([visit.visited_on for visit in happened.visits]),
        "opinion": _last([opinion.given_on for opinion in happened.opinions]),
        "public_notice": f"{_day(last.posted_on)} 至 {_day(last.to_on)}" if last else "",
        "approval": _last([decision.decided_on for decision in happened.decisions]),
        "payment": _day(case.ended_on),
    }


def _last(days: Sequence[date]) -> str:
    return _day(days[-1]) if days else ""


def _day(day: date | None) -> str:
    return f"{day:%m-%d}" if day else ""
