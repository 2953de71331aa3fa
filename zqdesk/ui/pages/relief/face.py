"""临时救助 in the windows."""

from zqdesk.records.case import Case
from zqdesk.rules.relief.amount import EMERGENCY
from zqdesk.ui.desk.desk import Shell
from zqdesk.ui.pages.cases.face import Face
from zqdesk.ui.pages.cases.steps import ending, notice, verification
from zqdesk.ui.pages.relief import forms
from zqdesk.ui.pages.relief.card import ReliefCard


def _edit(shell: Shell, case: Case) -> None:
    if case.kind == EMERGENCY:
        shell.open_emergency(case.id)
    else:
        shell.open_relief_intake(case.id)


def _pay(shell: Shell, case: Case) -> None:
    shell.open_payment(case.id)


RELIEF = Face(
    forms={**ending.FORMS, **verification.FORMS, **notice.FORMS, **forms.FORMS},
    editors={"correct_relief": _edit},
    pages={"disburse": _pay},
    card=ReliefCard,
)
