"""The forms of deciding that every programme fills with its own acts and words: grounds, the district's part."""

from collections.abc import Callable, Mapping
from typing import Any

from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.acts.confirming import Confirmation, DistrictAnswer, OpinionEntry
from zqdesk.office.cases.acts.deciding import Refusal
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.form import Field, StepForm, at_once
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit
from zqdesk.ui.widgets.fields.yes_no import YesNo


def once_complete(act: Callable[..., object], dossier: Dossier, *, then: str, submit: str) -> StepForm:
    """A step that waits until nothing is missing: what still is, else what follows from the step."""
    lacking = "；".join(problem.text for problem in dossier.missing)
    return at_once(act, f"还缺：{lacking}。" if lacking else then, submit)


def sending(act: Callable[..., object], explain: str) -> StepForm:
    """The case goes up to the district."""
    return at_once(act, explain, "报区民政局")


def opining_application(
    act: Callable[..., object], dossier: Dossier, *, agree: str, system: str, amount: str
) -> StepForm:
    """The town's opinion of an application, at first what the calculation says."""
    proposed = OpinionEntry(dossier.calculation.eligible)
    return opining(act, proposed, agree=agree, system=system, explain=amount)


def confirming_application(act: Callable[..., object], dossier: Dossier, amount: str, then: str) -> StepForm:
    """Confirmed in the name of the body that decides; `then` says what follows."""
    explain = f"{amount}以{dossier.wording.deciding_body}名义确认，{then}"
    return confirming(act, Confirmation(), explain=explain)


def opining(act: Callable[..., object], proposed: Any, *, agree: str, system: str, explain: str) -> StepForm:
    """The town's opinion; `system` says what the program writes where nobody does."""
    hint = f"不同意的须写明事实和理由；同意的可不填，由系统{system}"
    fields = [
        ("agreed", "审核意见", YesNo(agree, "不同意"), 1),
        ("text", "意见内容", LongTextEdit(hint), 3),
    ]
    then = "同意的进入公示；不同意的转为不予确认。"
    return StepForm(act, proposed, fields, explain=explain + then, submit="提出意见")


def confirming(act: Callable[..., object], proposed: Any, *, explain: str) -> StepForm:
    """What was proposed is granted; words may be added."""
    field = ("text", "确认意见（可不填）", LongTextEdit(), 3)
    return StepForm(act, proposed, [field], explain=explain, submit="确认")


def refusing(act: Callable[..., object], dossier: Dossier, *, example: str) -> StepForm:
    """Refused for what the calculation has against it, unless somebody knows better."""
    reasons = dossier.calculation.reasons
    facts, article = "；".join(each.text for each in reasons), next((each.source for each in reasons), "")
    return StepForm(
        act,
        Refusal(facts, article, ""),
        grounds(example),
        explain="不予确认的，须在 3 个工作日内书面告知申请人事实、依据、理由和救济途径。",
        submit="不予确认",
        danger=True,
    )


ANSWERS = {"confirm": "同意确认", "refuse": "不予确认", "return": "退回重新调查"}


def answering_application(act: Callable[..., object], desk: Desk) -> StepForm:
    """What the district said of an application for what is paid month by month."""
    asked: list[Field] = [
        ("facts", "认定的事实（不予确认时）", TextEdit(), 2),
        ("article", "依据的条款", TextEdit(), 1),
    ]
    return answering(act, DistrictAnswer(desk.today(), ""), desk, ANSWERS, *asked)


def sending_application(act: Callable[..., object], dossier: Dossier, amount: str) -> StepForm:
    """The whole application goes to the district, with what it amounts to."""
    return sending(act, f"{amount}将全部材料报{dossier.hall.district_name}民政局确认。")


def answering(
    act: Callable[..., object], proposed: Any, desk: Desk, answers: Mapping[str, str], *more: Field
) -> StepForm:
    """When the district answered, what, and under which number; then what this programme asks, and the words."""
    fields = [
        ("answered_on", "答复日期", DateEdit(desk.today), 1),
        ("answer", "区级答复", CodePicker(answers.items()), 1),
        ("document_number", "文号", TextEdit(), 1),
        *more,
        ("text", "答复内容、理由", LongTextEdit(), 3),
    ]
    return StepForm(act, proposed, fields, submit="登记答复")


def grounds(example: str = "") -> list[Field]:
    """Why something is refused: facts, article, reason."""
    return [
        ("facts", "认定的事实", LongTextEdit(), 3),
        ("article", "依据的条款", TextEdit(example), 2),
        ("reason", "理由", LongTextEdit(), 3),
    ]
