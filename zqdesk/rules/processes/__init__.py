"""The process tables, one readable module per programme. The door: `table(programme, kind)`."""

from zqdesk.rules.process import Process
from zqdesk.rules.processes import allowance, allowance_change, relief

_TABLES = {
    (process.programme, process.kind): process
    for process in (
        allowance.APPLICATION,
        allowance_change.REVIEW,
        allowance_change.CHANGE,
        relief.EMERGENCY,
        relief.EXPENDITURE,
    )
}


def table(programme: str, kind: str) -> Process:
    """The process table of a programme's kind of case; an unknown pair is a bug of ours."""
    return _TABLES[programme, kind]


def tables() -> tuple[Process, ...]:
    return tuple(_TABLES.values())
