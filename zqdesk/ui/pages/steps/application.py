"""The forms of the intake side: acceptance, the one supplement notice, withdrawal."""

from collections.abc import Callable
from dataclasses import dataclass

from zqdesk.office.across.dossier import Dossier
from zqdesk.office.allowance import intake
from zqdesk.office.allowance.intake import SupplementItem
from zqdesk.ui.desk import Desk
from zqdesk.ui.pages.steps.form import Nothing, Reason, StepForm, no_arguments, the_reason
from zqdesk.ui.widgets.name_edit import NameEdit
from zqdesk.ui.widgets.text_edit import LongTextEdit


@dataclass(frozen=True, slots=True)
class _Supplement:
    receiver: str = ""
    items: str = ""


def accept_application(_desk: Desk, _dossier: Dossier) -> StepForm:
    return StepForm(
        intake.accept_application,
        Nothing(),
        arguments=no_arguments,
        explain="材料齐全的，当场受理并编号；受理当天起计算办理时限。",
        submit="受理",
    )


def tell_supplement(_desk: Desk, dossier: Dossier) -> StepForm:
    missing = [material for material in dossier.materials if material.state == "missing"]
    codes = {material.title: material.code for material in missing}
    proposed = _Supplement(dossier.applicant.name, "\n".join(material.title for material in missing))

    def items(record: _Supplement) -> tuple[tuple[SupplementItem, ...], str]:
        lines = [line.strip() for line in record.items.splitlines() if line.strip()]
        return tuple(SupplementItem(line, codes.get(line, "")) for line in lines), record.receiver

    return StepForm(
        intake.tell_supplement,
        proposed,
        [
            ("receiver", "签收人", NameEdit(), 1),
            ("items", "需要补正的材料（一行一项）", LongTextEdit(lines=max(3, len(missing) + 1)), 3),
        ],
        items,
        explain="只能告知一次：请把缺少的材料全部列出。政务平台能查到的不得要求申请人提供。",
        submit="告知补正",
    )


def withdraw(_desk: Desk, _dossier: Dossier) -> StepForm:
    return StepForm(
        intake.withdraw,
        Reason(),
        [("reason", "撤回原因", LongTextEdit("申请人说明的原因"), 3)],
        the_reason,
        explain="撤回后本案办结，不能恢复；申请人可以重新申请。",
        submit="撤回申请",
        danger=True,
    )


FORMS: dict[str, Callable[[Desk, Dossier], StepForm]] = {
    each.__name__: each for each in (accept_application, tell_supplement, withdraw)
}
