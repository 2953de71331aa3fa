"""The forms of the public notice: posting, objection, closing."""

from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.acts import notices
from zqdesk.office.cases.acts.notices import ObjectionRecord, Posting
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.form import StepForm, at_once, because, by_act
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.id_edit import PhoneEdit
from zqdesk.ui.widgets.fields.name_edit import NameEdit
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit


def post_notice(desk: Desk, dossier: Dossier) -> StepForm:
    days = dossier.wording.notice_days
    return StepForm(
        notices.post_notice,
        Posting(f"{dossier.household.village_name}村务公开栏", desk.today(), desk.actor.name),
        [
            ("place", "张贴地点", TextEdit(), 1),
            ("posted_on", "张贴日期", DateEdit(desk.today), 1),
            ("posted_by", "张贴人", NameEdit(), 1),
        ],
        explain=f"公示 {days} 天，从张贴次日起算。公示单用 Ctrl+P 打印；张贴照片从“附件”添加。",
        submit="登记公示",
    )


def record_objection(desk: Desk, _dossier: Dossier) -> StepForm:
    return StepForm(
        notices.record_objection,
        ObjectionRecord(desk.today(), "", "", ""),
        [
            ("raised_on", "提出日期", DateEdit(desk.today), 1),
            ("name", "提出人（可不填）", NameEdit(), 1),
            ("phone", "联系电话（可不填）", PhoneEdit(), 1),
            ("content", "异议内容", LongTextEdit(), 3),
        ],
        explain="有异议的，公示中止，须重新调查核实或组织民主评议，再次提出审核意见并重新公示。",
        submit="登记异议",
    )


def retract_objection(_desk: Desk, _dossier: Dossier) -> StepForm:
    then = "只用于登错了的异议（例如登到别家）：公示接着进行，这条异议不再算数，但留在办理记录里。"
    return because(notices.retract_objection, "撤销的原因", then=then, submit="撤销异议")


def close_notice(_desk: Desk, dossier: Dossier) -> StepForm:
    last = dossier.notices[-1] if dossier.notices else None
    until = f"公示至 {last.to_on.isoformat()} 24 时。" if last else ""
    return at_once(notices.close_notice, f"{until}期满无异议的，转入确认。", "公示期满无异议")


FORMS = by_act(post_notice, record_objection, retract_objection, close_notice)
