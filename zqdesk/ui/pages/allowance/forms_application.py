"""The form of acceptance."""

from zqdesk.office.across.dossier import Dossier
from zqdesk.office.allowance.applying import intake
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.form import StepForm, at_once, by_act


def accept_application(_desk: Desk, _dossier: Dossier) -> StepForm:
    then = "材料齐全的，当场受理并编号；受理当天起计算办理时限。"
    return at_once(intake.accept_application, then, "受理")


FORMS = by_act(accept_application)
