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
    """Steps of the table that are out of place now: those of its programme, and those whose matter is not there."""
    here = {
        "extend_limit": not dossier.case.extension_kind,
        "start_cross_check": any(
            not check.returned_on and not check.begun_on for check in dossier.cross_checks
        ),
        "tell_cross_check": of_dossier(dossier).check_untold,
        "answer_complaint": any(complaint.answered_on is None for complaint in dossier.complaints),
    }
    gone = {step for step, wanted in here.items() if not wanted}
    return PROGRAMMES[dossier.case.programme].closed_steps(dossier) | gone
