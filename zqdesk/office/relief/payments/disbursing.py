"""Paying relief out of the reserve: one approval behind every payment, one receipt for each, never twice."""

from zqdesk.office.cases.acts.steps import begin
from zqdesk.office.hall.colleagues import colleague
from zqdesk.office.hall.conflicts import own_family
from zqdesk.office.hall.numbers import full_number, give_number
from zqdesk.office.hall.setup import hall
from zqdesk.office.relief.applying.checks import grant_of
from zqdesk.office.relief.payments import hands
from zqdesk.office.relief.payments.after_payment import after_payment
from zqdesk.office.relief.payments.checks import Attempt, against, attempt, payee_number
from zqdesk.office.reserve.cash.tills import own_float
from zqdesk.office.reserve.ledger.days import believe_today
from zqdesk.office.reserve.ledger.documents import INVOICE, OutsidePaper, checked
from zqdesk.office.reserve.ledger.documents import TRANSFER as SLIP
from zqdesk.office.reserve.ledger.journal import Posting, post, short, till_account
from zqdesk.office.reserve.ledger.second_words import HELPED, Wanted, word_of, word_on
from zqdesk.office.reserve.paying.payment_entry import GOODS, RECEIPTS, TRANSFER, Payment
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.reserve import Disbursement, SecondWord
from zqdesk.rules.people.identity import normalise_name, parse_bank_card, parse_id_number
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.reserve import BANK, UNSETTLED


def disburse(work: Work, case_id: str, payment: Payment) -> str:
    """Pay relief against what was granted; returns the disbursement's id. Its receipt gets the next number.

    Refused: more than is granted and unpaid, more than the payer's float or the bank holds, a stage that is
    not due, a payee who is none of the family or whose ID number is another, a proxy without their own ID
    number or who approved, pays or handled the case, another's account, cash without a second person present; a
    minor without a guardian; the dead; what exceeds the ceiling of the event. Wanted: the approver's word on every
    double nobody was shown, and the signature of who stands by (`WordWanted`).
    """
    believe_today(work)
    case = begin(work, case_id, "disburse")
    grant = grant_of(work.session, case.id)
    if grant is None or grant.fund != "reserve":
        raise Refused(Problem("payment.grant", "这件救助没有可以从备用金发放的批准。"))
    asked = attempt(work, case, grant, payment)
    source = _source(work, payment)
    refuse_if([*against(asked), *_money_problems(work, source, payment)])
    assert source is not None
    papers = checked(work, *_papers(payment))
    _told_apart(work, asked)
    witness = _witness(work, asked)
    slip = payment.bank_slip if payment.by_bank else ""
    posting = Posting("disbursement", UNSETTLED, source, payment.amount_fen, _text(payment, case), slip)
    entry = post(work, posting, papers, grant_id=grant.id, case_id=case.id)
    series = f"{hall(work.session).town_id}-{work.today.year}-{RECEIPTS}"
    row = Disbursement(
        entry_id=entry.id,
        grant_id=grant.id,
        case_id=case.id,
        stage_id=payment.stage_id or None,
        amount_fen=payment.amount_fen,
        way=payment.way,
        receipt_number=full_number(series, give_number(work, series)),
        payee_id_number=payee_number(asked),
        witness_id=witness.by_id if witness else None,
        **_kept(payment),
    )
    work.session.add(row)
    work.session.flush()
    after_payment(work, case)
    return row.id


def _told_apart(work: Work, asked: Attempt) -> None:
    """What looks like the same family or event, and nobody was shown: an approver says of each why it is paid."""
    for each in asked.beside:
        if each.verdict or not each.granted_fen:
            continue
        text = (
            f"审批时没有看到的救助记录：{each.sentence}。请核对是否重复救助；"
            "确实可以发放的，请审批人说明理由。"
        )
        subject = f"{asked.case.id}:{each.case_id}:{','.join(each.grounds)}"
        word = word_on(work, Wanted(HELPED, subject, text, "payee_id_number"))
        refuse_if(own_family(work.session, colleague(work.session, word.by_id), (asked.case.household_id,)))


def _witness(work: Work, asked: Attempt) -> SecondWord | None:
    """Who stood by signs this very payment; a transfer needs nobody."""
    payment, case = asked.payment, asked.case
    if payment.way == TRANSFER:
        return None
    may = hands.witnesses(work.session, asked.staff, case, work.actor.id, payment)
    return word_of(work, hands.witness_wanted(work.session, case, payment), may)


def _kept(payment: Payment) -> dict[str, str]:
    """The words of a payment as they are stored; what its way does not ask for is left out."""
    names = [*_PEOPLE]
    names += _PROXY if payment.proxy_name.strip() else ()
    names += _ACCOUNT if payment.way == TRANSFER else ("second_payer",)
    names += _PURCHASE if payment.way == GOODS else ()
    said = {name: getattr(payment, name).strip() for name in names}
    for name in {"payee_name", "proxy_name"} & said.keys():
        said[name] = normalise_name(said[name])
    if "proxy_id_number" in said:
        said["proxy_id_number"] = parse_id_number(said["proxy_id_number"]).number
    if "account_number" in said:
        said["account_number"] = parse_bank_card(said["account_number"])
    return said


_PEOPLE = ("payee_name", "payee_phone", "sign_kind")
_PROXY = ("proxy_name", "proxy_id_number", "proxy_phone", "proxy_relation")
_ACCOUNT = ("bank_name", "account_name", "account_number")
_PURCHASE = ("goods", "supplier", "invoice")


def _papers(payment: Payment) -> tuple[OutsidePaper, ...]:
    """The bank's slip, and the invoice of what was bought: of one supplier, each pays for one thing."""
    papers = [OutsidePaper(SLIP, payment.bank_slip, "bank_slip")] if payment.by_bank else []
    if payment.way == GOODS:
        papers.append(OutsidePaper(INVOICE, payment.invoice, "invoice", payment.supplier))
    return tuple(papers)


def _text(payment: Payment, case: Case) -> str:
    name = normalise_name(payment.payee_name)
    if payment.way == GOODS:
        return f"发放临时救助实物 {name}（{payment.goods.strip()}）（{case.number}）"
    return f"发放临时救助金 {name}（{case.number}）"


def _source(work: Work, payment: Payment) -> str | None:
    """The account that pays: the bank, or the payer's own float at this desk; None where they hold none."""
    if payment.by_bank:
        return BANK
    till = own_float(work.session, work.actor.id, work.desk_id)
    return till_account(till.id) if till else None


def _money_problems(work: Work, source: str | None, payment: Payment) -> list[Problem]:
    if source is None:
        text = "您在这个工作台没有领用窗口备用金，不能付现金；请先领用，或改用转账。"
        return [Problem("payment.float", text, "way")]
    return short(work.session, UNSETTLED, source, payment.amount_fen)
