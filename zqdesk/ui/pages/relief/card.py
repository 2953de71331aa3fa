"""The card of a relief case: what happened, what was granted, what was paid, and what was given before."""

from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.acts.referrals import TARGETS
from zqdesk.office.relief.file import PaymentFacts, ReliefFile, file_of
from zqdesk.records.register import CHINA
from zqdesk.rules.money import format_yuan
from zqdesk.rules.relief.amount import APPLICANT_CLASSES, CAUSES, DEGREES, FORMS
from zqdesk.ui.pages.cases.lines_card import Line, LinesCard


class ReliefCard(LinesCard):
    """Short facts stand in pairs, one line each for what is longer: everything worth knowing before money is given."""

    heading = "救助情况"

    def show_case(self, dossier: Dossier) -> None:
        file = file_of(dossier)
        self.show_lines(_sum(file), _lines(file), _facts(file))


def _sum(file: ReliefFile) -> str:
    """`批准 3,000.00 元 · 已发 1,500.00 元 · 未发 1,500.00 元`."""
    if file.grant is None:
        return f"申请 {format_yuan(file.facts.requested_fen)} 元"
    words = f"批准 {format_yuan(file.granted_fen)} 元 · 已发 {format_yuan(file.paid_fen)} 元"
    return words + (f" · 未发 {format_yuan(file.unpaid_fen)} 元" if file.unpaid_fen else "")


def _facts(file: ReliefFile) -> list[Line]:
    facts = file.facts
    lines = [
        ("原因", f"{CAUSES.get(facts.cause, '')}（{DEGREES.get(facts.degree, '')}）", ""),
        ("发生", f"{facts.happened_on} {facts.place}".strip(), ""),
        ("对象", f"{APPLICANT_CLASSES.get(facts.applicant_class, '未填')}，{facts.person_count} 人", ""),
        ("方式", f"{FORMS.get(facts.form, '')} {facts.goods}".strip(), ""),
    ]
    if file.grant is not None:
        agreed = file.grant.agreed_at.astimezone(CHINA)
        first = "先行救助，" if file.grant.help_first else ""
        lines.append(("同意", f"{first}{file.grant.agreed_by_name} {agreed:%m-%d %H:%M}", ""))
    if facts.spending_fen:
        own = facts.spending_fen - facts.reimbursed_fen
        lines.append(("自付", f"{format_yuan(own)} 元（总额 {format_yuan(facts.spending_fen)} 元）", ""))
    return lines


def _lines(file: ReliefFile) -> list[Line]:
    facts = file.facts
    lines = [("情况", facts.situation, "")]
    if facts.amount_reason:
        lines.append(("理由", f"超过测算：{facts.amount_reason}", ""))
    if file.others:
        named = "、".join(
            f"{each.name}（{each.id_number or each.no_number or '身份证号待补'}）" for each in file.others
        )
        lines.append(("受助人", f"申请人和{named}", ""))
    elif (
        facts.person_count > 1
        and file.facts.papers_ready_on is None
        and file.grant is not None
        and file.grant.help_first
    ):
        lines.append(("受助人", f"{facts.person_count} 人中只写明了申请人，补齐手续前写明每个人", "warn"))
    lines += [
        ("分期", f"第{stage.position}期 {format_yuan(stage.amount_fen)} 元，{stage.due_on} 发放", "")
        for stage in file.stages
    ]
    lines += [("发放", _payment(each), "bad" if each.reversed else "") for each in file.payments]
    lines += [("救助过", each.sentence, "warn") for each in file.earlier]
    lines += [("其他", words, "") for words in file.parallel]
    lines += [("转介", f"{TARGETS[each.target]}：{each.answer or '等待办理'}", "") for each in file.referrals]
    return lines


def _payment(each: PaymentFacts) -> str:
    paid = each.disbursement
    words = (
        f"{each.entry.booked_on:%m-%d} {format_yuan(paid.amount_fen)} 元，领款单 {paid.receipt_number[-8:]}"
    )
    if each.reversed:
        return f"{words}（已冲销，领款单作废）"
    if each.returned_fen:
        words += f"，退回 {format_yuan(each.returned_fen)} 元"
    if each.settled:
        return f"{words}，已核销"
    return words + ("，已报核销" if each.settlement_number else "")
