"""The card of a case of 特困: self-care, care, who owes support, what the district looked into."""

from zqdesk.office.across.dossier import Dossier
from zqdesk.office.support.file import SupportFile, file_of
from zqdesk.records import codes
from zqdesk.records.tables.case import CaseSupporter
from zqdesk.records.tables.support import CareArrangement, SelfCareAssessment
from zqdesk.rules.support.self_care import ABILITIES, SHORT
from zqdesk.ui.pages.cases.lines_card import Line, LinesCard


class SupportCard(LinesCard):
    """The level of self-care, and one line each for what was found and arranged."""

    heading = "特困情况"

    def show_case(self, dossier: Dossier) -> None:
        file = file_of(dossier)
        self.show_lines(SHORT.get(file.level, "未评估"), _lines(file, dossier))


def _lines(file: SupportFile, dossier: Dossier) -> list[Line]:
    wish = codes.table("placement").short_of(file.facts.placement)
    lines: list[Line] = [("意愿", wish or "未填", "")] if file.facts.placement or not file.care else []
    lines += [("评估", _assessment(each), "") for each in file.assessments]
    if not file.assessments:
        lines.append(("评估", "还没有评估生活自理能力", "warn"))
    lines += [("供养", _care(each), "") for each in file.care]
    if not file.care:
        lines.append(("供养", "还没有落实供养方式", "warn"))
    lines += [("义务人", _obliged(each), "") for each in dossier.supporters]
    if file.facts.nobody:
        lines.append(("义务人", "无法定义务人", ""))
    for each in file.samples:
        result = "相符" if each.fits else f"发现问题：{each.findings}"
        lines.append(("抽查", f"{each.sampled_on} {each.by_names}，{result}", "" if each.fits else "bad"))
    return lines


def _assessment(each: SelfCareAssessment) -> str:
    unmet = [title for name, title in ABILITIES.items() if not getattr(each, name)]
    who = each.agency or "、".join(each.assessors)
    said = f"不能{'、'.join(title.removeprefix('自主') for title in unmet)}" if unmet else "六项全部达到"
    return f"{each.assessed_on} {SHORT[each.level]}：{said}（{who}）"


def _care(each: CareArrangement) -> str:
    where = each.institution or f"{each.caretaker}（{each.caretaker_relation}）照料"
    until = f"，至 {each.to_on}" if each.to_on else ""
    return f"{codes.table('placement').short_of(each.placement)}，{where}，{each.from_on} 起{until}"


def _obliged(each: CaseSupporter) -> str:
    relation = codes.table("support_relation").short_of(each.relation)
    reason = codes.table("support_inability").title_of(each.unable_reason)
    return f"{each.name}（{relation}）{reason or '未注明无力原因'}"
