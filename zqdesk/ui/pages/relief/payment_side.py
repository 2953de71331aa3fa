"""Beside a payment: what may be paid on whose word, out of what it comes, and what looks like a second payment."""

from PySide6.QtWidgets import QWidget

from zqdesk.office.relief.payments.proposal import Proposal
from zqdesk.rules.money import capitals, format_yuan
from zqdesk.ui.desk.look import theme

SIDE_WIDTH = 340
"""In pixels at 100 %."""


class PaymentSide(QWidget):
    """Says nothing that can be typed."""

    def __init__(self) -> None:
        super().__init__()
        column = theme.column(spacing=12)
        self.setLayout(column)
        card, inside = theme.card()
        self.caption = theme.label("可发放", "small")
        inside.addWidget(self.caption)
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

    def show_proposal(self, seen: Proposal, *, paying: bool) -> None:
        """The grant, and before a payment those to people who look the same."""
        self.caption.setText("可发放" if paying else "还可发放")
        self.amount.setText(f"¥ {format_yuan(seen.unpaid_fen)}")
        self.capitals.setText(capitals(seen.unpaid_fen) if seen.unpaid_fen else "")
        kind = "先行救助，事后补齐手续" if seen.help_first else "审批后发放"
        self.basis.setText(
            f"{seen.case_number}\n批准 {format_yuan(seen.granted_fen)} 元，{seen.agreed}\n{kind}"
        )
        self.warnings.setText("\n".join(seen.warnings))
        paid_up = bool(seen.granted_fen) and not seen.unpaid_fen
        self.warning_card.setVisible(bool(seen.warnings) and paying and not paid_up)

    def show_after(self, seen: Proposal, amount_fen: int, *, by_bank: bool) -> None:
        """Out of what the money comes, and what is left there afterwards."""
        held = seen.bank_fen if by_bank else seen.float_fen
        where = "银行存款" if by_bank else "本窗口现金"
        short = bool(seen.unpaid_fen) and (held is None or held < amount_fen)
        if not seen.unpaid_fen or (held is not None and not amount_fen):
            said = f"{where} {format_yuan(held or 0)} 元"
        elif held is None:
            said = "！您在本窗口没有领用备用金，不能付现金。请先领用，或改用转账。"
        elif short:
            said = f"！{where}只有 {format_yuan(held)} 元，不够付 {format_yuan(amount_fen)} 元。"
        else:
            said = f"{where} {format_yuan(held)} 元，付后余 {format_yuan(held - amount_fen)} 元"
        self.money.setText(said)
        theme.mark(self.money, "tone", "bad" if short else "")
