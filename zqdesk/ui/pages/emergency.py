"""Help first: an emergency registered in under a minute, with what must be known beside it (F4)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from zqdesk.office import drafts, duplicates, relief, relief_decisions, relief_looks
from zqdesk.office.duplicates import KnownPerson
from zqdesk.office.relief_entry import Agreement, Emergency
from zqdesk.office.relief_looks import Beside, Seen
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.process import Role
from zqdesk.rules.relief import APPLICANT_CLASSES, DEGREES, EMERGENCY, FORMS, Need, causes_of
from zqdesk.ui import second_person, theme
from zqdesk.ui.commands import caption
from zqdesk.ui.desk import Desk
from zqdesk.ui.form import DraftKeeper, FieldBox, Form
from zqdesk.ui.page import Page
from zqdesk.ui.pages.emergency_looks import DRAFT, Opening, opening
from zqdesk.ui.refresh import Touched
from zqdesk.ui.widgets import key_walk
from zqdesk.ui.widgets.code_picker import CodePicker
from zqdesk.ui.widgets.date_edit import DateEdit
from zqdesk.ui.widgets.id_edit import IdEdit, PhoneEdit
from zqdesk.ui.widgets.money_edit import CountEdit, MoneyEdit
from zqdesk.ui.widgets.name_edit import NameEdit
from zqdesk.ui.widgets.place_picker import PlacePicker
from zqdesk.ui.widgets.text_edit import LongTextEdit, TextEdit
from zqdesk.ui.widgets.trace_view import TraceView

QUIET_MS = 250
SIDE_WIDTH = 340
COLUMNS = 3


class EmergencyPage(Page):
    """One screen, the cursor in the name, Enter onwards, F10 registers; the approver may sign on the spot."""

    def __init__(self, desk: Desk, case_id: str = "") -> None:
        super().__init__(desk)
        self.case_id = case_id
        self.title = "修改先行救助登记" if case_id else "急难先行救助"
        self.form: Form[Emergency] = Form(Emergency(happened_on=desk.today()), self)
        self._widgets: dict[str, Any] = {}
        self._boxes: dict[str, FieldBox] = {}
        self._ruled_fen = 0
        self._typed_amount = False
        self._busy = False
        self._loaded = False
        self._build()
        self.form.load(Emergency(happened_on=desk.today()))
        self._show_wanted()
        self._keeper = DraftKeeper(self._keep, self._raws, self)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._ask_beside)
        self.form.edited.connect(self._edited)
        self._widgets["id_number"].left.connect(self._look_up)

    def _fields(self) -> list[tuple[str, str, Any, int]]:
        today = self.desk.today
        return [
            ("name", "姓名", NameEdit(), 1),
            ("id_number", "身份证号（不知道可不填）", IdEdit(today), 1),
            ("phone", "电话", PhoneEdit(), 1),
            ("village_id", "村（居）", PlacePicker(), 1),
            (
                "cause",
                "困难原因",
                CodePicker(_numbered(causes_of(EMERGENCY)), "1 火灾 2 交通 3 疾病 4 其他"),
                1,
            ),
            ("person_count", "救助人数", CountEdit(1, 99), 1),
            ("situation", "困难情况", LongTextEdit("发生了什么，现在缺什么"), 3),
            ("amount_fen", "先行救助金额（元）", MoneyEdit(), 1),
            ("form", "方式", CodePicker(_numbered(FORMS), optional=False), 1),
            ("degree", "困难程度", CodePicker(_numbered(DEGREES), optional=False), 1),
            ("amount_reason", "超过测算的理由", TextEdit("审批人要看到的理由"), 3),
            ("goods", "实物名称和数量", TextEdit(), 3),
            ("happened_on", "发生日期", DateEdit(today), 1),
            ("place", "事发地点（可不填）", TextEdit(), 1),
            ("address", "住址门牌（可不填）", TextEdit(), 1),
            ("applicant_class", "对象类别（可不填）", CodePicker(APPLICANT_CLASSES.items()), 1),
        ]

    def _build(self) -> None:
        self.register_button = theme.button(caption("submit", "登记"), self.submit, role="primary")
        self.state = theme.label("", "soft")
        card, inside = theme.card(margins=(16, 14, 16, 16), spacing=10)
        card.setProperty("step", True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        line = place = 0
        for name, words, widget, wide in self._fields():
            if place + wide > COLUMNS:
                line, place = line + 1, 0
            box = self.form.add(name, FieldBox(words, widget))
            self._widgets[name], self._boxes[name] = widget, box
            grid.addWidget(box, line, place, 1, wide)
            place += wide
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        inside.addLayout(grid)
        body = QHBoxLayout()
        body.setSpacing(14)
        left = QVBoxLayout()
        left.addWidget(card)
        left.addStretch(1)
        body.addLayout(left, 1)
        body.addWidget(self._side())
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 12)
        page.setSpacing(12)
        page.addLayout(theme.heading(self.title, self.state, None, self.register_button))
        page.addLayout(body, 1)

    def _side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(theme.pixels(SIDE_WIDTH))
        column = theme.column(spacing=12)
        side.setLayout(column)
        card, inside = theme.card()
        inside.addWidget(theme.label("按标准测算", "section"))
        self.trace = TraceView()
        self.trace.show_nothing("选好困难原因后，这里显示测算结果。")
        inside.addWidget(self.trace)
        column.addWidget(card)
        self.beside_card, notes = theme.card()
        notes.addWidget(theme.label("请先看", "section"))
        self.beside = theme.label("", wrap=True, selectable=True)
        notes.addWidget(self.beside)
        self.beside_card.hide()
        column.addWidget(self.beside_card)
        column.addStretch(1)
        return side

    def reload(self) -> None:
        if not self._loaded:
            self._loaded = True
            self.desk.read(opening, self.case_id, self.desk.actor.id, self.desk.today(), then=self._opened)

    def concerns(self, _touched: Touched) -> bool:
        """What is being typed never reloads under the hands."""
        return False

    def commands(self) -> Mapping[str, Callable[[], object]]:
        return {"submit": self.submit, "save": self.submit}

    def leave(self) -> None:
        self._keeper.flush()
        self._keeper.stop()

    def focusNextPrevChild(self, next_: bool) -> bool:
        shown = [self._widgets[name] for name in self._walk() if self._boxes[name].isVisibleTo(self)]
        target = key_walk.neighbour([*shown, self.register_button], next_)
        if target is None:
            return super().focusNextPrevChild(next_)
        key_walk.enter(target)
        return True

    def _walk(self) -> list[str]:
        """The fields in the order of typing: the reason for more money comes right after the amount."""
        names = [name for name in self._widgets if name != "amount_reason"]
        names.insert(names.index("amount_fen") + 1, "amount_reason")
        return names

    def _show_wanted(self) -> None:
        """Fields that only some answers ask for; what was typed into one is never hidden."""
        amount = self._widgets["amount_fen"].value() or 0
        above = 0 < self._ruled_fen < amount
        self._boxes["amount_reason"].setVisible(above or bool(self._widgets["amount_reason"].raw()))
        goods = self._widgets["form"].value() == "goods"
        self._boxes["goods"].setVisible(goods or bool(self._widgets["goods"].raw()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if key_walk.is_enter(event):
            self.focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)

    def submit(self) -> None:
        """Register, or keep the corrections; what is missing is shown at its field, nothing is lost."""
        if self._busy:
            return
        unread = [
            Problem(found.code, found.text, name, found.source)
            for name, widget in self._widgets.items()
            if (found := widget.problem()) is not None
        ]
        if unread:
            self.form.show_problems(unread)
            return
        self._busy_with(True)
        self._keeper.flush()
        entry = self.record()
        if self.case_id:
            self.desk.do(
                relief.correct_relief, self.case_id, entry, then=self._corrected, failed=self._refused
            )
        else:
            self.desk.do(relief.register_emergency, entry, then=self._registered, failed=self._refused)

    def record(self) -> Emergency:
        """The emergency as it stands on the page."""
        entry = self.form.record()
        standard = self._standards.get(entry.village_id, entry.standard_kind)
        return replace(entry, standard_kind=standard)

    _standards: Mapping[str, str] = {}

    def _opened(self, found: Opening) -> None:
        self._standards = {village.id: village.standard_kind for village in found.villages}
        self._widgets["village_id"].set_entries([(each.id, each.name) for each in found.villages])
        if found.entry is not None:
            self.form.load(found.entry)
            self._typed_amount = True
        for name, text in (found.draft or {}).items():
            if name in self._widgets:
                self._widgets[name].set_raw(text)
        if found.draft:
            self.state.setText("已恢复上次没有登记完的内容")
            self._typed_amount = bool(found.draft.get("amount_fen"))
        self._widgets["name"].setFocus()
        self._ask_beside()

    def _edited(self, field: str) -> None:
        if field == "amount_fen":
            self._typed_amount = bool(self._widgets["amount_fen"].raw().strip())
        self._show_wanted()
        self._keeper.touch()
        self._quiet.start()

    def _ask_beside(self) -> None:
        entry = self.record()
        need = Need(EMERGENCY, entry.cause, entry.degree, max(1, entry.person_count), entry.standard_kind)
        seen = Seen(
            entry.household_id,
            (entry.person_id,) if entry.person_id else (),
            entry.name,
            entry.id_number,
            entry.phone,
            entry.village_id,
            entry.cause,
            self.case_id,
        )
        self.desk.read(relief_looks.beside, need, seen, self.desk.today(), then=self._show_beside)

    def _show_beside(self, found: Beside) -> None:
        if found.assessment is None:
            self.trace.show_nothing(next((p.text for p in found.problems), ""))
        else:
            self.trace.show_lines(found.assessment.trace)
            self._ruled_fen = found.assessment.amount_fen
            if not self._typed_amount and self.form.record().cause:
                amount = min(found.assessment.amount_fen, found.assessment.ceiling_fen)
                self._widgets["amount_fen"].set_value(amount)
        self._show_wanted()
        lines = [f"一年内已有救助：{each.sentence}" for each in found.earlier]
        lines += list(found.parallel)
        self.beside.setText("\n".join(lines))
        self.beside_card.setVisible(bool(lines))

    def _look_up(self) -> None:
        number = self._widgets["id_number"].value()
        if number and self._widgets["id_number"].problem() is None:
            self.desk.read(duplicates.known_person, number, then=self._known)

    def _known(self, found: KnownPerson | None) -> None:
        """Fill what is still empty; what was typed stays."""
        if found is None:
            return
        for name, value in (("name", found.entry.name), ("phone", found.entry.phone)):
            if not self._widgets[name].raw().strip() and value:
                self._widgets[name].set_value(value)
        if found.household_id:
            self.desk.read(duplicates.household_of, found.household_id, then=self._household)
        if found.died_on:
            self.state.setText(f"档案记载此人已于 {found.died_on.isoformat()} 死亡，请核对")

    def _household(self, family: Any) -> None:
        if not self._widgets["village_id"].value() and family.village_id:
            self._widgets["village_id"].set_value(family.village_id)
        if self._widgets["person_count"].value() == 1 and family.members:
            self._widgets["person_count"].set_value(sum(1 for line in family.members if line.counted))
        self.state.setText("已有档案，已带出家庭")
        self._ask_beside()

    def _registered(self, case_id: str) -> None:
        self._forget_draft()
        self._busy_with(False)
        self.case_id = case_id
        entry = self.form.record()
        agreement = Agreement(entry.amount_fen)
        if Role.APPROVER in self.desk.actor.roles or Role.CLERK not in self.desk.actor.roles:
            self._go_on()
            return
        dialog = second_person.sign(
            self.desk, self, "审批人同意先行救助", (Role.APPROVER,), relief_decisions.agree_help, case_id,
            agreement, then=self._agreed, failed=self._not_agreed,
        )  # fmt: skip
        dialog.rejected.connect(self._go_on)

    def _agreed(self, _grant_id: str) -> None:
        self.desk.shell.say("审批人已同意，可以发放。")
        if Role.CASHIER in self.desk.actor.roles:
            shell, case_id = self.desk.shell, self.case_id
            shell.replace_front(partial(shell.open_payment, case_id))
        else:
            self._go_on()

    def _not_agreed(self, error: Exception) -> None:
        problems = error.problems if isinstance(error, Refused) else ()
        self._go_on("agree_help")
        self.desk.shell.show_problems(tuple(problems))

    def _corrected(self, _result: None) -> None:
        self._forget_draft()
        self._busy_with(False)
        self._go_on()

    def _go_on(self, step: str = "") -> None:
        shell, case_id = self.desk.shell, self.case_id
        if shell.front_is(self):
            shell.replace_front(partial(shell.open_case, case_id, step))

    def _refused(self, error: Exception) -> None:
        self._busy_with(False)
        if not isinstance(error, Refused):
            self.desk.shell.show_fault(error)
            return
        homeless = self.form.show_problems(error.problems)
        if homeless:
            self.desk.shell.show_problems(tuple(homeless))

    def _raws(self) -> dict[str, Any]:
        return {name: widget.raw() for name, widget in self._widgets.items()}

    def _keep(self, content: dict[str, Any]) -> None:
        self.desk.background.run(self.desk.register.do, drafts.save, DRAFT, self.case_id, content)

    def _forget_draft(self) -> None:
        self._keeper.stop()
        self.desk.background.run(self.desk.register.do, drafts.discard, DRAFT, self.case_id)

    def _busy_with(self, busy: bool) -> None:
        self._busy = busy
        self.register_button.setEnabled(not busy)


def _numbered(words: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Entries that a digit chooses."""
    return [(code, title, str(number)) for number, (code, title) in enumerate(words.items(), 1)]
