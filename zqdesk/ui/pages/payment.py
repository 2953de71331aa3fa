"""The cashier's page: one case, one payment, its receipt, and the correction on the spot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from zqdesk.office import correcting, disbursing, drafts
from zqdesk.office.disbursing import SIGN_KINDS, WAYS, Payment
from zqdesk.office.payment_proposal import Made, Proposal, proposal
from zqdesk.rules.money import capitals, format_yuan
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.process import Role
from zqdesk.ui import printing, theme
from zqdesk.ui.commands import caption
from zqdesk.ui.desk import Desk
from zqdesk.ui.form import DraftKeeper, FieldBox, Form
from zqdesk.ui.page import Page
from zqdesk.ui.pages.reserve import forms_district
from zqdesk.ui.pages.reserve.part import ActPanel
from zqdesk.ui.pages.steps.form import Reason, StepForm, the_reason
from zqdesk.ui.pages.steps.panel import StepPanel
from zqdesk.ui.pages.steps.place import PanelPlace
from zqdesk.ui.refresh import Touched
from zqdesk.ui.rows import Column, Table
from zqdesk.ui.scrolling import scrolled
from zqdesk.ui.widgets import key_walk
from zqdesk.ui.widgets.code_picker import CodePicker
from zqdesk.ui.widgets.id_edit import AccountEdit, IdEdit, PhoneEdit
from zqdesk.ui.widgets.money_edit import MoneyEdit
from zqdesk.ui.widgets.name_edit import NameEdit
from zqdesk.ui.widgets.text_edit import LongTextEdit, TextEdit
from zqdesk.ui.widgets.tick import Tick
from zqdesk.ui.widgets.title import Title

SIDE_WIDTH = 340
COLUMNS = 3
DRAFT = "payment"
ONLY = {
    "transfer": ("bank_name", "account_name", "account_number"),
    "goods": ("goods", "supplier", "invoice", "from_bank"),
}
"""Fields that only one way of paying asks for."""


@dataclass(frozen=True, slots=True)
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
    """F10 pays; the receipt is printed for the signature; a slip is reversed at once by an approver."""

    title = "发放救助金"

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk)
        self.case_id = case_id
        self.seen: Proposal | None = None
        self.form: Form[Payment] = Form(Payment(0), self)
        self._widgets: dict[str, Any] = {}
        self._boxes: dict[str, FieldBox] = {}
        self._busy = False
        self._just_paid = ""
        self.papers = printing.PaperPrinter(desk, self)
        self.place = PanelPlace()
        self.place.done.connect(self._corrected)
        self._build()
        self.form.load(Payment(0))
        self._keeper = DraftKeeper(self._keep, self._raws, self)
        self.form.edited.connect(self._edited)

    def _lines(self) -> list[list[tuple[str, str, Any, int]]]:
        """Field, caption, widget and width, a list for each line: what a way does not ask for leaves no hole."""
        today = self.desk.today
        return [
            [
                ("payee_name", "领款人（本户成员）", NameEdit(), 1),
                ("payee_id_number", "领款人身份证号", IdEdit(today), 1),
                ("payee_phone", "联系电话", PhoneEdit(), 1),
            ],
            [
                ("amount_fen", "发放金额（元）", MoneyEdit(), 1),
                ("way", "发放方式", CodePicker(WAYS.items(), optional=False), 1),
                ("sign_kind", "签收方式", CodePicker(SIGN_KINDS.items(), optional=False), 1),
            ],
            [
                ("second_payer", "在场的另一位发放人", CodePicker(()), 1),
                ("stage_id", "分期", CodePicker(()), 2),
            ],
            [
                ("account_name", "户名", NameEdit(), 1),
                ("bank_name", "开户银行", TextEdit(), 1),
                ("account_number", "银行账号", AccountEdit(), 1),
            ],
            [
                ("goods", "实物名称和数量", TextEdit(), 1),
                ("supplier", "供货单位", TextEdit(), 1),
                ("invoice", "发票号", TextEdit(), 1),
            ],
            [("from_bank", "", Tick("货款由银行账户支付（不勾选的从本窗口现金支付）"), 3)],
            [
                ("proxy_name", "代领人（本人领取的不填）", NameEdit(), 1),
                ("proxy_id_number", "代领人身份证号", IdEdit(today), 1),
                ("proxy_relation", "与领款人关系", TextEdit(), 1),
            ],
            [("proxy_phone", "代领人电话", PhoneEdit(), 1)],
        ]

    def _build(self) -> None:
        self.heading = Title()
        self.heading.setText(self.title)
        self.pay_button = theme.button(caption("submit", "发放"), self.pay, role="primary")
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
        stack.addWidget(self._made_card())
        stack.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(scrolled(left), 1)
        body.addWidget(self._side())
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 12)
        page.setSpacing(12)
        page.addLayout(theme.row(self.heading, None, self.case_button, self.pay_button))
        page.addLayout(body, 1)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        for line, fields in enumerate(self._lines()):
            place = 0
            for name, words, widget, wide in fields:
                box = self.form.add(name, FieldBox(words, widget))
                self._widgets[name], self._boxes[name] = widget, box
                grid.addWidget(box, line, place, 1, wide)
                place += wide
                if not words:
                    widget.setAccessibleName(widget.text())
                left = getattr(widget, "left", None)
                if left is not None:
                    left.connect(partial(self._check, name))
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        return grid

    def _made_card(self) -> QWidget:
        self.made_card, inside = theme.card()
        self.made = Table(
            [
                Column("领款单", lambda m: m.receipt_number, 200),
                Column("日期", lambda m: m.paid_on.isoformat(), 100),
                Column("金额(元)", lambda m: format_yuan(m.amount_fen), 110, right=True),
                Column(
                    "情况", _standing, 120, chip=lambda m: "good" if m.standing_fen else "bad", stretch=True
                ),
            ]
        )
        self.made.setMinimumHeight(theme.pixels(120))
        self.print_button = theme.button(caption("print", "打印领款单"), self._print)
        self.reverse_button = theme.button("记错了，冲销…", self._reverse, role="danger")
        self.refund_button = theme.button("钱退回来了…", self._refund)
        buttons = (self.reverse_button, self.refund_button, self.print_button)
        inside.addLayout(theme.row(theme.label("本案发放", "section"), None, *buttons))
        inside.addWidget(self.made)
        self.made_card.hide()
        return self.made_card

    def _side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(theme.pixels(SIDE_WIDTH))
        column = theme.column(spacing=12)
        side.setLayout(column)
        card, inside = theme.card()
        inside.addWidget(theme.label("可发放", "small"))
        self.amount = theme.label("", "figure")
        self.capitals = theme.label("", "small", wrap=True)
        self.basis = theme.label("", wrap=True)
        self.money = theme.label("", wrap=True)
        for widget in (self.amount, self.capitals, self.basis, self.money):
            inside.addWidget(widget)
        column.addWidget(card)
        self.warning_card, warnings = theme.card()
        warnings.addWidget(theme.label("先核对：可能重复发放", "section"))
        self.warnings = theme.label("", wrap=True, selectable=True)
        theme.mark(self.warnings, "tone", "bad")
        warnings.addWidget(self.warnings)
        self.warning_card.hide()
        column.addWidget(self.warning_card)
        column.addStretch(1)
        return side

    def reload(self) -> None:
        actor, register = self.desk.actor, self.desk.register
        today = self.desk.today()
        self.desk.read(opening, self.case_id, actor.id, register.desk_id, today, then=self._opened)

    def concerns(self, touched: Touched) -> bool:
        return any(kind in ("reserve_entries", "grants", "papers") for kind, _ in touched)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        found: dict[str, Callable[[], object]] = {"submit": self.pay, "print": self._print}
        if self.place.panel is not None:
            found["back"] = self.place.panel.close_panel
            found["case.next"] = self.place.panel.submit
        return found

    def leave(self) -> None:
        self._keeper.flush()
        self._keeper.stop()
        self.place.leave()

    def focusNextPrevChild(self, next_: bool) -> bool:
        shown = [each for each in self._widgets.values() if each.isVisibleTo(self)]
        target = key_walk.neighbour([*shown, self.pay_button], next_)
        if target is None:
            return super().focusNextPrevChild(next_)
        key_walk.enter(target)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if key_walk.is_enter(event):
            self.focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)

    def pay(self) -> None:
        """Pay once; what is wrong is shown at its field."""
        if self._busy or self.seen is None or not self.pay_button.isEnabled():
            return
        unread = [
            Problem(found.code, found.text, name, found.source)
            for name, widget in self._widgets.items()
            if widget.isVisibleTo(self) and (found := widget.problem()) is not None
        ]
        if unread:
            self.form.show_problems(unread)
            return
        self._busy_with(True)
        self._keeper.flush()
        payment = self.form.record()
        self.desk.do(disbursing.disburse, self.case_id, payment, then=self._paid, failed=self._refused)

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
        first, self.seen = self.seen is None, seen
        self.heading.setText(f"发放救助金 · {seen.title}")
        self.amount.setText(f"¥ {format_yuan(seen.unpaid_fen)}")
        self.capitals.setText(capitals(seen.unpaid_fen) if seen.unpaid_fen else "")
        kind = "先行救助，事后补齐手续" if seen.help_first else "审批后发放"
        self.basis.setText(
            f"{seen.case_number}\n批准 {format_yuan(seen.granted_fen)} 元，{seen.agreed}\n{kind}"
        )
        self.warnings.setText("\n".join(seen.warnings))
        self.warning_card.setVisible(bool(seen.warnings))
        self._widgets["second_payer"].set_entries([(name, name) for name in seen.staff])
        self._widgets["stage_id"].set_entries([(each.stage_id, each.words) for each in seen.stages])
        if first:
            self.form.load(seen.payment)
        elif seen.unpaid_fen:
            self._widgets["amount_fen"].set_value(seen.payment.amount_fen)
            self._widgets["stage_id"].set_value(seen.payment.stage_id)
        self._show_way()
        self._show_proxy()
        self._show_after()
        self.form_card.setVisible(bool(seen.unpaid_fen))
        self.pay_button.setVisible(bool(seen.unpaid_fen))
        self.made_card.setVisible(bool(seen.made))
        self.made.show_rows(seen.made, identity=lambda m: m.disbursement_id)
        self.made.choose_first()
        just_paid, self._just_paid = self._just_paid, ""
        if just_paid:
            rows = [made.disbursement_id for made in self.made.rows.rows]
            self.made.selectRow(rows.index(just_paid))
            self.print_button.setFocus()
        elif first:
            (self._widgets["second_payer"] if seen.unpaid_fen else self.print_button).setFocus()

    def _show_way(self) -> None:
        way = self._widgets["way"].value()
        for kind, names in ONLY.items():
            for name in names:
                self._boxes[name].setVisible(way == kind)
        self._boxes["second_payer"].setVisible(way != "transfer")
        self._boxes["sign_kind"].setVisible(way != "transfer")
        self._boxes["stage_id"].setVisible(bool(self.seen and self.seen.stages))

    def _edited(self, field: str) -> None:
        self._keeper.touch()
        if field == "way":
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
        """Out of what the money comes, and what is left there afterwards."""
        seen = self.seen
        if seen is None:
            return
        way, amount = self._widgets["way"].value(), self._widgets["amount_fen"].value() or 0
        by_bank = way == "transfer" or (way == "goods" and self._widgets["from_bank"].value())
        held = seen.bank_fen if by_bank else seen.float_fen
        where = "银行存款" if by_bank else "本窗口现金"
        if not seen.unpaid_fen:
            self.money.setText(f"{where} {format_yuan(held or 0)} 元")
        elif held is None:
            self.money.setText("！您在本窗口没有领用备用金，不能付现金。请先领用，或改用转账。")
        elif held < amount:
            self.money.setText(f"！{where}只有 {format_yuan(held)} 元，不够付 {format_yuan(amount)} 元。")
        else:
            left = format_yuan(held - amount)
            self.money.setText(f"{where} {format_yuan(held)} 元，付后余 {left} 元")
        short = bool(seen.unpaid_fen) and (held is None or held < amount)
        theme.mark(self.money, "tone", "bad" if short else "")

    def _paid(self, disbursement_id: str) -> None:
        self._busy_with(False)
        self._just_paid = disbursement_id
        self._keeper.stop()
        self.desk.background.run(self.desk.register.do, drafts.discard, DRAFT, self.case_id)
        self.desk.shell.say("已记账。请打印领款单，由领款人签字或按指印。")

    def _refused(self, error: Exception) -> None:
        self._busy_with(False)
        if not isinstance(error, Refused):
            self.desk.shell.show_fault(error)
            return
        homeless = self.form.show_problems(error.problems)
        if homeless:
            self.desk.shell.show_problems(tuple(homeless))

    def _print(self) -> None:
        made: Made | None = self.made.current()
        if made is not None:
            self.papers.print_receipt(self.case_id, made.disbursement_id)

    def _reverse(self) -> None:
        made: Made | None = self.made.current()
        if made is None or not made.standing_fen:
            return
        form = StepForm(
            correcting.reverse,
            Reason(),
            [("reason", "冲销的原因", LongTextEdit("例如：金额记错，应为……"), 3)],
            the_reason,
            explain=f"冲销领款单 {made.receipt_number}，{format_yuan(made.amount_fen)} 元：以红字记账，原记录保留，"
            "领款单作废。现金须仍在或已收回窗口。",
            submit="冲销",
            danger=True,
            colleague=(Role.APPROVER,),
        )
        self.place.open(StepPanel(self.desk, made.entry_id, "红字冲销", form))

    def _corrected(self, title: str, _result: object) -> None:
        words = "已用红字冲销，可以按正确的金额重新发放。" if title == "红字冲销" else "已登记退回。"
        self.desk.shell.say(words)
        self.reload()

    def _refund(self) -> None:
        made: Made | None = self.made.current()
        if made is None or not made.standing_fen or self.seen is None:
            return
        payee = self.seen.payment.payee_name
        form = forms_district.refund(made.disbursement_id, payee, made.receipt_number, made.standing_fen)
        self.place.open(ActPanel(self.desk, made.disbursement_id, "登记退回", form))

    def _raws(self) -> dict[str, Any]:
        return {name: widget.raw() for name, widget in self._widgets.items()}

    def _keep(self, content: dict[str, Any]) -> None:
        self.desk.background.run(self.desk.register.do, drafts.save, DRAFT, self.case_id, content)

    def _busy_with(self, busy: bool) -> None:
        self._busy = busy
        self.pay_button.setEnabled(not busy)


def _standing(made: Made) -> str:
    if made.standing_fen == made.amount_fen:
        return "已发放"
    return f"余 {format_yuan(made.standing_fen)}" if made.standing_fen else "已冲销或退回"
