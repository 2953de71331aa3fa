"""What stands against a payment: too much, too early, the wrong hand, nobody beside the payer, no account."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.assessing import parameters_for
from zqdesk.office.hall.checks import check_choice, check_filled
from zqdesk.office.hall.colleagues import Colleague, colleagues
from zqdesk.office.people.field_checks import id_number_problems, name_problems, phone_problems
from zqdesk.office.relief import earlier
from zqdesk.office.relief.applying.checks import unpaid_fen
from zqdesk.office.relief.earlier import EarlierRelief, Seen
from zqdesk.office.relief.payments import hands
from zqdesk.office.reserve.ledger.documents import TRANSFER as SLIP
from zqdesk.office.reserve.ledger.documents import OutsidePaper, required
from zqdesk.office.reserve.ledger.journal import paid_fen
from zqdesk.office.reserve.ledger.standing import paid_of_stage
from zqdesk.office.reserve.paying.payment_entry import CASH, GOODS, SIGN_KINDS, TRANSFER, WAYS, Payment
from zqdesk.records.register import Actor, Work
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.relief import Grant, GrantStage
from zqdesk.records.tables.steps import Decision
from zqdesk.rules.money import format_yuan
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.people.identity import normalise_name, parse_bank_card, parse_id_number
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.process import DISTRICT


@frozen
class Attempt:
    """Who wants to pay what, in which case, on which day; `staff` and what stands `beside` the case are read once."""

    session: Session
    case: Case
    grant: Grant
    payment: Payment
    payer: Actor
    today: date
    staff: tuple[Colleague, ...]
    beside: tuple[EarlierRelief, ...]


def attempt(work: Work, case: Case, grant: Grant, payment: Payment) -> Attempt:
    """The payment with all that is asked of the records about it."""
    beside = _beside(work.session, case, payment, work.today)
    staff = colleagues(work.session)
    return Attempt(work.session, case, grant, payment, work.actor, work.today, staff, beside)


def against(attempt: Attempt) -> list[Problem]:
    """Everything that speaks against a payment, but for the money in the till or the bank.

    What registration and agreement asked is asked again: the records may say something else by now.
    """
    return [
        *_amount_problems(attempt),
        *_limit_problems(attempt),
        *_payee_problems(attempt),
        *_proxy_problems(attempt),
        *_way_problems(attempt),
    ]


def payee_number(attempt: Attempt) -> str:
    """The payee's ID number: as typed, else the one on record of the member who is meant, else empty."""
    typed = attempt.payment.payee_id_number.strip()
    if typed:
        return parse_id_number(typed).number
    named = _named(attempt)
    return named[0].id_number if len(named) == 1 else ""


def plain(name: str) -> str:
    """The name as it is stored, or nothing where it cannot be one."""
    try:
        return normalise_name(name)
    except Refused:
        return ""


def _beside(session: Session, case: Case, payment: Payment, today: date) -> tuple[EarlierRelief, ...]:
    """Other cases that look like this one, now that it is known who takes the money and into which account."""
    seen = Seen(
        name=plain(payment.payee_name),
        id_number=readable(payment.payee_id_number),
        phone=payment.payee_phone.strip(),
        account_number=_readable_card(payment.account_number) if payment.way == TRANSFER else "",
        proxy_number=readable(payment.proxy_id_number) if payment.proxy_name.strip() else "",
        proxy_phone=payment.proxy_phone.strip() if payment.proxy_name.strip() else "",
    )
    return earlier.at_payment(session, case, seen, today)


def _limit_problems(attempt: Attempt) -> list[Problem]:
    """With what other cases of the event were granted by the town, the grant is still within its ceiling."""
    session = attempt.session
    by_district = set(session.scalars(select(Decision.case_id).where(Decision.authority == DISTRICT)))
    if attempt.case.id in by_district or attempt.grant.agreed_by_id is None:
        return []
    beside = [each for each in attempt.beside if each.case_id not in by_district]
    ceiling = parameters_for(session, attempt.case, attempt.today).number("relief.ceiling")
    total = attempt.grant.amount_fen + earlier.granted_beside(beside)
    if total <= ceiling:
        return []
    text = (
        f"同一事件的各案合计批准{format_yuan(total)}元，超过镇街审批限额{format_yuan(ceiling)}元，"
        "不能发放；请撤回重复的一件，或报区民政局审批。"
    )
    return [Problem("payment.ceiling", text, "amount_fen")]


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
    wrong = {problem.field for problem in problems}
    if not wrong & {"payee_name", "payee_id_number"}:
        problems += _not_of_the_family(attempt) or hands.payee_problems(
            attempt.session, payment, payee_number(attempt), _born_on(attempt), attempt.today
        )
    return problems


def _born_on(attempt: Attempt) -> date | None:
    named = _named(attempt)
    return named[0].born_on if len(named) == 1 else None


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
    if number and not wrong and parse_id_number(number).number == readable(payment.payee_id_number):
        wrong.append(Problem("proxy.payee", "代领人与领款人是同一个证件号码", "proxy_id_number"))
    problems += wrong
    problems += phone_problems(payment.proxy_phone.strip(), "proxy_phone")
    problems += check_filled("proxy_relation", payment.proxy_relation, "代领人与领款人的关系")
    problems += hands.proxy_problems(attempt.session, payment, attempt.today)
    return problems + hands.no_official(
        attempt.session, attempt.staff, attempt.case, attempt.payer.id, payment
    )


def readable(number: str) -> str:
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
        problems += hands.witness_problems(
            attempt.session, attempt.staff, attempt.case, attempt.payer.id, payment
        )
    return problems


def _account_problems(attempt: Attempt) -> list[Problem]:
    """An account of the family; of anybody else only with a proxy who answers for it, never of an official."""
    payment = attempt.payment
    problems = check_filled("account_name", payment.account_name, "户名")
    holder = plain(payment.account_name) or payment.account_name.strip()
    if holder and holder not in {person.name for person in _family(attempt)}:
        office = hands.office_of(attempt.session, attempt.staff, attempt.case, attempt.payer.id, (holder, ""))
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
