"""The forms of a complaint about an application: what came in, and what was found and answered."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.acts import complaints
from zqdesk.office.cases.acts.complaints import ComplaintRecord
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.form import StepForm, by_act
from zqdesk.ui.widgets.fields.code_picker import picker
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.id_edit import PhoneEdit
from zqdesk.ui.widgets.fields.name_edit import NameEdit
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit


@frozen
class _Answer:
    answered_on: date
    answer: str = ""


def record_complaint(desk: Desk, _dossier: Dossier) -> StepForm:
    return StepForm(
        complaints.record_complaint,
        ComplaintRecord(desk.today(), "", ""),
        [
            ("received_on", "收到日期", DateEdit(desk.today), 1),
            ("way", "渠道", picker("complaint_way"), 1),
            ("name", "反映人（匿名可不填）", NameEdit(), 1),
            ("phone", "联系电话（可不填）", PhoneEdit(), 1),
            ("content", "反映的内容", LongTextEdit(), 3),
        ],
        explain="审核确认阶段接到投诉举报的，区民政局应当入户调查；入户并登记查证情况后才能确认。",
        submit="登记投诉举报",
    )


def answer_complaint(desk: Desk, dossier: Dossier) -> StepForm:
    waiting = next((each for each in dossier.complaints if each.answered_on is None), None)
    about = f"反映的内容：{waiting.content}" if waiting else ""
    return StepForm(
        complaints.answer_complaint,
        _Answer(desk.today()),
        [
            ("answered_on", "答复日期", DateEdit(desk.today), 1),
            ("answer", "查证情况和答复", LongTextEdit("查到什么、怎样处理；匿名的写“匿名，无法答复”"), 3),
        ],
        lambda record: (record.answered_on, record.answer),
        explain=about,
        submit="登记答复",
    )


FORMS = by_act(record_complaint, answer_complaint)
