"""An entry window with a section of its programme's own facts before the family."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from zqdesk.frozen import frozen
from zqdesk.office.cases.entry.values import Application
from zqdesk.office.hall import setup
from zqdesk.records.tables.case import Case
from zqdesk.rules.cases.steps import BEFORE_ACCEPTANCE
from zqdesk.rules.problem import Problem
from zqdesk.ui.pages.cases.intake_entry import ApplicationEntry
from zqdesk.ui.pages.cases.intake_opening import Opening
from zqdesk.ui.pages.cases.intake_problems import Forms
from zqdesk.ui.pages.cases.intake_sections import Field, Section
from zqdesk.ui.widgets.form import Form, unread
from zqdesk.ui.widgets.tables.rows_editor import Today

F = TypeVar("F")


@frozen
class FactsOpening(Opening):
    """How such a window begins: as every other, with the facts."""

    facts: Any


def facts_opening(
    session: Any,
    case: Case | None,
    *,
    entry: Application,
    facts: object,
    draft: dict[str, Any] | None,
    today: date,
) -> FactsOpening:
    """The family and the facts as recorded, or as they begin; nothing was told and accepted of a case that is new."""
    return FactsOpening(
        entry=entry,
        facts=facts,
        draft=draft,
        villages=setup.villages(session, today),
        may_tell=case is None or case.state == "draft",
        may_accept=case is None or case.state in BEFORE_ACCEPTANCE,
    )


class FactsEntry(ApplicationEntry, Generic[F]):
    """The application's widgets with a section of its own; fields that are `not_asked` are hidden."""

    def __init__(
        self,
        today: Today,
        parent: QObject | None,
        *,
        title: str,
        fields: Sequence[Field],
        empty: F,
        not_asked: Sequence[str],
    ) -> None:
        super().__init__(today, parent)
        self.facts: Form[F] = Form(empty, self)
        section = Section(title)
        section.put_fields(self.facts, fields)
        self._facts: dict[str, Any] = {name: widget for name, _, widget, _ in fields}
        self.sections = [section, *self.sections]
        for name in not_asked:
            widget = self.form.widget(name)
            widget.hide()
            box = widget.parentWidget()
            assert box is not None
            box.hide()
        self.show_facts(empty)
        self.facts.edited.connect(lambda _field: self.edited.emit())

    def show_facts(self, facts: F) -> None:
        self.facts.load(facts)

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
