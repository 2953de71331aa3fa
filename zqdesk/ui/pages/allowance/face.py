"""低保 in the windows."""

from zqdesk.records.case import Case
from zqdesk.ui.desk.desk import Shell
from zqdesk.ui.pages.allowance import forms_application, forms_change, forms_decision
from zqdesk.ui.pages.cases.face import Face
from zqdesk.ui.pages.cases.steps import ending, notice, verification


def _edit(shell: Shell, case: Case) -> None:
    shell.open_intake(case.id)


ALLOWANCE = Face(
    forms={
        **forms_application.FORMS,
        **ending.FORMS,
        **verification.FORMS,
        **notice.FORMS,
        **forms_decision.FORMS,
        **forms_change.FORMS,
    },
    editors={"correct_application": _edit},
)
