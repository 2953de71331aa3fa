"""What stands against a payment: too much, too early, the wrong hand, nobody beside the payer, no account."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.acts.duty import acted
from zqdesk.office.hall.checks import check_choice, check_filled
from zqdesk.office.people.field_checks import id_number_problems, name_problems, phone_problems
from zqdesk.office.relief import earlier
from zqdesk.office.relief.checks import unpaid_fen
from zqdesk.office.reserve.ledger.documents import TRANSFER as SLIP
from zqdesk.office.reserve.ledger.documents import OutsidePaper, required
from zqdesk.office.reserve.ledger.journal import paid_fen
from zqdesk.office.reserve.ledger.standing import paid_of_stage
from zqdesk.office.reserve.paying.payment_entry import CASH, GOODS, SIGN_KINDS, TRANSFER, WAYS, Payment
from zqdesk.records.register import Actor
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.relief import Grant, GrantStage
from zqdesk.records.tables.staff import Account
from zqdesk.rules.money import format_yuan
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.people.identity import normalise_name, parse_bank_card, parse_id_number
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.process import Role


@frozen
class Attempt:
    """Who wants to pay what, in which case, on which day."""

    session: Session
    case: Case
    grant: Grant
    payment: Payment
    payer: Actor
    today: date


def against(attempt: Attempt) -> list[Problem]:
    """Everything that speaks against a payment, but for the money in the till or the bank."""
    return [
        *_amount_problems(attempt),
        *_payee_problems(attempt),
        *_proxy_problems(attempt),
        *_way_problems(attempt),
        *_helped_before(attempt),
    ]


def _helped_before(attempt: Attempt) -> list[Problem]:
    """Who is paid, or the account paid into, was helped in a case the approver was not shown."""
    payment = attempt.payment
    account = _readable_card(payment.account_number) if payment.way == TRANSFER else ""
    number = _readable(payment.payee_id_number)
    return earlier.unseen(attempt.session, attempt.case, number, account, attempt.today)


def payee_number(attempt: Attempt) -> str:
    """The payee's ID number: as typed, else the one on record of the member who is meant, else empty."""
    typed = attempt.payment.payee_id_number.strip()
    if typed:
        return parse_id_number(typed).number
    named = _named(attempt)
    return named[0].id_number if len(named) == 1 else ""


def same_name(one: str, other: str) -> bool:
    """Whether two names are written alike but for spaces and the like; an unreadable name is like no other."""
    return bool(plain(one)) and plain(one) == plain(other)


def plain(name: str) -> str:
    """The name as it is stored, or nothing where it cannot be one."""
    try:
        return normalise_name(name)
    except Refused:
        return ""


def _amount_problems(attempt: Attempt) -> list[Problem]:
    session, grant, fen = attempt.session, attempt.grant, attempt.payment.amount_fen
    problems = []
    if fen <= 0:
        problems.append(Problem("reserve.amount", "金额必须大于零", "amount_fen"))
    left = unpaid_fen(session, grant)
    if fen > left:
        paid = format_yuan(paid_fen(session, grant.id))
        text = f"批准{format_yuan(grant.amount_fen)}元，已发{paid}元，最多还可发放{format_yuan(left)}元"
        problems.append(Problem("payment.above_grant", text, "amount_fen"))
    return problems + _stage_problems(attempt)


def _stage_problems(attempt: Attempt) -> list[Problem]:
    session, payment = attempt.session, attempt.payment
    stages = session.scalars(select(GrantStage).where(GrantStage.grant_id == attempt.grant.id)).all()
    stage = next((each for each in stages if each.id == payment.stage_id), None)
    if stage is None:
        if not stages and not payment.stage_id:
            return []
        text = "本案分期发放，请选择发放哪一期" if stages else "本案不分期发放"
        return [Problem("payment.stage", text, "stage_id")]
    problems = []
    if stage.due_on > attempt.today:
        text = f"第{stage.position}期应于{chinese_day(stage.due_on)}起发放"
        problems.append(Problem("payment.stage_early", text, "stage_id"))
    paid = paid_of_stage(session, stage)
    if paid + payment.amount_fen > stage.amount_fen:
        text = f"第{stage.position}期{format_yuan(stage.amount_fen)}元，已发{format_yuan(paid)}元"
        problems.append(Problem("payment.above_stage", text, "amount_fen"))
    return problems


def _payee_problems(attempt: Attempt) -> list[Problem]:
    payment = attempt.payment
    problems = list(name_problems(payment.payee_name, "payee_name"))
    problems += id_number_problems(payment.payee_id_number.strip(), "payee_id_number", attempt.today)
    problems += phone_problems(payment.payee_phone.strip(), "payee_phone")
    problems += check_choice("sign_kind", payment.sign_kind, SIGN_KINDS, "签收方式")
    if not attempt.grant.help_first:
        problems += _must_be_known(payment)
    if same_name(payment.payee_name, attempt.payer.name):
        text = "发放人不能发给自己，请由另一位出纳发放"
        problems.append(Problem("payment.own", text, "payee_name"))
    wrong = {problem.field for problem in problems}
    if not wrong & {"payee_name", "payee_id_number"}:
        problems += _not_of_the_family(attempt)
    return problems


def _must_be_known(payment: Payment) -> list[Problem]:
    """Only an emergency that is helped first may leave open who exactly was paid."""
    problems = []
    if not payment.payee_id_number.strip():
        problems.append(Problem("payment.id_number", "请填写领款人的身份证号", "payee_id_number"))
    if payment.way == CASH and not payment.payee_phone.strip() and not payment.proxy_phone.strip():
        problems.append(Problem("payment.phone", "发放现金须登记领款人的联系电话", "payee_phone"))
    return problems


def _not_of_the_family(attempt: Attempt) -> list[Problem]:
    named = _named(attempt)
    if not named:
        text = "领款人应是本户家庭成员；由别人代领的，领款人填本户成员，代领人另填"
        return [Problem("payment.payee", text, "payee_name")]
    alive = [person for person in named if person.died_on is None]
    if not alive:
        died_on = named[0].died_on
        when = f"于{chinese_day(died_on)}" if died_on else ""
        text = f"{named[0].name}已登记{when}去世，请由其他家庭成员领取"
        return [Problem("payment.died", text, "payee_name")]
    typed = attempt.payment.payee_id_number.strip()
    known = {person.id_number for person in alive}
    if typed and "" not in known and parse_id_number(typed).number not in known:
        text = f"与登记的{named[0].name}的身份证号不一致，请核对证件；登记有误的先更正"
        return [Problem("payment.id_differs", text, "payee_id_number")]
    return []


def _named(attempt: Attempt) -> list[Person]:
    name = plain(attempt.payment.payee_name)
    return [person for person in _family(attempt) if person.name == name]


def _family(attempt: Attempt) -> list[Person]:
    people = (
        select(Person)
        .join(CaseMember, CaseMember.person_id == Person.id)
        .where(CaseMember.case_id == attempt.case.id, CaseMember.left_on.is_(None))
        .order_by(CaseMember.position)
    )
    return list(attempt.session.scalars(people))


def _proxy_problems(attempt: Attempt) -> list[Problem]:
    payment, name = attempt.payment, attempt.payment.proxy_name.strip()
    if not name:
        return []
    number = payment.proxy_id_number.strip()
    problems = list(name_problems(name, "proxy_name"))
    if not number:
        problems.append(Problem("proxy.id_number", "代领人须出示本人身份证，请填写号码", "proxy_id_number"))
    wrong = list(id_number_problems(number, "proxy_id_number", attempt.today))
    if number and not wrong and parse_id_number(number).number == _readable(payment.payee_id_number):
        wrong.append(Problem("proxy.payee", "代领人与领款人是同一个证件号码", "proxy_id_number"))
    problems += wrong
    problems += phone_problems(payment.proxy_phone.strip(), "proxy_phone")
    problems += check_filled("proxy_relation", payment.proxy_relation, "代领人与领款人的关系")
    office = _officials(attempt).get(plain(name))
    if office:
        problems.append(Problem("proxy.staff", f"{name}是本案的{office}，不能代领", "proxy_name"))
    if same_name(name, payment.second_payer):
        problems.append(Problem("proxy.witness", "代领人不能同时是在场的发放人", "proxy_name"))
    return problems


def _readable(number: str) -> str:
    """The number as it is stored, nothing where it is none."""
    try:
        return parse_id_number(number.strip()).number
    except Refused:
        return ""


def _readable_card(number: str) -> str:
    try:
        return parse_bank_card(number)
    except Refused:
        return ""


def _officials(attempt: Attempt) -> dict[str, str]:
    """Everybody who took part in the case for the hall, under every name they had: name and part."""
    session, case = attempt.session, attempt.case
    found: dict[str, str] = {}
    for role, title in ((Role.CLERK, "经办人"), (Role.CASHIER, "发放人"), (Role.APPROVER, "审批人")):
        people = acted(session, case, role)
        found |= dict.fromkeys(people.values(), title)
        now = session.scalars(select(Account.name).where(Account.id.in_(people)))
        found |= dict.fromkeys(now, title)
    found[session.get_one(Account, case.clerk_id).name] = "经办人"
    found[attempt.grant.agreed_by_name] = "审批人"
    found[attempt.payer.name] = "发放人"
    return {plain(name): title for name, title in found.items()}


def _way_problems(attempt: Attempt) -> list[Problem]:
    payment = attempt.payment
    problems = check_choice("way", payment.way, WAYS, "发放方式")
    if payment.way == TRANSFER:
        problems += check_filled("bank_name", payment.bank_name, "开户银行")
        problems += _account_problems(attempt)
    if payment.way == GOODS:
        problems += check_filled("goods", payment.goods, "实物名称和数量")
        problems += check_filled("supplier", payment.supplier, "供货单位")
        problems += check_filled("invoice", payment.invoice, "发票号")
    if payment.by_bank:
        problems += required(OutsidePaper(SLIP, payment.bank_slip, "bank_slip"))
    if payment.way in (CASH, GOODS):
        problems += _witness_problems(attempt)
    return problems


def _account_problems(attempt: Attempt) -> list[Problem]:
    """An account of the family; of anybody else only with a proxy who answers for it, never of an official."""
    payment = attempt.payment
    problems = check_filled("account_name", payment.account_name, "户名")
    holder = plain(payment.account_name) or payment.account_name.strip()
    if holder and holder not in {person.name for person in _family(attempt)}:
        office = _officials(attempt).get(holder)
        if office:
            text = f"{holder}是本案的{office}，救助金不能转入其账户"
            problems.append(Problem("payment.account", text, "account_name"))
        elif not payment.proxy_name.strip():
            text = "户名不是本户家庭成员；转入他人账户的，请登记代领人"
            problems.append(Problem("payment.account", text, "account_name"))
    try:
        parse_bank_card(payment.account_number)
    except Refused as refused:
        problems += [
            Problem(each.code, each.text, "account_number", each.source) for each in refused.problems
        ]
    return problems


def _witness_problems(attempt: Attempt) -> list[Problem]:
    name = attempt.payment.second_payer.strip()
    staff = set(attempt.session.scalars(select(Account.name).where(Account.active)))
    if same_name(name, attempt.payer.name) or name not in staff:
        text = "现金、实物须两人在场发放，请选择另一位在场的工作人员"
        return [Problem("payment.witness", text, "second_payer")]
    if same_name(name, attempt.payment.payee_name):
        return [Problem("payment.witness", "在场的发放人不能是领款人", "second_payer")]
    return []
