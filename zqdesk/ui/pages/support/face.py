"""特困 in the windows."""

from zqdesk.office.across.files import HouseholdFile
from zqdesk.records.tables.case import Case
from zqdesk.ui.desk.desk import Shell
from zqdesk.ui.pages.cases.face import Application, Beginning, Face
from zqdesk.ui.pages.cases.steps import ending, notice, verification
from zqdesk.ui.pages.support import forms, forms_roll
from zqdesk.ui.pages.support.card import SupportCard
from zqdesk.ui.pages.support.case_list import SupportPage
from zqdesk.ui.pages.support.intake import SupportIntakePage


def _edit(shell: Shell, case: Case) -> None:
    shell.open_entry(NEW, case.id)


def _why_not(file: HouseholdFile, _on_roll: bool) -> str:
    """Why nobody of the household can apply now: another may, beside who is supported."""
    supported = {
        entry.person_id for entry in file.roll if entry.programme == "support" and not entry.to_month
    }
    left = [each for each in file.members if each.person.id not in supported]
    return "" if left or not file.members else "本户的人都已在特困供养"


NEW = "support.new"
SUPPORT = Face(
    forms={**ending.FORMS, **verification.FORMS, **notice.FORMS, **forms.FORMS, **forms_roll.FORMS},
    editors={"correct_support": _edit},
    card=SupportCard,
    entries={NEW: SupportIntakePage},
    parkable=(SupportIntakePage.parkable,),
    rooms={"support": SupportPage},
    beginnings=(
        Beginning("特困复核", forms_roll.start_support_review, "S3 第23条"),
        Beginning("终止特困", forms_roll.start_ending, "S3 第24条"),
    ),
    application=Application(NEW, "申请特困", _why_not),
)
