"""低保 in the windows."""

from zqdesk.records.case import Case
from zqdesk.ui.desk import Shell
from zqdesk.ui.pages.face import Face
from zqdesk.ui.pages.steps import application, change, decision, ending, notice, verification


def _edit(shell: Shell, case: Case) -> None:
    shell.open_intake(case.id)


ALLOWANCE = Face(
    forms={
        **application.FORMS,
        **ending.FORMS,
        **verification.FORMS,
        **notice.FORMS,
        **decision.FORMS,
        **change.FORMS,
    },
    editors={"correct_application": _edit},
)
