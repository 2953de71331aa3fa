"""Paying relief out of the reserve: one approval behind every payment, one receipt for each, never twice."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.checks import check_choice, check_filled
from zqdesk.office.correcting import standing_fen
from zqdesk.office.field_checks import id_number_problems, name_problems, phone_problems
from zqdesk.office.journal import Posting, paid_fen, post, till_account
from zqdesk.office.numbers import full_number, give_number
from zqdesk.office.relief import after_payment
from zqdesk.office.relief_checks import grant_of, unpaid_fen
from zqdesk.office.setup import hall
from zqdesk.office.steps import begin
from zqdesk.office.tills import own_float
from zqdesk.records.case import Case, CaseMember
from zqdesk.records.person import Person
from zqdesk.records.register import Work
from zqdesk.records.relief import Grant, GrantStage
from zqdesk.records.reserve import Disbursement
from zqdesk.records.staff import Account
from zqdesk.rules.identity import normalise_name, parse_bank_card, parse_id_number
from zqdesk.rules.money import format_yuan
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.reserve import BANK, UNSETTLED

CASH, TRANSFER, GOODS = "cash", "transfer", "goods"
WAYS = {CASH: "现金", TRANSFER: "转账", GOODS: "实物"}
SIGN_KINDS = {"signature": "签字", "fingerprint": "按指印"}
RECEIPTS = "LK"


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment as the cashier enters it; `amount_fen` above zero.

    Cash comes from the payer's own float. Goods are bought of `supplier` against `invoice`, from the float or,
    with `from_bank`, from the bank. With `proxy_name` somebody else signs for the payee. `second_payer` is
    the colleague who saw the cash handed over.
    """

    amount_fen: int
    way: str = CASH
    stage_id: str = ""
    payee_name: str = ""
    payee_id_number: str = ""
    payee_phone: str = ""
    proxy_name: str = ""
    proxy_id_number: str = ""
    proxy_phone: str = ""
    proxy_relation: str = ""
    sign_kind: str = "signature"
    second_payer: str = ""
    bank_name: str = ""
    account_name: str = ""
    account_number: str = ""
    goods: str = ""
    supplier: str = ""
    invoice: str = ""
    from_bank: bool = False


def disburse(work: Work, case_id: str, payment: Payment) -> str:
    """Pay relief against what was granted; returns the disbursement's id. Its receipt gets the next number.

    Refused: more than is granted and unpaid, more than the payer's float or the bank holds, a stage that is
    not due, a payee who is none of the family, a proxy without their own ID number or who approved, pays or
    handled the case, cash without a second person present.
    """
    case = begin(work, case_id, "disburse")
    grant = grant_of(work.session, case.id)
    if grant is None or grant.fund != "reserve":
        raise Refused(Problem("payment.grant", "这件救助没有可以从备用金发放的批准。"))
    refuse_if(
        [
            *_amount_problems(work, grant, payment),
            *_payee_problems(work, case, grant, payment),
            *_way_problems(work, payment),
        ]
    )
    posting = Posting(
        "disbursement", UNSETTLED, _source(work, payment), payment.amount_fen, _text(payment, case)
    )
    entry = post(work, posting, grant_id=grant.id, case_id=case.id)
    series = f"{hall(work.session).town_id}-{work.today.year}-{RECEIPTS}"
    row = Disbursement(
        entry_id=entry.id,
        grant_id=grant.id,
        case_id=case.id,
        stage_id=payment.stage_id or None,
        amount_fen=payment.amount_fen,
        way=payment.way,
        receipt_number=full_number(series, give_number(work, series)),
        **_kept(payment),
    )
    work.session.add(row)
    work.session.flush()
    after_payment(work, case)
    return row.id


def _kept(payment: Payment) -> dict[str, str]:
    """The words of a payment as they are stored; account and purchase only where they belong to the way."""
    said = {name: getattr(payment, name).strip() for name in _PEOPLE}
    said |= {"payee_name": normalise_name(payment.payee_name), "sign_kind": payment.sign_kind}
    for name in ("payee_id_number", "proxy_id_number"):
        said[name] = parse_id_number(said[name]).number if said[name] else ""
    if payment.way == TRANSFER:
        said |= {name: getattr(payment, name).strip() for name in _ACCOUNT}
    if payment.way == GOODS:
        said |= {name: getattr(payment, name).strip() for name in _PURCHASE}
    return said


_PEOPLE = (
    "payee_name", "payee_id_number", "payee_phone",
    "proxy_name", "proxy_id_number", "proxy_phone", "proxy_relation", "second_payer",
)  # fmt: skip
_ACCOUNT = ("bank_name", "account_name", "account_number")
_PURCHASE = ("goods", "supplier", "invoice")


def _text(payment: Payment, case: Case) -> str:
    kind = f"（{payment.goods.strip()}）" if payment.way == GOODS else ""
    return f"发放临时救助{'实物' if payment.way == GOODS else '金'} {payment.payee_name.strip()}{kind}（{case.number}）"


def _source(work: Work, payment: Payment) -> str:
    """The account that pays: the bank, or the payer's own float at this desk."""
    if payment.way == TRANSFER or (payment.way == GOODS and payment.from_bank):
        return BANK
    till = own_float(work.session, work.actor.id, work.desk_id)
    if till is None:
        text = "您在这个工作台没有领用窗口备用金，不能付现金；请先领用，或改用转账。"
        raise Refused(Problem("payment.float", text, "way"))
    return till_account(till.id)


def _amount_problems(work: Work, grant: Grant, payment: Payment) -> list[Problem]:
    problems = []
    if payment.amount_fen <= 0:
        problems.append(Problem("reserve.amount", "金额必须大于零", "amount_fen"))
    left = unpaid_fen(work.session, grant)
    if payment.amount_fen > left:
        paid = format_yuan(paid_fen(work.session, grant.id))
        text = f"批准{format_yuan(grant.amount_fen)}元，已发{paid}元，最多还可发放{format_yuan(left)}元"
        problems.append(Problem("payment.above_grant", text, "amount_fen"))
    return problems + _stage_problems(work, grant, payment)


def _stage_problems(work: Work, grant: Grant, payment: Payment) -> list[Problem]:
    stages = work.session.scalars(select(GrantStage).where(GrantStage.grant_id == grant.id)).all()
    if not stages:
        return []
    stage = next((each for each in stages if each.id == payment.stage_id), None)
    if stage is None:
        return [Problem("payment.stage", "本案分期发放，请选择发放哪一期", "stage_id")]
    problems = []
    if stage.due_on > work.today:
        text = f"第{stage.position}期应于{chinese_day(stage.due_on)}起发放"
        problems.append(Problem("payment.stage_early", text, "stage_id"))
    paid = paid_of_stage(work.session, stage)
    if paid + payment.amount_fen > stage.amount_fen:
        text = f"第{stage.position}期{format_yuan(stage.amount_fen)}元，已发{format_yuan(paid)}元"
        problems.append(Problem("payment.above_stage", text, "amount_fen"))
    return problems


def paid_of_stage(session: Session, stage: GrantStage) -> int:
    """What stands paid of a stage, in fen."""
    payments = session.scalars(select(Disbursement).where(Disbursement.stage_id == stage.id))
    return sum(standing_fen(session, payment) for payment in payments)


def _payee_problems(work: Work, case: Case, grant: Grant, payment: Payment) -> list[Problem]:
    problems = list(name_problems(payment.payee_name, "payee_name"))
    problems += id_number_problems(payment.payee_id_number, "payee_id_number", work.today)
    problems += phone_problems(payment.payee_phone.strip(), "payee_phone")
    if not payment.payee_id_number.strip() and not grant.help_first:
        problems.append(Problem("payment.id_number", "请填写领款人的身份证号", "payee_id_number"))
    if not problems and normalise_name(payment.payee_name) not in _family(work.session, case):
        text = "领款人应是本户家庭成员；由别人代领的，领款人填本户成员，代领人另填"
        problems.append(Problem("payment.payee", text, "payee_name"))
    problems += check_choice("sign_kind", payment.sign_kind, SIGN_KINDS, "签收方式")
    return problems + _proxy_problems(work, case, grant, payment)


def _family(session: Session, case: Case) -> set[str]:
    people = select(CaseMember.person_id).where(CaseMember.case_id == case.id, CaseMember.left_on.is_(None))
    return set(session.scalars(select(Person.name).where(Person.id.in_(people))))


def _proxy_problems(work: Work, case: Case, grant: Grant, payment: Payment) -> list[Problem]:
    name = payment.proxy_name.strip()
    if not name:
        return []
    problems = list(name_problems(name, "proxy_name"))
    if not payment.proxy_id_number.strip():
        problems.append(Problem("proxy.id_number", "代领人须出示本人身份证，请填写号码", "proxy_id_number"))
    problems += id_number_problems(payment.proxy_id_number, "proxy_id_number", work.today)
    problems += check_filled("proxy_relation", payment.proxy_relation, "代领人与领款人的关系")
    clerk = work.session.get_one(Account, case.clerk_id).name
    barred = {work.actor.name: "发放人", grant.agreed_by_name: "审批人", clerk: "经办人"}
    if name in barred:
        text = f"{name}是本案的{barred[name]}，不能代领"
        problems.append(Problem("proxy.staff", text, "proxy_name"))
    if name == payment.second_payer.strip():
        problems.append(Problem("proxy.witness", "代领人不能同时是在场的发放人", "proxy_name"))
    return problems


def _way_problems(work: Work, payment: Payment) -> list[Problem]:
    problems = check_choice("way", payment.way, WAYS, "发放方式")
    if payment.way == TRANSFER:
        problems += check_filled("account_name", payment.account_name, "户名")
        problems += check_filled("bank_name", payment.bank_name, "开户银行")
        problems += _account_problems(payment.account_number)
    if payment.way == GOODS:
        problems += check_filled("goods", payment.goods, "实物名称和数量")
        problems += check_filled("supplier", payment.supplier, "供货单位")
        problems += check_filled("invoice", payment.invoice, "发票号")
    if payment.way in (CASH, GOODS):
        problems += _witness_problems(work, payment)
    return problems


def _account_problems(number: str) -> list[Problem]:
    try:
        parse_bank_card(number)
    except Refused as refused:
        return [Problem(each.code, each.text, "account_number", each.source) for each in refused.problems]
    return []


def _witness_problems(work: Work, payment: Payment) -> list[Problem]:
    name = payment.second_payer.strip()
    staff = set(work.session.scalars(select(Account.name).where(Account.active)))
    if name == work.actor.name or name not in staff:
        return [
            Problem("payment.witness", "现金、实物须两人在场发放，请选择另一位在场的工作人员", "second_payer")
        ]
    return []
