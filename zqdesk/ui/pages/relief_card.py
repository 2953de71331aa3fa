"""The card of a relief case: what happened, what was granted, what was paid, and what was given before."""

from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from zqdesk.office.dossier import Dossier
from zqdesk.office.referrals import TARGETS
from zqdesk.office.relief_file import PaymentFacts, ReliefFile
from zqdesk.records.register import CHINA
from zqdesk.rules.money import format_yuan
from zqdesk.rules.relief import APPLICANT_CLASSES, CAUSES, DEGREES, FORMS
from zqdesk.ui import theme


class ReliefCard(QFrame):
    """Hidden on cases of other programmes."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._box = theme.column(16, 12, 16, 14, spacing=8)
        self.setLayout(self._box)
        self._box.addWidget(theme.label("救助情况", "section"))
        self._inside: QWidget | None = None
        self.hide()

    def show_relief(self, dossier: Dossier) -> None:
        """One line for each thing worth knowing before money is given."""
        self.setVisible(dossier.relief is not None)
        if dossier.relief is None:
            return
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for row, (title, words, tone) in enumerate(_lines(dossier.relief)):
            grid.addWidget(theme.label(title, "small"), row, 0)
            text = theme.label(words, wrap=True, selectable=True)
            theme.mark(text, "tone", tone)
            grid.addWidget(text, row, 1)
        self._box.addWidget(self._inside)


def _lines(file: ReliefFile) -> list[tuple[str, str, str]]:
    facts = file.facts
    cause = f"{CAUSES.get(facts.cause, '')}（{DEGREES.get(facts.degree, '')}），{facts.happened_on}"
    lines = [("原因", cause, ""), ("情况", facts.situation, "")]
    if facts.spending_fen:
        own = facts.spending_fen - facts.reimbursed_fen
        lines.append(("自付支出", f"{format_yuan(own)} 元（总额 {format_yuan(facts.spending_fen)}）", ""))
    lines.append(("对象", APPLICANT_CLASSES.get(facts.applicant_class, "未填"), ""))
    lines.append(("方式", f"{FORMS.get(facts.form, '')} {facts.goods}".strip(), ""))
    lines += _granted(file)
    lines += [("发放", _payment(each), "bad" if each.reversed else "") for each in file.payments]
    lines += [("救助过", each.sentence, "warn") for each in file.earlier]
    lines += [("其他", words, "") for words in file.parallel]
    lines += [("转介", f"{TARGETS[each.target]}：{each.answer or '等待办理'}", "") for each in file.referrals]
    return lines


def _granted(file: ReliefFile) -> list[tuple[str, str, str]]:
    if file.grant is None:
        return [("拟救助", f"{format_yuan(file.facts.requested_fen)} 元", "")]
    agreed = file.grant.agreed_at.astimezone(CHINA)
    words = f"{format_yuan(file.granted_fen)} 元，{file.grant.agreed_by_name} {agreed:%m-%d %H:%M} 同意"
    lines = [("批准", words, "")]
    lines.append(("已发", f"{format_yuan(file.paid_fen)} 元", ""))
    if file.unpaid_fen:
        lines.append(("未发", f"{format_yuan(file.unpaid_fen)} 元", "warn"))
    lines += [
        ("分期", f"第{stage.position}期 {format_yuan(stage.amount_fen)} 元，{stage.due_on}", "")
        for stage in file.stages
    ]
    return lines


def _payment(each: PaymentFacts) -> str:
    paid = each.disbursement
    words = f"{each.entry.booked_on:%m-%d} {format_yuan(paid.amount_fen)} 元，{paid.receipt_number[-8:]}"
    if each.reversed:
        return f"{words}（已冲销，领款单作废）"
    if each.returned_fen:
        words += f"，退回 {format_yuan(each.returned_fen)}"
    return words + ("，已核销" if each.settled else "，已报核销" if each.settlement_number else "")
