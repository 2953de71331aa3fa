"""临时救助 in the windows."""

from zqdesk.records.tables.case import Case
from zqdesk.rules.relief.amount import EMERGENCY
from zqdesk.ui.desk.desk import Desk, Shell
from zqdesk.ui.desk.page import Page
from zqdesk.ui.pages.cases.face import Face
from zqdesk.ui.pages.cases.steps import ending, notice, verification
from zqdesk.ui.pages.relief import forms
from zqdesk.ui.pages.relief.card import ReliefCard
from zqdesk.ui.pages.relief.case_list import ReliefPage
from zqdesk.ui.pages.relief.emergency import EMERGENCY_PARKED, EmergencyPage
from zqdesk.ui.pages.relief.intake import ReliefIntakePage
from zqdesk.ui.pages.relief.payment import PaymentPage


def _edit(shell: Shell, case: Case) -> None:
    if case.kind == EMERGENCY:
        shell.open_entry(HELP_FIRST, case.id)
    else:
        shell.open_entry(NEW, case.id)


def _pay(shell: Shell, case: Case) -> None:
    shell.open_payment(case.id)


def _emergency(desk: Desk, case_id: str | None, _household_id: str, parked: str | None) -> Page:
    return EmergencyPage(desk, case_id or "", parked)


HELP_FIRST, NEW = "emergency.new", "relief.new"
RELIEF = Face(
    forms={**ending.FORMS, **verification.FORMS, **notice.FORMS, **forms.FORMS},
    editors={"correct_relief": _edit},
    pages={"disburse": _pay},
    on_the_spot=frozenset({"agree_help", "approve_relief"}),
    card=ReliefCard,
    entries={HELP_FIRST: _emergency, NEW: ReliefIntakePage},
    parkable=(EMERGENCY_PARKED, ReliefIntakePage.parkable),
    rooms={"relief": ReliefPage},
    records={"payment": PaymentPage},
)
