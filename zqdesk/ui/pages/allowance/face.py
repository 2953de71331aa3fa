"""低保 in the windows."""

from PySide6.QtWidgets import QWidget

from zqdesk.office.across.files import HouseholdFile
from zqdesk.office.allowance.reviewing import reviews
from zqdesk.office.cases.looks.work import WorkRow
from zqdesk.records.tables.case import Case
from zqdesk.rules.programmes import OPEN_STATES
from zqdesk.ui.desk import messages
from zqdesk.ui.desk.desk import Desk, Shell
from zqdesk.ui.pages.allowance import forms_application, forms_change, forms_decision, forms_roll
from zqdesk.ui.pages.allowance.case_list import CasesPage
from zqdesk.ui.pages.allowance.intake import AllowanceIntakePage
from zqdesk.ui.pages.allowance.roll import RollPage
from zqdesk.ui.pages.cases.face import Application, Beginning, Face
from zqdesk.ui.pages.cases.steps import complaint, ending, notice, verification


def _edit(shell: Shell, case: Case) -> None:
    shell.open_entry(NEW, case.id)


def _why_not(file: HouseholdFile, on_roll: bool) -> str:
    """Why the household cannot apply anew now."""
    if on_roll:
        return "本户已在册，情况有变化的办理定期核查或待遇变更"
    open_ones = (case for case in file.cases if case.state in OPEN_STATES)
    running = next((case for case in open_ones if case.programme == "allowance"), None)
    if running is not None:
        return f"本户有在办的业务（{running.number or '未受理'}），请在那里继续办理"
    return ""


def _begin_review(desk: Desk, page: QWidget, row: WorkRow) -> None:
    text = f"{row.applicant} 户：{row.basis}。开始后会建立一件定期核查业务。"
    if messages.ask(page, "开始定期核查", text, yes="开始核查"):
        desk.do(reviews.start_review, row.roll_id, then=desk.shell.open_case)


NEW = "intake.new"
ALLOWANCE = Face(
    forms={
        **forms_application.FORMS,
        **ending.FORMS,
        **verification.FORMS,
        **notice.FORMS,
        **complaint.FORMS,
        **forms_decision.FORMS,
        **forms_change.FORMS,
    },
    editors={"correct_application": _edit},
    entries={NEW: AllowanceIntakePage},
    parkable=(AllowanceIntakePage.parkable,),
    rooms={"cases": CasesPage, "roll": RollPage},
    beginnings=(
        Beginning("定期核查", forms_roll.start_review, "S2 第31条"),
        Beginning("待遇变更", forms_roll.start_change, "S2 第32条"),
    ),
    application=Application(NEW, "以本户新申请", _why_not),
    begin={"start_review": _begin_review},
)
