"""The forms with which a review or a change of a household on the roll begins."""

from zqdesk.office.allowance.reviewing import reviews
from zqdesk.office.allowance.reviewing.reviews import CHANGES, ChangeRequest
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.form import StepForm, at_once
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit


def start_review(_desk: Desk) -> StepForm:
    then = "开始定期核查：核对家庭人口、收入和财产，提出继续、增发、减发或停发的意见。"
    return at_once(reviews.start_review, then, "开始核查")


def start_change(_desk: Desk) -> StepForm:
    return StepForm(
        reviews.start_change,
        ChangeRequest("", ""),
        [
            ("kind", "变更种类", CodePicker(CHANGES.items()), 1),
            ("reason", "变更原因", LongTextEdit("家庭情况发生了什么变化"), 3),
        ],
        explain="家庭情况变化后重新核查；审批后自次月起执行，减发、停发须书面告知。",
        submit="开始变更",
    )
