"""The entry window of an application for 低保 (F2)."""

from collections.abc import Callable
from typing import Any

from zqdesk.office.allowance.applying import intake
from zqdesk.office.allowance.applying.lacking import lacking
from zqdesk.office.cases.entry.required import Lacking
from zqdesk.ui.pages.allowance.intake_looks import DRAFT, opening, reckoning
from zqdesk.ui.pages.cases.intake import NOBODY_YET, IntakePage
from zqdesk.ui.pages.cases.intake_opening import Reckoning
from zqdesk.ui.pages.cases.intake_parked import tell
from zqdesk.ui.pages.cases.parked import Parkable


class AllowanceIntakePage(IntakePage):
    """A new application, or the corrections of one: the allowance is worked out while it is typed."""

    new_title, amount_title = "新建低保申请", "保障金测算"
    parkable = Parkable(DRAFT, "intake.new", "低保申请", tell)
    referred_to = "allowance"
    record_act: Callable[..., Any] = staticmethod(intake.record_application)
    correct_act: Callable[..., Any] = staticmethod(intake.correct_application)
    accept_act: Callable[..., Any] = staticmethod(intake.accept_application)
    opening_look: Callable[..., Any] = staticmethod(opening)
    lacking_look: Callable[..., Lacking] = staticmethod(lacking)

    def _ask_reckoning(self) -> None:
        record, today = self.entry.record(), self.desk.today()
        self.desk.read(reckoning, record, self.case_id, today, then=self._reckoned)

    def _reckoned(self, found: Reckoning) -> None:
        if found.calculation is not None and self.entry.names_somebody():
            self.trace.show_calculation(found.calculation)
        else:
            self.trace.show_nothing(NOBODY_YET)
        self.bar.show_elsewhere(found.elsewhere)
        self.show_papers(found.materials)
