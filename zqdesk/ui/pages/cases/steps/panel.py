"""The panel in which a step is done, inside the case page: fields, what follows from it, and the button."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from zqdesk.office.hall import drafts
from zqdesk.rules.process import ROLE_TITLES
from zqdesk.ui.desk.citing import cited
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import tab_order, theme
from zqdesk.ui.desk.look.flow import Columns
from zqdesk.ui.desk.presses import Rest
from zqdesk.ui.pages.cases.steps.form import StepForm
from zqdesk.ui.widgets import second_person
from zqdesk.ui.widgets.fields import key_walk
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.form import DraftKeeper, FieldBox, Form
from zqdesk.ui.widgets.form_errors import FormErrors
from zqdesk.ui.widgets.tables.rows_editor import RowsEditor

COLUMNS = 3
NARROWEST = 190
"""Of a column at 100 %."""


class StepPanel(QFrame):
    """The act gets `subject_id` first, if there is one: the case, household or person the panel is about.

    Ctrl+Enter does the step, Esc closes the panel and keeps what was typed for the next time. The step is
    done once: not by the press that opened the panel, not while it is being done, and never after that.
    """

    done = Signal(object)
    refused = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk, subject_id: str, title: str, form: StepForm, source: str = "") -> None:
        super().__init__()
        self._desk, self._subject_id, self.title, self._spec = desk, subject_id, title, form
        self._source = source
        self._draft = f"step.{form.act.__name__}"
        self._rest = Rest(desk.ticks)
        self._busy = self._done = False
        self._widgets: dict[str, Any] = {name: widget for name, _, widget, _ in form.fields}
        self.form: Form[Any] = Form(form.record, self)
        self.setProperty("role", "card")
        self.setProperty("step", True)
        self.wrong = FormErrors(desk, self.form, self._attempt, lambda: self._widgets)
        self._build()
        self.form.load(form.record)
        self._keeper = DraftKeeper(self._keep, self._raws, self)
        self.form.edited.connect(self._edited)
        if form.fields:
            self.wrong.mark()
            desk.read(drafts.load, desk.actor.id, self._draft, subject_id, then=self._restore)

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 14)
        box.setSpacing(10)
        role = "danger" if self._spec.danger else "primary"
        words = self._spec.submit or self.title
        self.submit_button = theme.button(f"{words}  Ctrl+Enter", self.submit, role=role)
        self.close_button = theme.button("关闭  Esc", self.close_panel, role="quiet")
        heading = theme.label(self.title, "section")
        source = theme.label(cited(self._source), "small")
        self.sign_button = theme.button("在此签字…", self.sign_here)
        own = not self._spec.colleague or not self._desk.actor.roles.isdisjoint(self._spec.colleague)
        self.submit_button.setVisible(own)
        # An approver who is the clerk of the case too needs another one all the same.
        several = len(self._desk.actor.roles) > 1
        self.sign_button.setVisible(bool(self._spec.colleague) and (several or not own))
        if self._spec.colleague:
            who = "、".join(ROLE_TITLES[role] for role in self._spec.colleague)
            self.sign_button.setText(f"请{who}在此签字…" + ("" if own else "  Ctrl+Enter"))
        theme.mark(self.sign_button, "role", "" if own else "primary")
        box.addLayout(
            theme.head(heading, source, None, self.close_button, self.sign_button, self.submit_button)
        )
        if self._spec.explain:
            box.addWidget(theme.label(self._spec.explain, "soft", wrap=True))
        box.addWidget(self.wrong.errors)
        if self._spec.fields:
            box.addLayout(self._grid())

    def _grid(self) -> Columns:
        grid = Columns(COLUMNS, theme.pixels(NARROWEST))
        for name, caption, widget, wide in self._spec.fields:
            field = self.form.add(name, FieldBox(caption, widget))
            if not caption:
                widget.setAccessibleName(widget.text())
            grid.add(field, wide)
            taken_away = getattr(widget, "taken_away", None)
            if taken_away is not None:
                taken_away.connect(self._desk.shell.offer_undo)
            left = getattr(widget, "left", None)
            if left is not None:
                left.connect(lambda field=name: self._check(field))
        return grid

    @property
    def busy(self) -> bool:
        """Whether the step is being done just now."""
        return self._busy

    def count_from(self, day: date, words: str) -> None:
        """The fields for a day count working days from here: where the limits of the case began."""
        for widget in self._widgets.values():
            if isinstance(widget, DateEdit):
                widget.count_from(day, words)

    def take_focus(self) -> None:
        """Put the cursor in the first field that is still empty, or on the button."""
        fields = list(self._widgets.values())
        empty = [each for each in fields if not each.raw()]
        target: QWidget = (empty or fields or [self.submit_button])[0]
        tab_order.enter(target)

    def rest(self) -> None:
        """Take no order for a moment: called when the panel is shown."""
        self._rest.begin()

    def submit(self) -> None:
        """Do the step; every problem is shown at its field and nothing is lost."""
        if not self.submit_button.isVisibleTo(self):
            self.sign_here()
            return
        if not self._takes_orders() or self.wrong.unread():
            return
        self._busy = True
        self.submit_button.setEnabled(False)
        self._keeper.flush()
        arguments = self._arguments()
        self._desk.do(
            self._spec.act,
            *arguments,
            then=self._submitted,
            failed=self._refused,
            after=self._finished,
        )

    def sign_here(self) -> None:
        """A colleague of the role the step needs does it on the spot, under their own passphrase."""
        if not self._takes_orders() or self.wrong.unread():
            return
        self._keeper.flush()
        second_person.sign(
            self._desk, self, self.title, self._spec.colleague, self._spec.act, *self._arguments(),
            then=self._submitted, failed=self._refused,
        )  # fmt: skip

    def _takes_orders(self) -> bool:
        return self._rest.over() and not self._busy and not self._done

    def _arguments(self) -> tuple[Any, ...]:
        return self._attempt(self.form.record())[1:]

    def _attempt(self, record: Any) -> tuple[Any, ...]:
        """The act as this record would have it done."""
        subject = (self._subject_id,) if self._subject_id else ()
        return (self._spec.act, *subject, *self._spec.arguments(record))

    def remove_chosen(self) -> None:
        """Delete a row of a small table, in two presses."""
        for widget in self._widgets.values():
            if isinstance(widget, RowsEditor) and widget.remove_chosen():
                return

    def close_panel(self) -> None:
        """Not while the step is being done: whoever asked must hear how it ended."""
        if self._busy:
            return
        self.leave()
        self.closed.emit()

    def leave(self) -> None:
        """Keep what was typed; called before the panel goes."""
        self._desk.shell.withdraw_undo()
        self._keeper.flush()
        self._keeper.stop()

    def stops(self) -> list[QWidget]:
        """The fields first, though the buttons stand above them."""
        return [*self._widgets.values(), self.submit_button, self.sign_button, self.close_button]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if key_walk.is_enter(event):
            self.focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)

    def _check(self, field: str) -> None:
        problem = self._widgets[field].problem()
        self.form.show_problems_of(field, [problem] if problem else [])

    def _edited(self, _field: str) -> None:
        self._keeper.touch()

    def _raws(self) -> dict[str, Any]:
        return {name: widget.raw() for name, widget in self._widgets.items()}

    def _keep(self, content: dict[str, Any]) -> None:
        do, save = self._desk.register.do, drafts.save
        self._desk.background.run(do, save, self._draft, self._subject_id, content)

    def _restore(self, draft: dict[str, Any] | None) -> None:
        for name, text in (draft or {}).items():
            if name in self._widgets:
                self._widgets[name].set_raw(text)
        self.take_focus()

    def _submitted(self, result: object) -> None:
        self._done = True
        self._keeper.stop()
        self._desk.background.run(self._desk.register.do, drafts.discard, self._draft, self._subject_id)
        self.done.emit(result)

    def _refused(self, error: Exception) -> None:
        self.wrong.refused(error)
        self.refused.emit(error)

    def _finished(self) -> None:
        self._busy = False
        self.submit_button.setEnabled(True)
