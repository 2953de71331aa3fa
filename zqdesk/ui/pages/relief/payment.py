"""The cashier's page: one case, one payment, its receipt, and the correction on the spot."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zqdesk.frozen import frozen
from zqdesk.office.hall import drafts
from zqdesk.office.relief.payments import disbursing
from zqdesk.office.relief.payments.proposal import Proposal, proposal
from zqdesk.office.reserve.ledger.second_words import WordWanted
from zqdesk.office.reserve.paying.payment_entry import Payment
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.beside import Sided
from zqdesk.ui.desk.look.flow import Columns
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.relief.payment_fields import ONLY, lines
from zqdesk.ui.pages.relief.payment_made import REVERSAL, MadeCard
from zqdesk.ui.pages.relief.payment_side import SIDE_WIDTH, PaymentSide
from zqdesk.ui.pages.reserve import word
from zqdesk.ui.widgets.fields import key_walk
from zqdesk.ui.widgets.form import DraftKeeper, FieldBox, Form
from zqdesk.ui.widgets.form_errors import FormErrors
from zqdesk.ui.widgets.shown.title import Title

COLUMNS = 3
NARROWEST = 180
"""Of a column of fields at 100 %."""
DRAFT = "payment"


@frozen
class Opening:
    """What the page begins with: the proposal, and what was typed before without being paid."""

    proposal: Proposal
    draft: dict[str, Any] | None


def opening(session: Any, case_id: str, actor_id: str, desk_id: str, today: date) -> Opening:
    """What is to be paid now, and this person's draft of it."""
    return Opening(
        proposal(session, case_id, actor_id, desk_id, today), drafts.load(session, actor_id, DRAFT, case_id)
    )


class PaymentPage(Page):
    """F10 pays; the receipt is printed for the signature; a slip is reversed at once by an approver.

    After that the page is of this payment: what is left of the grant is begun on purpose, from the beginning.
    """

    title = "发放救助金"
    topic = "发放救助金"

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk)
        self.case_id = case_id
        self.seen: Proposal | None = None
        self.form: Form[Payment] = Form(Payment(0), self)
        self._widgets: dict[str, Any] = {}
        self._boxes: dict[str, FieldBox] = {}
        self._busy = False
        self._just_paid = ""
        self._is_paid = False
        self.place = PanelPlace()
        self.place.done.connect(self._corrected)
        self.made = MadeCard(desk, self, self.place, case_id)
        self.side = PaymentSide()
        self.wrong = FormErrors(desk, self.form, self._attempt, self._asked)
        self._build()
        self.form.load(Payment(0))
        self._keeper = DraftKeeper(self._keep, self._raws, self)
        self.form.edited.connect(self._edited)

    def _build(self) -> None:
        self.heading = Title()
        self.heading.setText(self.title)
        self.pay_button = theme.button(caption("submit", "发放"), self.pay, role="primary")
        self.next_button = theme.button(caption("payment.next"), self.begin_next)
        self.next_button.hide()
        self.case_button = theme.button("打开案件", lambda: self.desk.shell.open_case(self.case_id))
        card, inside = theme.card(margins=(16, 14, 16, 16), spacing=10)
        card.setProperty("step", True)
        inside.addLayout(self._grid())
        self.form_card = card
        left = QWidget()
        stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 6, 0)
        stack.setSpacing(12)
        stack.addWidget(self.place)
        stack.addWidget(card)
        stack.addWidget(self.made)
        stack.addStretch(1)
        body = Sided(left, self.side, width=SIDE_WIDTH, least=3 * NARROWEST)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 12)
        page.setSpacing(12)
        page.addLayout(theme.head(self.heading, None, self.case_button, self.next_button, self.pay_button))
        page.addWidget(self.wrong.errors)
        page.addWidget(body, 1)

    def _grid(self) -> QVBoxLayout:
        grid = theme.column()
        for fields in lines(self.desk.today):
            line = Columns(COLUMNS, theme.pixels(NARROWEST))
            grid.addLayout(line)
            for name, words, widget, wide in fields:
                box = self.form.add(name, FieldBox(words, widget))
                self._widgets[name], self._boxes[name] = widget, box
                line.add(box, wide)
                if not words:
                    widget.setAccessibleName(widget.text())
                left = getattr(widget, "left", None)
                if left is not None:
                    left.connect(partial(self._check, name))
        return grid

    def reload(self) -> None:
        actor, register = self.desk.actor, self.desk.register
        today = self.desk.today()
        self.desk.read(opening, self.case_id, actor.id, register.desk_id, today, then=self._opened)

    def concerns(self, touched: Touched) -> bool:
        return any(kind in ("reserve_entries", "grants", "papers") for kind, _ in touched)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        found: dict[str, Callable[[], object]] = {"submit": self.pay, "print": self.made.print_receipt}
        if self.next_button.isVisibleTo(self):
            found["payment.next"] = self.begin_next
        return found | self.wrong.errors.commands() | self.place.commands()

    def leave(self) -> None:
        self._keeper.flush()
        self._keeper.stop()
        self.place.leave()

    def stops(self) -> list[QWidget]:
        """The fields, then the button that stands above them."""
        return [*self._widgets.values(), self.pay_button]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not key_walk.goes_on(self, event):
            super().keyPressEvent(event)

    def pay(self) -> None:
        """Pay once; what is wrong is shown at its field."""
        if self._busy or self.seen is None or not self.pay_button.isVisibleTo(self) or not self.rest.over():
            return
        if self.wrong.unread():
            return
        self._busy_with(True)
        self._keeper.flush()
        self.desk.do(*self._attempt(self.form.record()), then=self._paid, failed=self._refused)

    def _attempt(self, payment: Payment) -> tuple[Any, ...]:
        return disbursing.disburse, self.case_id, payment

    def _asked(self) -> dict[str, Any]:
        """The fields that this way of paying asks for."""
        return {name: each for name, each in self._widgets.items() if each.isVisibleTo(self)}

    def begin_next(self) -> None:
        """Begin the next payment: nothing stays of the one before, the second person is asked for again."""
        self.seen, self._is_paid = None, False
        self.rest.begin()
        self.reload()

    def _opened(self, found: Opening) -> None:
        first = self.seen is None
        self._show(found.proposal)
        if first and found.draft and found.proposal.unpaid_fen:
            for name, text in found.draft.items():
                if name in self._widgets:
                    self._widgets[name].set_raw(text)
            self._show_way()
            self._show_proxy()
            self._show_after()

    def _show(self, seen: Proposal) -> None:
        before, self.seen = self.seen, seen
        first = before is None
        self.heading.setText(f"发放救助金 · {seen.title}")
        self.side.show_proposal(seen, paying=not self._is_paid)
        self._widgets["second_payer"].set_entries([(name, name) for name in seen.staff])
        self._widgets["stage_id"].set_entries([(each.stage_id, each.words) for each in seen.stages])
        if before is None:
            self.form.load(seen.payment)
            self.wrong.end()
            self.wrong.mark()
        elif seen.payment != before.payment:  # else somebody is typing
            self._widgets["amount_fen"].set_value(seen.payment.amount_fen)
            self._widgets["stage_id"].set_value(seen.payment.stage_id)
        self._show_way()
        self._show_proxy()
        self._show_after()
        open_now = bool(seen.unpaid_fen) and not self._is_paid
        self.form_card.setVisible(open_now)
        self.pay_button.setVisible(open_now)
        self.next_button.setVisible(bool(seen.unpaid_fen) and self._is_paid)
        just_paid, self._just_paid = self._just_paid, ""
        self.made.show_made(seen.made, seen.payment.payee_name, just_paid)
        if just_paid or (first and not seen.unpaid_fen):
            self.made.print_button.setFocus()
        elif first:
            self._widgets["second_payer"].setFocus()

    def _show_way(self) -> None:
        way = self._widgets["way"].value()
        for kind, names in ONLY.items():
            for name in names:
                self._boxes[name].setVisible(way == kind)
        self._boxes["bank_slip"].setVisible(self._by_bank())
        self._boxes["second_payer"].setVisible(way != "transfer")
        self._boxes["sign_kind"].setVisible(way != "transfer")
        self._boxes["stage_id"].setVisible(bool(self.seen and self.seen.stages))

    def _edited(self, field: str) -> None:
        self._keeper.touch()
        if field in ("way", "from_bank"):
            self._show_way()
        if field == "stage_id":
            self._take_stage()
        if field in ("amount_fen", "way", "from_bank"):
            self._show_after()
        if field == "proxy_name":
            self._show_proxy()

    def _take_stage(self) -> None:
        """The amount of the stage that was chosen."""
        chosen = self._widgets["stage_id"].value()
        stage = (
            next((each for each in self.seen.stages if each.stage_id == chosen), None) if self.seen else None
        )
        if stage is not None:
            self._widgets["amount_fen"].set_value(stage.left_fen)
            self._show_after()

    def _check(self, field: str) -> None:
        """Say on leaving a field what cannot be read in it."""
        found = self._widgets[field].problem()
        self.form.show_problems_of(field, [found] if found else [])
        if field == "payee_name":
            self._fill_id_number()

    def _fill_id_number(self) -> None:
        """The ID number of the member of the family that was named, if it is known and none was typed."""
        number = self._widgets["payee_id_number"]
        family = dict(self.seen.family) if self.seen else {}
        name = self._widgets["payee_name"].value()
        if family.get(name) and (not number.raw().strip() or number.value() in family.values()):
            number.set_value(family[name])

    def _show_proxy(self) -> None:
        """What a proxy must show is asked for once there is one."""
        asked = bool(self._widgets["proxy_name"].raw().strip())
        for name in ("proxy_id_number", "proxy_relation", "proxy_phone"):
            self._boxes[name].setVisible(asked)

    def _show_after(self) -> None:
        if self.seen is None:
            return
        amount = 0 if self._is_paid else self._widgets["amount_fen"].value() or 0
        self.side.show_after(self.seen, amount, by_bank=self._by_bank())

    def _by_bank(self) -> bool:
        way = self._widgets["way"].value()
        return way == "transfer" or (way == "goods" and bool(self._widgets["from_bank"].value()))

    def _paid(self, disbursement_id: str) -> None:
        self._busy_with(False)
        self._just_paid, self._is_paid = disbursement_id, True
        self.pay_button.hide()
        self._keeper.stop()
        self.desk.background.run(self.desk.register.do, drafts.discard, DRAFT, self.case_id)
        self.desk.shell.say("已记账。请打印领款单，由领款人签字或按指印。")

    def _refused(self, error: Exception) -> None:
        """Where only the witness's or the approver's word is missing, ask for it here and pay then."""
        self._busy_with(False)
        if isinstance(error, WordWanted):
            word.ask(self.desk, self, error.wanted, self._told, self.desk.shell.show_fault)
        else:
            self.wrong.refused(error)

    def _told(self, _word_id: object) -> None:
        self.form.show_problems([])
        self.pay()

    def _corrected(self, title: str, _result: object) -> None:
        if title == REVERSAL:
            self.desk.shell.say("已用红字冲销，可以按正确的金额重新发放。")
            self.begin_next()
        else:
            self.desk.shell.say("已登记退回。")
            self.reload()

    def _raws(self) -> dict[str, Any]:
        return {name: widget.raw() for name, widget in self._widgets.items()}

    def _keep(self, content: dict[str, Any]) -> None:
        self.desk.background.run(self.desk.register.do, drafts.save, DRAFT, self.case_id, content)

    def _busy_with(self, busy: bool) -> None:
        self._busy = busy
        self.pay_button.setEnabled(not busy)
