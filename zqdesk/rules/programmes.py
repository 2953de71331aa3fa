"""The process tables of every programme; a new programme is one line here. The door: `table(programme, kind)`."""

from zqdesk.rules.allowance.change_process import CHANGE, REVIEW
from zqdesk.rules.allowance.process import APPLICATION
from zqdesk.rules.process import Process
from zqdesk.rules.relief.process import EMERGENCY, EXPENDITURE
from zqdesk.rules.support import process as support

_PROCESSES = (
    *(APPLICATION, REVIEW, CHANGE),
    *(EMERGENCY, EXPENDITURE),
    *(support.APPLICATION, support.REVIEW, support.ENDING),
)
_TABLES = {(process.programme, process.kind): process for process in _PROCESSES}
OPEN_STATES = frozenset(state for process in _PROCESSES for state in process.open_states())
"""States in which something is still to be done."""
DRAFTS = frozenset(state for process in _PROCESSES for state in process.drafts)
"""States before acceptance; no process has one of that name that means something else."""


def table(programme: str, kind: str) -> Process:
    """The process table of a programme's kind of case; an unknown pair is a bug of ours."""
    return _TABLES[programme, kind]


def tables() -> tuple[Process, ...]:
    return _PROCESSES
