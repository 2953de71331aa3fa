"""One case: where it stands, its family, how the amount comes about, what to do next and by when."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from zqdesk.office.cases import materials
from zqdesk.office.cases.looks.dossier import Dossier
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.rules.process import Step
from zqdesk.ui.desk.among import Among
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.flow import Flow
from zqdesk.ui.desk.look.scrolling import scrolled
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.pages.across.among_bar import FOLLOWING, PREVIOUS, AmongBar
from zqdesk.ui.pages.across.case_cards import MaterialsCard, MembersCard, RemindersCard
from zqdesk.ui.pages.across.case_looks import CaseView, Offered, offered, view
from zqdesk.ui.pages.across.unsettled_bar import UnsettledBar
from zqdesk.ui.pages.cases.face import Face, OwnCard
from zqdesk.ui.pages.cases.history_card import HistoryCard
from zqdesk.ui.pages.cases.steps.panel import StepPanel
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.programmes import FACES
from zqdesk.ui.printing import attachments, printing
from zqdesk.ui.widgets.shown.stepper import Stepper
from zqdesk.ui.widgets.shown.title import Title
from zqdesk.ui.widgets.shown.trace_view import TraceView
from zqdesk.ui.widgets.tables.material_list import STATES

SIDE_WIDTH, BESIDE, WIDEST = 330, 880, 16_777_215
"""Of what stands at the right, and of a page that has room for it, in pixels at 100 %; what Qt takes for no limit."""


class CasePage(Page):
    """Steps are done in a panel inside the page; nothing is modal, and what was typed in a panel is kept."""

    topic = "接着往下办"

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk)
        self.case_id = case_id
        self.seen: CaseView | None = None
        self.offered = Offered(None, (), False, None)
        self.place = PanelPlace()
        self.place.done.connect(self._step_done)
        self.place.changed.connect(self._show_buttons)
        self._wanted = ""
        self.among: Among | None = None
        self._build()

    def _build(self) -> None:
        self.edit_button = theme.button(caption("case.edit"), self._edit)
        self.members = MembersCard(self.edit_button)
        self.members.opened.connect(self.desk.shell.open_person)
        self.strip = attachments.AttachmentStrip(self.desk, self.case_id)
        self.attach_button = theme.button(caption("case.attach"), self.strip.choose_files, role="quiet")
        self.attach_button.setVisible(self.strip.may_add)
        self.materials = MaterialsCard(self.attach_button)
        self.materials.chosen.connect(self._material_menu)
        self.history = HistoryCard()
        self.trace = TraceView()
        self.own: OwnCard | None = None
        self.reminders = RemindersCard()
        self.reminders.opened.connect(self._open_elsewhere)
        self.stepper = Stepper()
        steps, inside = theme.card(margins=(8, 10, 8, 6))
        inside.addWidget(self.stepper)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(steps)
        column.addWidget(self.place)
        column.addLayout(self._columns(), 1)
        self.area = scrolled(body)
        body.hide()
        self._body = body
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 14, 14)
        page.setSpacing(12)
        self.beside = AmongBar(self.case_id, self.go_on)
        page.addWidget(self.beside)
        page.addLayout(self._head())
        self.unsettled = UnsettledBar(self.desk, self.case_id)
        page.addWidget(self.unsettled)
        page.addWidget(self.area, 1)
        self.setAcceptDrops(True)

    def _head(self) -> Flow:
        self.heading = Title()
        self.kind = theme.chip("", "accent")
        self.state = theme.chip("", "plain")
        self.number = Title("small")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.more_button = theme.button("更多 ▾", self._more_menu)
        self.second_button = theme.button("", self._second)
        self.print_button = theme.button(caption("print"), self._print_menu)
        self.papers = printing.PrintMenu(self.desk, self, self.print_button)
        self.main_button = theme.button("", self.next_step, role="primary")
        head = theme.head(
            self.heading, self.kind, self.state, self.number, None,
            self.more_button, self.second_button, self.print_button, self.main_button,
        )  # fmt: skip
        head.setContentsMargins(0, 0, 6, 0)
        for widget in (self.kind, self.state, self.more_button, self.second_button, self.main_button):
            widget.hide()
        self.print_button.setEnabled(False)
        return head

    def _columns(self) -> QHBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(12)
        self._left = left
        left.addWidget(self.members)
        left.addWidget(self.materials)
        left.addWidget(self.strip)
        left.addWidget(self.history, 1)
        amount, inside = theme.card(margins=(16, 12, 16, 14))
        self.amount_title = theme.label("保障金测算", "section")
        inside.addWidget(self.amount_title)
        inside.addWidget(self.trace)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(amount)
        right.addWidget(self.reminders)
        right.addStretch(1)
        self._side = (amount, self.reminders)
        self._both = both = QHBoxLayout()
        both.setSpacing(14)
        both.setContentsMargins(0, 0, 6, 0)
        both.addLayout(left, 1)
        both.addLayout(right)
        return both

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands at the right goes below where the window is narrow or the text large."""
        super().resizeEvent(event)
        beside = self.width() >= theme.pixels(BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._both.setDirection(way)
        for card in self._side:
            card.setMinimumWidth(theme.pixels(SIDE_WIDTH) if beside else 0)
            card.setMaximumWidth(theme.pixels(SIDE_WIDTH) if beside else WIDEST)

    def begin(self, step: str) -> None:
        self._wanted = step

    def come_from(self, found: Among) -> None:
        self.among = found
        self.beside.show_among(found)

    def go_on(self, by: int) -> None:
        """To the case before or after this one in the list it was opened from; not while a step is being done."""
        busy = self.place.panel is not None and self.place.panel.busy
        beside = self.among.beside(self.case_id, by) if self.among is not None else ""
        if beside and not busy:
            shell = self.desk.shell
            shell.replace_front(partial(shell.open_case, beside, among=self.among))

    def reload(self) -> None:
        self.desk.read(view, self.case_id, self.desk.today(), then=self._show)
        self.unsettled.read()

    def concerns(self, touched: Touched) -> bool:
        return any(table not in ("drafts", "number_series") for table, _ in touched)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.strip.may_add and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files dropped anywhere on the page become attachments."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.strip.add(paths)
        event.acceptProposedAction()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        found: dict[str, Callable[[], object]] = {
            "case.next": self.next_step,
            "case.edit": self._edit,
            "print": self._print_menu,
            PREVIOUS: partial(self.go_on, -1),
            FOLLOWING: partial(self.go_on, 1),
        }
        if self.strip.may_add:
            found["case.attach"] = self.strip.choose_files
        return found | self.place.commands()

    def leave(self) -> None:
        self.place.leave()

    def next_step(self) -> None:
        """Do what the open panel asks for, or open the panel of the next step."""
        if self.place.panel is not None:
            self.place.panel.submit()
        elif self.offered.main is not None:
            self.open_step(self.offered.main)

    def open_step(self, step: Step) -> None:
        """Show what this step asks for."""
        assert self.seen is not None
        case, face = self.seen.dossier.case, self.face
        if step.act in face.pages:
            face.pages[step.act](self.desk.shell, case)
            return
        form = face.forms[step.act](self.desk, self.seen.dossier)
        panel = StepPanel(self.desk, self.case_id, step.title, form, step.source)
        panel.count_from(case.accepted_on or case.applied_on, "受理" if case.accepted_on else "申请")
        self.place.open(panel)
        self.area.verticalScrollBar().setValue(0)

    def _show(self, seen: CaseView) -> None:
        first, self.seen = self.seen is None, seen
        if first:
            self._body.show()
            self.print_button.setEnabled(True)
        dossier, case = seen.dossier, seen.dossier.case
        state = dossier.process.state(case.state)
        self.title = f"{dossier.applicant.name} 户"
        self.heading.setText(self.title)
        self.kind.show()
        self.state.show()
        theme.set_chip(self.kind, dossier.process.title, "accent")
        theme.set_chip(self.state, state.title, "plain" if state.closed else "warn")
        accepted = (
            f"受理 {case.accepted_on.isoformat()}"
            if case.accepted_on
            else f"{'登记' if dossier.process.since_registration else '申请'} {case.applied_on.isoformat()}"
        )
        self.number.setText("  ".join(part for part in (case.number, accepted) if part))
        self.stepper.show_stages(dossier.stages)
        self.members.show_members(dossier)
        self.materials.show_materials(dossier)
        self.strip.show_attachments(dossier.attachments)
        self.history.show_history(seen.history)
        self.trace.show_calculation(dossier.calculation)
        self.amount_title.setText(PROGRAMMES[case.programme].amount_title)
        self._show_own(dossier)
        self.offered = offered(dossier, self.desk.actor)
        following = self.offered.next
        self.reminders.show_reminders(seen, following.title if following else "")
        self._show_buttons()
        self.desk.background.when_painted(self._fit)
        wanted, self._wanted = self._wanted, ""
        if wanted and wanted in {step.act for step in (*self.offered.others, self.offered.main) if step}:
            self.open_step(dossier.process.step(wanted))

    @property
    def face(self) -> Face:
        """How the case's programme shows itself."""
        assert self.seen is not None
        return FACES[self.seen.dossier.case.programme]

    def _show_own(self, dossier: Dossier) -> None:
        """The programme's own card, made when the case is first seen."""
        if self.own is None and self.face.card is not None:
            self.own = self.face.card()
            self._left.insertWidget(0, self.own)
        if self.own is not None:
            self.own.show_case(dossier)

    def _fit(self) -> None:
        """New cards are measured only once they are shown; then the page is as high as they need."""
        self._body.updateGeometry()

    def _show_buttons(self) -> None:
        main, others = self.offered.main, self.offered.others
        self.main_button.setVisible(main is not None and self.place.panel is None)
        if main is not None:
            self.main_button.setText(f"{main.title}  Ctrl+Enter")
        self.second_button.setVisible(len(others) == 1)
        if len(others) == 1:
            self.second_button.setText(f"{others[0].title}…")
        self.more_button.setVisible(len(others) > 1)
        self.edit_button.setVisible(self.offered.editable)

    def _second(self) -> None:
        self.open_step(self.offered.others[0])

    def _more_menu(self) -> None:
        menu = QMenu(self)
        for step in self.offered.others:
            menu.addAction(f"{step.title}…", partial(self.open_step, step))
        _pop(menu, self.more_button)

    def _print_menu(self) -> None:
        if self.seen is not None:
            self.papers.open(self.seen.dossier)

    def _step_done(self, title: str, _result: object) -> None:
        self.desk.shell.say(f"“{title}”已办理。")
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.offered = Offered(None, (), False, None)  # what was next is done; what is next now is being read
        self.reload()

    def _edit(self) -> None:
        if self.offered.editable and self.seen is not None:
            process, face = self.seen.dossier.process, self.face
            editor = next(face.editors[step.act] for step in process.steps if step.act in face.editors)
            editor(self.desk.shell, self.seen.dossier.case)

    def _material_menu(self, material_id: str, sign: QPushButton) -> None:
        if not self.strip.may_add:
            return  # whether a paper is there, the clerk says
        menu = QMenu(self)
        for state, words in STATES.items():
            menu.addAction(words, partial(self._set_material, material_id, state))
        menu.addSeparator()
        menu.addAction("添加这份材料的扫描件…", partial(self.strip.choose_files, material_id))
        _pop(menu, sign)

    def _set_material(self, material_id: str, state: str) -> None:
        self.desk.do(materials.set_material, self.case_id, material_id, state)

    def _open_elsewhere(self, case_id: str, household_id: str) -> None:
        if case_id:
            self.desk.shell.open_case(case_id)
        elif household_id:
            self.desk.shell.open_household(household_id)


def _pop(menu: QMenu, button: QPushButton) -> None:
    """Open a menu under its button; it goes when something was chosen."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))
