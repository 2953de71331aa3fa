"""Help first: an emergency registered in under a minute, with what must be known beside it (F4)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zqdesk.office.hall import drafts
from zqdesk.office.hall.drafts import DraftRow
from zqdesk.office.relief import decisions, earlier
from zqdesk.office.relief.applying import emergencies
from zqdesk.office.relief.earlier import Beside, Seen
from zqdesk.office.relief.entries import Agreement, Emergency
from zqdesk.rules.process import Role
from zqdesk.rules.relief.amount import EMERGENCY, Need
from zqdesk.ui.desk import messages
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.beside import Sided
from zqdesk.ui.desk.look.flow import Columns
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.pages.cases.parked import (
    NAMELESS,
    Parkable,
    ParkedBar,
    ParkedRow,
    Told,
    discard,
    fresh_subject,
)
from zqdesk.ui.pages.relief.emergency_entry import COLUMNS, OTHERS, fields, order_of_typing
from zqdesk.ui.pages.relief.emergency_looks import DRAFT, Known, Opening, of_name, of_number, opening
from zqdesk.ui.pages.relief.emergency_side import SIDE_WIDTH, EmergencySide
from zqdesk.ui.widgets import second_person
from zqdesk.ui.widgets.fields import key_walk
from zqdesk.ui.widgets.form import MARKS, DraftKeeper, FieldBox, Form
from zqdesk.ui.widgets.form_errors import FormErrors

NARROWEST = 180
"""Of a column of fields, in pixels at 100 %."""
QUIET_MS = 250
ON_ROLL = "低保在册"
REFERRAL = "referral"
TYPED_AMOUNT = "typed_amount"
"""In a draft: the amount is the clerk's own, not the one that was proposed."""


def tell(draft: Mapping[str, Any]) -> Told:
    """What a parked emergency says of itself."""
    persons = draft.get("person_count", "")
    typed = sum(1 for text in draft.values() if (text.strip() if isinstance(text, str) else text))
    said = f"{persons} 人，" if persons else ""
    return Told(draft.get("name", "").strip(), draft.get("village_id", ""), f"{said}填了 {typed} 栏")


EMERGENCY_PARKED = Parkable(DRAFT, "emergency.new", "急难先行救助", tell)


class EmergencyPage(Page):
    """One screen, the cursor in the name, Enter onwards, F10 registers; the approver may sign on the spot."""

    topic = "急难先行救助"

    def __init__(self, desk: Desk, case_id: str = "", parked: str | None = None) -> None:
        super().__init__(desk)
        self.case_id = case_id
        self.subject = case_id or (fresh_subject() if parked is None else parked)
        self.title = "修改先行救助登记" if case_id else "急难先行救助"
        self.form: Form[Emergency] = Form(Emergency(happened_on=desk.today()), self)
        self._widgets: dict[str, Any] = {}
        self._boxes: dict[str, FieldBox] = {}
        self._villages: dict[str, str] = {}
        self._standards: dict[str, str] = {}
        self._meant = ("", "")
        self._typed: set[str] = set()
        self._opened_on = desk.today()
        self._ruled_fen = 0
        self._typed_amount = False
        self._needs_reason = False
        self._asking = 0
        self._unasked = False
        self._wanted = False
        self._busy = False
        self._loaded = False
        self.wrong = FormErrors(desk, self.form, self._attempt, self._asked, self.record)
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
        self.side.chosen.connect(self._take_over)

    def _build(self) -> None:
        self.register_button = theme.button(caption("submit", "登记"), self.submit, role="primary")
        self.clear_button = theme.button(caption("entry.clear"), self.clear, role="quiet")
        self.clear_button.hide()
        self.state = theme.label("", "soft")
        card, inside = theme.card(margins=(16, 14, 16, 16), spacing=10)
        card.setProperty("step", True)
        grid = Columns(COLUMNS, theme.pixels(NARROWEST))
        for name, words, widget, wide in fields(self.desk.today):
            box = self.form.add(name, FieldBox(words, widget))
            self._widgets[name], self._boxes[name] = widget, box
            grid.add(box, wide)
        inside.addLayout(grid)
        self.side = EmergencySide()
        self.parked = ParkedBar(self.desk, [EMERGENCY_PARKED])
        self.parked.resumed.connect(self._resume)
        left = QWidget()
        stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(card)
        stack.addStretch(1)
        body = Sided(left, self.side, width=SIDE_WIDTH, least=3 * NARROWEST)
        self.area = body.area
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 12)
        page.setSpacing(12)
        page.addLayout(
            theme.heading(
                self.title,
                self.state,
                self.clear_button,
                None,
                theme.label(MARKS, "small"),
                self.register_button,
            )
        )
        page.addWidget(self.parked)
        page.addWidget(self.wrong.errors)
        page.addWidget(body, 1)

    def come_to_front(self) -> None:
        """Where nothing was typed, it happened today: also on a page that was left open overnight."""
        super().come_to_front()
        happened = self._widgets["happened_on"]
        if self._loaded and not (self._typed or self.case_id) and happened.value() == self._opened_on:
            self._opened_on = self.desk.today()
            happened.set_value(self._opened_on)

    def reload(self) -> None:
        if not self._loaded:
            self._loaded = True
            account, today = self.desk.actor.id, self.desk.today()
            self.desk.read(opening, self.case_id, self.subject, account, today, then=self._opened)
            if not self.case_id:
                self.parked.read(self.subject)

    def concerns(self, _touched: Touched) -> bool:
        """What is being typed never reloads under the hands."""
        return False

    def commands(self) -> Mapping[str, Callable[[], object]]:
        found: dict[str, Callable[[], object]] = {"submit": self.submit, "save": self.submit}
        found |= self.wrong.errors.commands()
        found |= {f"known.{n}": partial(self.side.choose, n - 1) for n in (1, 2, 3)}
        if self.clear_button.isVisibleTo(self):
            found["entry.clear"] = self.clear
        return found

    def leave(self) -> None:
        self._keeper.flush()
        self._keeper.stop()

    def stops(self) -> list[QWidget]:
        """The fields in the order of typing, then the button that stands above them."""
        return [*(self._widgets[name] for name in order_of_typing(self._widgets)), self.register_button]

    def _show_wanted(self) -> None:
        """Fields that only some answers ask for; what was typed into one is never hidden."""
        amount = self._widgets["amount_fen"].value() or 0
        above = 0 < self._ruled_fen < amount
        self._boxes["amount_reason"].setVisible(above or bool(self._widgets["amount_reason"].raw()))
        several = (self._widgets["person_count"].value() or 1) > 1
        self._boxes[OTHERS].setVisible(several or bool(self._widgets[OTHERS].rows()))
        goods = self._widgets["form"].value() == "goods"
        self._boxes["goods"].setVisible(goods or bool(self._widgets["goods"].raw()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not key_walk.goes_on(self, event):
            super().keyPressEvent(event)

    def submit(self) -> None:
        """Register, or keep the corrections; what is missing is shown at its field, nothing is lost."""
        if self._busy:
            return
        if self.wrong.unread():
            return
        if self._quiet.isActive() or self._asking or self._unasked:
            self._wanted = True  # the amount of what was typed last is still on its way
            if not self._asking or self._quiet.isActive():
                self._ask_beside()
            return
        self._busy_with(True)
        self._keeper.flush()
        done = self._corrected if self.case_id else self._registered
        self.desk.do(*self._attempt(self.record()), then=done, failed=self._refused)

    def _attempt(self, entry: Emergency) -> tuple[Any, ...]:
        if self.case_id:
            return emergencies.correct_relief, self.case_id, entry
        return emergencies.register_emergency, entry

    def _asked(self) -> dict[str, Any]:
        """The fields that these answers ask for, in the order of typing."""
        names = order_of_typing(self._widgets)
        return {name: self._widgets[name] for name in names if self._boxes[name].isVisibleTo(self)}

    def record(self) -> Emergency:
        """The emergency as it stands on the page."""
        entry = self.form.record()
        standard = self._standards.get(entry.village_id, entry.standard_kind)
        person, home = self._meant
        return replace(
            entry,
            standard_kind=standard,
            person_id=person or entry.person_id,
            household_id=home or entry.household_id,
        )

    def clear(self) -> None:
        """Throw away what was typed, after asking, and begin anew; it can be taken back."""
        told = tell(self._raws())
        who = told.name or NAMELESS
        text = f"“{who}”的急难先行救助里没有登记的内容都会丢弃。"
        if not messages.ask(self, "丢弃没录完的内容，重新填写？", text, yes="丢弃", danger=True):
            return
        discard(
            self.desk,
            DraftRow(DRAFT, self.subject, self.desk.clock(), self._raws()),
            f"已丢弃“{who}”的急难先行救助。",
        )
        self._keeper.stop()
        self.subject = fresh_subject()
        self.form.load(Emergency(happened_on=self.desk.today()))
        self._meant, self._typed, self._typed_amount = ("", ""), set(), False
        self._say("")
        self.side.show_known((), {})
        self._widgets["name"].setFocus()
        self._ask_beside()

    def _say(self, text: str, *, may_clear: bool = False) -> None:
        self.state.setText(text)
        self.clear_button.setVisible(may_clear)

    def _opened(self, found: Opening) -> None:
        self._standards = {village.id: village.standard_kind for village in found.villages}
        self._villages = {village.id: village.name for village in found.villages}
        self._widgets["village_id"].set_entries(list(self._villages.items()))
        if found.entry is not None:
            self.form.load(found.entry)
            self._typed_amount = True
        for name, text in (found.draft or {}).items():
            if name in self._widgets:
                self._widgets[name].set_raw(text)
        if found.draft:
            self._say("已恢复上次没有登记完的内容", may_clear=not self.case_id)
            self._typed_amount = bool(found.draft.get(TYPED_AMOUNT))
        self._widgets["name"].setFocus()
        self.wrong.mark()
        self._ask_beside()

    def _edited(self, field: str) -> None:
        self._typed.add(field)
        if field == "amount_fen":
            self._typed_amount = bool(self._widgets["amount_fen"].raw().strip())
        if field in ("name", "id_number"):
            self._meant = ("", "")
        if field == "name":
            self._ask_known()
        self.clear_button.setVisible(not self.case_id)
        self._show_wanted()
        self._keeper.touch()
        self._quiet.start()

    def _ask_known(self) -> None:
        """Who of that name is on file; a number that was typed says more than a name."""
        name = self._widgets["name"].value()
        if self.case_id or len(name) < 2 or self._widgets["id_number"].raw().strip():
            self.side.show_known((), {})
        else:
            self.desk.read(of_name, name, then=self._show_known, lane="search")

    def _show_known(self, found: tuple[Known, ...]) -> None:
        """Unless somebody else is being typed meanwhile."""
        name = self._widgets["name"].value()
        self.side.show_known([each for each in found if each.person.name == name], self._villages)

    def _ask_beside(self) -> None:
        self._quiet.stop()
        self._unasked = self.desk.opened is None
        if self._unasked:
            return  # locked meanwhile: F10 asks again
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
            entry.address,
            happened_on=entry.happened_on,
            place=entry.place,
        )
        self._asking += 1
        self.desk.read(
            earlier.beside, need, seen, self.desk.today(), then=self._show_beside, after=self._answered
        )

    def _answered(self) -> None:
        self._asking -= 1
        wanted, self._wanted = self._wanted and not self._asking, self._wanted and bool(self._asking)
        if wanted:
            self.submit()

    def _show_beside(self, found: Beside) -> None:
        caused = bool(self.form.record().cause)
        self.side.show_beside(found if caused else None)
        self.side.show_first(found)
        self._needs_reason = any(not each.verdict for each in found.earlier)
        self._ruled_fen = found.assessment.amount_fen if found.assessment and caused else 0
        if found.assessment is not None and caused and not self._typed_amount:
            amount = min(found.assessment.amount_fen, found.assessment.ceiling_fen)
            elsewhere = self._widgets["form"].value() == REFERRAL
            self._widgets["amount_fen"].set_value(0 if elsewhere else amount)
        picker = self._widgets["applicant_class"]
        if not picker.raw() and any(words.startswith(ON_ROLL) for words in found.parallel):
            picker.set_value("allowance")
        self._show_wanted()

    def _look_up(self) -> None:
        number = self._widgets["id_number"].value()
        if number and self._widgets["id_number"].problem() is None:
            self.desk.read(of_number, number, then=self._numbered)

    def _numbered(self, found: Known | None) -> None:
        if found is None:
            return
        self._take_over(found)
        if found.died_on:
            self._say(f"档案记载此人已于 {found.died_on.isoformat()} 死亡，请核对")
        elif found.person.name != self._widgets["name"].value():
            self._say(f"档案中这个身份证号是“{found.person.name}”，请核对姓名")

    def _take_over(self, found: Known) -> None:
        """Fill what is still empty from the file; what was typed stays."""
        person, home = found.person, found.household
        facts = {"name": person.name, "id_number": person.id_number, "phone": person.phone}
        if home is not None:
            facts |= {"village_id": home.village_id, "address": home.address}
            facts["phone"] = person.phone or home.phone
        for name, value in facts.items():
            if value and not self._widgets[name].raw().strip():
                self._widgets[name].set_value(value)
        if home is not None and home.members and "person_count" not in self._typed:
            self._widgets["person_count"].set_value(sum(1 for line in home.members if line.counted) or 1)
        self._meant = (person.person_id, home.household_id if home else "")
        self._say("已有档案，已带出家庭" if home else "已有档案")
        self.side.show_known((), {})
        self._keeper.touch()
        self._ask_beside()

    def _resume(self, row: ParkedRow) -> None:
        shell = self.desk.shell
        shell.replace_front(partial(shell.open_entry, row.kind.command, None, "", row.draft.subject_id))

    def _registered(self, case_id: str) -> None:
        self._forget_draft()
        self._busy_with(False)
        self.case_id = case_id
        if self._needs_reason:
            self._go_on("agree_help")
            self.desk.shell.say("已登记。有相近的救助记录，请审批人逐一判断并写明理由，再同意。", "warn")
            return
        agreement = Agreement(self.form.record().amount_fen)
        if not agreement.amount_fen:
            self._go_on("refer")
            return
        dialog = second_person.sign(
            self.desk, self, "审批人同意先行救助", (Role.APPROVER,), decisions.agree_help, case_id,
            agreement, then=self._agreed, failed=self._not_agreed,
        )  # fmt: skip
        dialog.put_off.connect(self._go_on)

    def _agreed(self, _grant_id: str) -> None:
        shell, case_id = self.desk.shell, self.case_id
        if Role.CASHIER in self.desk.actor.roles and shell.front_is(self):
            shell.replace_front(partial(shell.open_payment, case_id))
        else:
            self._go_on()
        shell.say("审批人已同意，可以发放。")

    def _not_agreed(self, error: Exception) -> None:
        self._go_on("agree_help")
        self.desk.shell.show_fault(error)

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
        self.wrong.refused(error)

    def _raws(self) -> dict[str, Any]:
        raws = {name: widget.raw() for name, widget in self._widgets.items()}
        return raws | ({TYPED_AMOUNT: "1"} if self._typed_amount else {})

    def _keep(self, content: dict[str, Any]) -> None:
        self.desk.background.run(self.desk.register.do, drafts.save, DRAFT, self.subject, content)

    def _forget_draft(self) -> None:
        self._keeper.stop()
        self.desk.background.run(self.desk.register.do, drafts.discard, DRAFT, self.subject)

    def _busy_with(self, busy: bool) -> None:
        self._busy = busy
        self.register_button.setEnabled(not busy)
