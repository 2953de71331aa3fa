"""What each step of a case asks for. The door: `form_of(act, desk, dossier)`; `panel.StepPanel` shows it."""

from collections.abc import Callable

from zqdesk.office.across.dossier import Dossier
from zqdesk.ui.desk import Desk
from zqdesk.ui.pages.steps import application, change, decision, notice, relief, verification
from zqdesk.ui.pages.steps.form import StepForm

_FORMS: dict[str, Callable[[Desk, Dossier], StepForm]] = {
    **application.FORMS,
    **verification.FORMS,
    **notice.FORMS,
    **decision.FORMS,
    **change.FORMS,
    **relief.FORMS,
}
EDITING = frozenset({"correct_application", "correct_relief"})
"""Steps that have a page of their own: the entry windows."""
PAYING = "disburse"
"""The step that is done on the cashier's payment page."""


def form_of(act: str, desk: Desk, dossier: Dossier) -> StepForm:
    """The form of a step of the process tables; an unknown one is a bug of ours."""
    if dossier.relief is not None and act in relief.RELIEF_ONLY:
        return relief.RELIEF_ONLY[act](desk, dossier)
    return _FORMS[act](desk, dossier)


def acts() -> frozenset[str]:
    """The steps that have a form here."""
    return frozenset(_FORMS)
