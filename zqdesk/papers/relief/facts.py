"""What the papers of relief read of a case: what happened, what was paid, what came before, all in words."""

from datetime import date, datetime

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.relief.file import PaymentFacts, file_of
from zqdesk.office.reserve.ledger.journal import voucher_number
from zqdesk.office.reserve.paying.payment_entry import WAYS
from zqdesk.records.register import CHINA
from zqdesk.rules.money import format_yuan
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.relief.amount import APPLICANT_CLASSES, CAUSES, DEGREES, FORMS, KIND_TITLES


@frozen
class Help:
    """What happened and what is asked for, codes turned into words; sums in fen."""

    kind: str
    cause: str
    degree: str
    happened_on: date
    place: str
    situation: str
    person_count: int
    applicant_class: str
    spending_fen: int
    reimbursed_fen: int
    requested_fen: int
    amount_reason: str
    form: str
    goods: str


@frozen
class Before:
    """Relief the family had before, as far as the hall knows; `last` empty: none is known."""

    last: str
    year_count: int
    year_fen: int
    others: str
    repeat_reason: str


@frozen
class Paid:
    """One payment: `who` received it, with the proxy's relation; `where` is their ID number or the account."""

    on: date
    number: str
    way: str
    amount_fen: int
    who: str
    where: str
    note: str


def help_of(dossier: Dossier) -> Help:
    facts = file_of(dossier).facts
    return Help(
        kind=KIND_TITLES[dossier.case.kind],
        cause=CAUSES.get(facts.cause, ""),
        degree=DEGREES.get(facts.degree, ""),
        happened_on=facts.happened_on,
        place=facts.place,
        situation=facts.situation,
        person_count=facts.person_count,
        applicant_class=APPLICANT_CLASSES.get(facts.applicant_class, ""),
        spending_fen=facts.spending_fen,
        reimbursed_fen=facts.reimbursed_fen,
        requested_fen=facts.requested_fen,
        amount_reason=facts.amount_reason,
        form=FORMS.get(facts.form, ""),
        goods=facts.goods,
    )


def before_of(dossier: Dossier) -> Before:
    """Earlier relief of this household and its people; who only looks the same is left to the screen."""
    file = file_of(dossier)
    sure = [each for each in file.earlier if each.sure and each.paid_fen]
    this_year = [each for each in sure if each.registered_on.year == dossier.case.applied_on.year]
    last = sure[0] if sure else None
    told = ""
    if last is not None:
        cause = CAUSES.get(last.cause, "")
        told = f"{chinese_day(last.registered_on)}，{cause}，{format_yuan(last.paid_fen)}元（{last.number}）"
    return Before(
        last=told,
        year_count=len(this_year),
        year_fen=sum(each.paid_fen for each in this_year),
        others="；".join(file.parallel),
        repeat_reason=file.facts.repeat_reason,
    )


def paid_of(dossier: Dossier) -> tuple[Paid, ...]:
    """All payments, the reversed ones marked as such: an auditor sees what was crossed out."""
    return tuple(_paid(each) for each in file_of(dossier).payments)


def _paid(facts: PaymentFacts) -> Paid:
    row = facts.disbursement
    proxy = f"{row.proxy_name}（代领，{row.proxy_relation}）" if row.proxy_name else ""
    note = f"已退回{format_yuan(facts.returned_fen)}元" if facts.returned_fen else ""
    return Paid(
        on=facts.entry.booked_on,
        number=row.receipt_number,
        way=WAYS.get(row.way, row.way),
        amount_fen=row.amount_fen,
        who=proxy or row.payee_name,
        where=row.account_number or row.proxy_id_number or row.payee_id_number,
        note=void_words(facts) or note,
    )


def void_words(facts: PaymentFacts) -> str:
    """`已冲销作废（记-2026-0013，2026年11月24日）`; empty while the payment stands."""
    reversal = facts.reversal
    if reversal is None:
        return ""
    return f"已冲销作废（{voucher_number(reversal)}，{chinese_day(reversal.booked_on)}）"


def moment(at: datetime) -> str:
    """`2026年11月24日9时12分` of the hall's clock."""
    local = at.astimezone(CHINA)
    return f"{chinese_day(local.date())}{local.hour}时{local.minute:02d}分"
