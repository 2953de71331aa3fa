"""The next step of a case that is looked at, and the steps it has no use for, as its programme says."""

from zqdesk.office.cases.looks.dossier import Dossier
from zqdesk.office.cases.looks.progress import NextStep, of_dossier
from zqdesk.office.programmes import PROGRAMMES


def next_of(dossier: Dossier) -> NextStep | None:
    """What the case page proposes; None where nothing is left to do."""
    case = dossier.case
    if dossier.process.state(case.state).closed:
        return None
    return PROGRAMMES[case.programme].next_step(case.kind, case.state, of_dossier(dossier), dossier.today)


def closed_of(dossier: Dossier) -> frozenset[str]:
    """Steps of the table that are out of place now: those of its programme, and a limit made longer before."""
    closed = PROGRAMMES[dossier.case.programme].closed_steps(dossier)
    return closed | {"extend_limit"} if dossier.case.extension_kind else closed
