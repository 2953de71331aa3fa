"""临时救助 in the windows."""

from zqdesk.records.case import Case
from zqdesk.rules.relief.amount import EMERGENCY
from zqdesk.ui.desk import Shell
from zqdesk.ui.pages.face import Face
from zqdesk.ui.pages.relief_card import ReliefCard
from zqdesk.ui.pages.steps import ending, notice, relief, verification


def _edit(shell: Shell, case: Case) -> None:
    if case.kind == EMERGENCY:
        shell.open_emergency(case.id)
    else:
        shell.open_relief_intake(case.id)


def _pay(shell: Shell, case: Case) -> None:
    shell.open_payment(case.id)


RELIEF = Face(
    forms={**ending.FORMS, **verification.FORMS, **notice.FORMS, **relief.FORMS},
    editors={"correct_relief": _edit},
    pages={"disburse": _pay},
    card=ReliefCard,
)
