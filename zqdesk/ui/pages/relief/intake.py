"""The entry window of relief of the expenditure type (F3): the family as for 低保, and what was spent on what."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from zqdesk.office.cases.entry.required import Lacking
from zqdesk.office.relief import earlier
from zqdesk.office.relief.applying import applications
from zqdesk.office.relief.applying.materials import materials_of
from zqdesk.office.relief.earlier import Beside, Seen
from zqdesk.office.relief.entries import ReliefApplication, ReliefFacts
from zqdesk.rules.relief.amount import APPLICANT_CLASSES, DEGREES, EXPENDITURE, FORMS, Need, causes_of
from zqdesk.ui.pages.cases.intake import IntakePage
from zqdesk.ui.pages.cases.intake_facts import FactsEntry
from zqdesk.ui.pages.cases.intake_parked import tell
from zqdesk.ui.pages.cases.intake_sections import Field
from zqdesk.ui.pages.cases.parked import Parkable
from zqdesk.ui.pages.relief.emergency_side import NO_CAUSE
from zqdesk.ui.pages.relief.intake_looks import DRAFT, opening
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.money_edit import CountEdit, MoneyEdit
from zqdesk.ui.widgets.fields.text_edit import TextEdit
from zqdesk.ui.widgets.form import set_value, value_of
from zqdesk.ui.widgets.tables.rows_editor import Today

NOT_ASKED = ("reason", "poverty_cause", "single_reason", "single_member")
"""Fields of an application for 低保 that relief has no use for; the facts of the relief say why."""


class ReliefEntry(FactsEntry[ReliefFacts]):
    """The application with the relief's own facts."""

    def __init__(self, today: Today, parent: QObject | None = None) -> None:
        super().__init__(
            today,
            parent,
            title="救助事项",
            fields=_fields(today),
            empty=ReliefFacts(),
            not_asked=NOT_ASKED,
        )

    def show_facts(self, facts: ReliefFacts) -> None:
        """No number of persons means everybody who counts, and stands as an empty field."""
        super().show_facts(facts)
        if not facts.person_count:
            self._facts["person_count"].set_raw("")

    def take_day(self, day: date) -> None:
        super().take_day(day)
        self._facts["happened_on"].set_value(day)

    def submission(self) -> ReliefApplication:
        """The family and the facts together."""
        return ReliefApplication(self.record(), self.facts.record())


class ReliefIntakePage(IntakePage):
    """A new application for relief, or the corrections of one."""

    topic = "支出型临时救助"
    new_title, amount_title = "新建临时救助申请", "救助金测算"
    parkable = Parkable(DRAFT, "relief.new", "临时救助申请", tell)
    referred_to = ""
    record_act: Callable[..., Any] = staticmethod(applications.record_relief)
    correct_act: Callable[..., Any] = staticmethod(applications.correct_relief)
    accept_act: Callable[..., Any] = staticmethod(applications.accept_relief)
    opening_look: Callable[..., Any] = staticmethod(opening)
    lacking_look: Callable[..., Lacking] = staticmethod(applications.lacking)
    entry: ReliefEntry

    def _make_entry(self) -> ReliefEntry:
        return ReliefEntry(self.desk.today, self)

    def submission(self) -> ReliefApplication:
        return self.entry.submission()

    def _opened(self, found: Any) -> None:
        self.entry.show_facts(found.facts)
        super()._opened(found)

    _proposed_fen = 0

    def _propose(self, amount_fen: int) -> None:
        """The rule's amount, as long as nobody typed another."""
        amount = self.entry.facts.widget("amount_fen")
        if value_of(amount) in (0, self._proposed_fen):
            set_value(amount, amount_fen)
            self._proposed_fen = amount_fen

    def _ask_reckoning(self) -> None:
        family, facts = self.entry.record(), self.entry.facts.record()
        counted = sum(1 for line in family.members if line.counted)
        persons = facts.person_count or max(1, counted)
        need = Need(EXPENDITURE, facts.cause, facts.degree, persons, family.standard_kind)
        first = family.members[family.applicant].person if family.members else None
        seen = Seen(
            household_id=family.household_id,
            name=first.name if first else "",
            id_number=first.id_number if first else "",
            phone=family.phone,
            village_id=family.village_id,
            cause=facts.cause,
            not_case=self.case_id,
            address=family.address,
        )
        self.desk.read(earlier.beside, need, seen, self.desk.today(), then=self._show_beside)

    def _show_beside(self, found: Beside) -> None:
        facts = self.entry.facts.record()
        if not facts.cause:
            self.trace.show_nothing(NO_CAUSE)
        elif found.assessment is None:
            self.trace.show_nothing(next((problem.text for problem in found.problems), ""))
        else:
            self.trace.show_lines(found.assessment.trace)
            self._propose(found.assessment.amount_fen)
        said = self.entry.record().materials
        self.entry.materials.require(materials_of(EXPENDITURE, facts.cause, said))
        missing = self.entry.materials.missing()
        notes = [f"一年内已有救助：{each.sentence}" for each in found.earlier] + list(found.parallel)
        notes += ["缺：" + "、".join(each.title for each in missing)] if missing else []
        self.missing.setText("\n".join(notes))
        self.notes_card.setVisible(bool(notes))
        self.supplement_button.setVisible(bool(missing) and self._may_tell)


def _fields(today: Today) -> list[Field]:
    persons = CountEdit(0, 99)
    persons.setPlaceholderText("按家庭人数")
    return [
        ("cause", "困难原因", CodePicker(causes_of(EXPENDITURE).items()), 1),
        ("degree", "困难程度", CodePicker(DEGREES.items(), optional=False), 1),
        ("happened_on", "发生日期", DateEdit(today), 1),
        ("spending_fen", "支出总额", MoneyEdit(), 1),
        ("reimbursed_fen", "已报销", MoneyEdit(), 1),
        ("amount_fen", "拟救助", MoneyEdit(), 1),
        ("situation", "困难情况", TextEdit(), 2),
        ("applicant_class", "对象类别", CodePicker(APPLICANT_CLASSES.items()), 1),
        ("form", "救助方式", CodePicker(FORMS.items(), optional=False), 1),
        ("person_count", "救助人数", persons, 1),
        ("goods", "实物", TextEdit("发实物时填写"), 1),
        ("amount_reason", "超额理由", TextEdit("超过测算时填写"), 2),
        ("place", "地点", TextEdit("可不填"), 1),
    ]
