"""The entry window of an application for 特困: one person, the three conditions, who owes support, the wish for care."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from zqdesk.office.cases.entry.required import Lacking
from zqdesk.office.support.applying import applications
from zqdesk.office.support.entries import SupportApplication, SupportFacts
from zqdesk.ui.pages.cases.intake import NOBODY_YET, IntakePage
from zqdesk.ui.pages.cases.intake_facts import FactsEntry, FactsOpening
from zqdesk.ui.pages.cases.intake_opening import Reckoning
from zqdesk.ui.pages.cases.intake_parked import tell
from zqdesk.ui.pages.cases.intake_sections import Field
from zqdesk.ui.pages.cases.parked import Parkable
from zqdesk.ui.pages.support.intake_looks import DRAFT, opening, reckoning
from zqdesk.ui.widgets.fields.code_picker import picker
from zqdesk.ui.widgets.fields.tick import Tick
from zqdesk.ui.widgets.tables.rows_editor import Today

NOT_ASKED = ("poverty_cause", "single_reason", "single_member")
"""Fields of an application for 低保 that 特困, which is for one person, has no use for."""


class SupportEntry(FactsEntry[SupportFacts]):
    """The application with what is asked of the person."""

    def __init__(self, today: Today, parent: QObject | None = None) -> None:
        super().__init__(
            today, parent, title="特困情况", fields=_fields(), empty=SupportFacts(), not_asked=NOT_ASKED
        )

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

    def _opened(self, found: FactsOpening) -> None:  # type: ignore[override]
        self.entry.show_facts(found.facts)
        super()._opened(found)

    def _ask_reckoning(self) -> None:
        self.desk.read(reckoning, self.submission(), self.case_id, self.desk.today(), then=self._reckoned)

    def _reckoned(self, found: Reckoning) -> None:
        if found.calculation is None:
            self.trace.show_nothing(NOBODY_YET)
        else:
            self.trace.show_calculation(found.calculation)
        self.bar.show_elsewhere(found.elsewhere)
        self.show_papers(found.materials)


def _fields() -> list[Field]:
    return [
        ("placement", "供养方式", picker("placement"), 1),
        ("nobody", "", Tick("无法定义务人"), 1),
        ("at_school", "", Tick("年满18周岁仍在校"), 1),
        ("orphan", "", Tick("享受孤儿、事实无人抚养儿童保障"), 2),
    ]
