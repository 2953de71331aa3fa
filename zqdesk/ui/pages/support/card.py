"""The card of a case of 特困: self-care, care, who owes support, what the district looked into."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from zqdesk.office.across.dossier import Dossier
from zqdesk.office.support.file import SupportFile, file_of
from zqdesk.records import codes
from zqdesk.records.tables.case import CaseSupporter
from zqdesk.records.tables.support import CareArrangement, SelfCareAssessment
from zqdesk.rules.support.self_care import ABILITIES, SHORT
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.cases.face import OwnCard

Line = tuple[str, str, str]
"""Title, words, and the tone of the words: warn, bad or none."""


class SupportCard(OwnCard):
    """One line each, what is still open in the tone of a warning."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.level = theme.label("", "small")
        self._box = theme.column(16, 10, 16, 12, spacing=6)
        self.setLayout(self._box)
        self._box.addLayout(theme.row(theme.label("特困情况", "section"), self.level, None))
        self._inside: QWidget | None = None

    def show_case(self, dossier: Dossier) -> None:
        file = file_of(dossier)
        self.level.setText(SHORT.get(file.level, "未评估"))
        self._inside = theme.anew(self._inside)
        grid = theme.grid(self._inside, across=10, down=5)
        grid.setColumnStretch(1, 1)
        for row, (title, words, tone) in enumerate(_lines(file, dossier)):
            grid.addWidget(theme.label(title, "small"), row, 0, Qt.AlignmentFlag.AlignTop)
            text = theme.label(words, wrap=True, selectable=True)
            theme.mark(text, "tone", tone)
            grid.addWidget(text, row, 1)
        self._box.addWidget(self._inside)


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
