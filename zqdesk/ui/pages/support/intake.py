"""The entry window of an application for 特困: one person, the three conditions, who owes support, the wish for care."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from zqdesk.office.cases.entry.required import Lacking
from zqdesk.office.support import applications
from zqdesk.office.support.entries import SupportApplication, SupportFacts
from zqdesk.rules.problem import Problem
from zqdesk.ui.pages.cases.intake import NOBODY_YET, IntakePage
from zqdesk.ui.pages.cases.intake_entry import ApplicationEntry
from zqdesk.ui.pages.cases.intake_parked import tell
from zqdesk.ui.pages.cases.intake_problems import Forms
from zqdesk.ui.pages.cases.intake_sections import Field, Section
from zqdesk.ui.pages.cases.parked import Parkable
from zqdesk.ui.pages.support.intake_looks import DRAFT, Reckoning, SupportOpening, opening, reckoning
from zqdesk.ui.widgets.fields.code_picker import picker
from zqdesk.ui.widgets.fields.tick import Tick
from zqdesk.ui.widgets.form import Form, unread
from zqdesk.ui.widgets.tables.rows_editor import Today

NOT_ASKED = ("poverty_cause", "single_reason", "single_member")
"""Fields of an application for 低保 that 特困, which is for one person, has no use for."""


class SupportEntry(ApplicationEntry):
    """The application's widgets with a section of what is asked of the person before the family."""

    def __init__(self, today: Today, parent: QObject | None = None) -> None:
        super().__init__(today, parent)
        self.facts: Form[SupportFacts] = Form(SupportFacts(), self)
        section = Section("特困情况")
        fields = _fields()
        section.put_fields(self.facts, fields)
        self._facts: dict[str, Any] = {name: widget for name, _, widget, _ in fields}
        self.sections = [section, *self.sections]
        for name in NOT_ASKED:
            widget = self.form.widget(name)
            widget.hide()
            box = widget.parentWidget()
            assert box is not None
            box.hide()
        self.facts.load(SupportFacts())
        self.facts.edited.connect(lambda _field: self.edited.emit())

    def fields(self) -> list[QWidget]:
        return [*self._facts.values(), *super().fields()]

    def draft(self) -> dict[str, Any]:
        facts = {name: widget.raw() for name, widget in self._facts.items()}
        return super().draft() | {"facts": facts}

    def restore(self, draft: dict[str, Any]) -> None:
        super().restore(draft)
        for name, text in draft["facts"].items():
            if name in self._facts:
                self._facts[name].set_raw(text)

    def unread(self) -> list[Problem]:
        return unread({f"facts.{name}": widget for name, widget in self._facts.items()}) + super().unread()

    def forms(self) -> Forms:
        return [("facts.", self.facts), *super().forms()]

    def order(self) -> list[str]:
        return [*self._facts, *super().order()]

    def submission(self) -> SupportApplication:
        """The family and the facts together."""
        return SupportApplication(self.record(), self.facts.record())


class SupportIntakePage(IntakePage):
    """A new application, or the corrections of one: the conditions are looked at while it is typed."""

    topic = "特困供养"
    new_title, amount_title = "新建特困申请", "条件与供养金"
    parkable = Parkable(DRAFT, "support.new", "特困申请", tell)
    referred_to = "support"
    record_act: Callable[..., Any] = staticmethod(applications.record_support)
    correct_act: Callable[..., Any] = staticmethod(applications.correct_support)
    accept_act: Callable[..., Any] = staticmethod(applications.accept_support)
    opening_look: Callable[..., Any] = staticmethod(opening)
    lacking_look: Callable[..., Lacking] = staticmethod(applications.lacking)
    entry: SupportEntry

    def _make_entry(self) -> SupportEntry:
        return SupportEntry(self.desk.today, self)

    def submission(self) -> SupportApplication:
        return self.entry.submission()

    def _opened(self, found: SupportOpening) -> None:  # type: ignore[override]
        self.entry.facts.load(found.facts)
        super()._opened(found)  # type: ignore[arg-type]

    def _ask_reckoning(self) -> None:
        self.desk.read(reckoning, self.submission(), self.case_id, self.desk.today(), then=self._reckoned)

    def _reckoned(self, found: Reckoning) -> None:
        if found.calculation is None:
            self.trace.show_nothing(NOBODY_YET)
        else:
            self.trace.show_calculation(found.calculation)
        self.entry.materials.require(found.materials)
        self.bar.show_elsewhere(found.elsewhere)
        missing = self.entry.materials.missing()
        self.missing.setText("、".join(each.title for each in missing))
        self.notes_card.setVisible(bool(missing))
        self.supplement_button.setVisible(bool(missing) and self._may_tell)


def _fields() -> list[Field]:
    return [
        ("placement", "供养方式", picker("placement"), 1),
        ("nobody", "", Tick("无法定义务人"), 1),
        ("at_school", "", Tick("年满18周岁仍在校"), 1),
        ("orphan", "", Tick("享受孤儿、事实无人抚养儿童保障"), 2),
    ]
