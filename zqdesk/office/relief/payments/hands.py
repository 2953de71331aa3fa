"""Into whose hands money goes, through whose, and before whose eyes: each is a person, known by number where there is one."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.acts.duty import acted
from zqdesk.office.hall.colleagues import Colleague, Likeness
from zqdesk.office.hall.conflicts import own_family
from zqdesk.office.people.duplicates import with_number
from zqdesk.office.people.guards import same_name
from zqdesk.office.reserve.ledger.second_words import WITNESS, Wanted
from zqdesk.office.reserve.paying.payment_entry import WAYS, Payment
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.relief import Grant
from zqdesk.records.tables.reserve import Disbursement
from zqdesk.records.tables.steps import HomeVisit
from zqdesk.rules.money import format_yuan
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.people.identity import age_on, mask_id, parse_id_number
from zqdesk.rules.people.names import name_key
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.process import Role

Staff = Sequence[Colleague]
OF_AGE = 18
USUAL = "本人在场，看到钱物交给领款人（代领人）"
CIVIL_CODE = "民法典第17条、第19条、第20条、第34条"
SEES = frozenset({Role.CLERK, Role.APPROVER})
"""Who may stand by: whoever handles no cash."""


def payee_problems(
    session: Session, payment: Payment, number: str, born_on: date | None, today: date
) -> list[Problem]:
    """The number shown is not on record as somebody else's, and a minor is paid through the guardian (Civil Code)."""
    problems = _of_number(session, payment.payee_name, number, "payee_id_number")
    if _is_minor(number, born_on, today) and not payment.proxy_name.strip():
        text = "领款人未满18周岁，须由监护人代领、签字，请填写代领人"
        problems.append(Problem("payment.minor", text, "proxy_name", CIVIL_CODE))
    return problems


def proxy_problems(session: Session, payment: Payment, today: date) -> list[Problem]:
    """A proxy is alive, of age, and who their number says."""
    number = _read(payment.proxy_id_number)
    problems = _of_number(session, payment.proxy_name, number, "proxy_id_number")
    if _is_minor(number, None, today):
        text = "代领人未满18周岁，不能代领"
        problems.append(Problem("proxy.minor", text, "proxy_id_number", CIVIL_CODE))
    return problems


def no_official(session: Session, staff: Staff, case: Case, payer_id: str, payment: Payment) -> list[Problem]:
    """Nobody of the hall who took part in the case signs for the family, nor who stands by."""
    name, number = payment.proxy_name.strip(), _read(payment.proxy_id_number)
    office = office_of(session, staff, case, payer_id, (name, number))
    if office:
        return [Problem("proxy.staff", f"{name}是本案的{office}，不能代领", "proxy_name")]
    witness = [each for each in staff if each.is_named(payment.second_payer)]
    if any(each.likeness(name, number) is not Likeness.OTHER for each in witness):
        return [Problem("proxy.witness", "代领人不能同时是在场的发放人", "proxy_name")]
    if any(each.likeness("", number) is Likeness.SAME for each in staff):
        return [Problem("proxy.staff", f"{name}是本大厅的工作人员，不能代领", "proxy_name")]
    return []


def office_of(session: Session, staff: Staff, case: Case, payer_id: str, who: tuple[str, str]) -> str:
    """As what somebody took part in the case for the hall, by number or by any name they had; empty: not at all."""
    name, number = who
    parts: dict[str, str] = {}
    for role, title in ((Role.CLERK, "经办人"), (Role.CASHIER, "发放人"), (Role.APPROVER, "审批人")):
        parts |= dict.fromkeys(acted(session, case, role), title)
    agreed = select(Grant.agreed_by_id).where(Grant.case_id == case.id, Grant.agreed_by_id.is_not(None))
    seen = select(Disbursement.witness_id).where(
        Disbursement.case_id == case.id, Disbursement.witness_id.is_not(None)
    )
    parts |= {str(each): "审批人" for each in session.scalars(agreed)}
    parts |= {str(each): "在场发放人" for each in session.scalars(seen)}
    parts |= {case.clerk_id: "经办人", payer_id: "发放人"}
    for each in staff:
        part = next((parts[i] for i in each.account_ids if i in parts), "")
        if part and each.likeness(name, number) is not Likeness.OTHER:
            return part
    visits = session.scalars(select(HomeVisit).where(HomeVisit.case_id == case.id))
    looked = {name_key(one) for visit in visits for one in visit.investigators}
    named = [each for each in staff if each.is_named(name)]
    if name_key(name) in looked and not any(each.likeness(name, number) is Likeness.OTHER for each in named):
        return "调查人员"
    return ""


def witnesses(session: Session, staff: Staff, case: Case, payer_id: str, payment: Payment) -> tuple[str, ...]:
    """The accounts of the colleague who was named to stand by and may."""
    named = [each for each in staff if each.is_named(payment.second_payer)]
    return tuple(
        account
        for each in named
        # The only one of the name was asked before; of namesakes it may be the one who may not.
        if len(named) == 1 or not _why_no_witness(session, case, payer_id, each, payment)
        for account in sorted(each.account_ids)
    )


def witness_problems(
    session: Session, staff: Staff, case: Case, payer_id: str, payment: Payment
) -> list[Problem]:
    """Who stands by is somebody of the hall, not the payer, no cashier, not of the household, not who is paid."""
    name = payment.second_payer.strip()
    named = [each for each in staff if name and each.is_named(name) and each.roles]
    if not named:
        text = "现金、实物须两人在场发放，请选择另一位在场的工作人员"
        return [Problem("payment.witness", text, "second_payer")]
    why = [_why_no_witness(session, case, payer_id, each, payment) for each in named]
    return [] if not all(why) else [Problem("payment.witness", why[0], "second_payer")]


def witness_wanted(session: Session, case: Case, payment: Payment) -> Wanted:
    """What a witness signs: this payment, of this case, after so many others; nothing of it may change."""
    count = select(func.count()).select_from(Disbursement).where(Disbursement.case_id == case.id)
    made = session.scalar(count) or 0
    fields = repr((case.id, made, payment)).encode()
    proxy = f"，由{payment.proxy_name.strip()}代领" if payment.proxy_name.strip() else ""
    sentence = (
        f"{WAYS[payment.way]}发放：{payment.payee_name.strip()}"
        f"（{mask_id(_read(payment.payee_id_number)) or '无证件号'}）{format_yuan(payment.amount_fen)}元{proxy}，"
        f"{case.number}。请在场的{payment.second_payer.strip()}核对后签字。"
    )
    return Wanted(WITNESS, sha256(fields).hexdigest()[:32], sentence, "second_payer", USUAL)


def _why_no_witness(session: Session, case: Case, payer_id: str, who: Colleague, payment: Payment) -> str:
    if payer_id in who.account_ids:
        return "现金、实物须两人在场发放，请选择另一位在场的工作人员"
    if Role.CASHIER in who.roles or who.roles.isdisjoint(SEES):
        return "在场的人须是经办人或审批人，不能是出纳或只有管理权限的人"
    people = (
        (payment.payee_name, _read(payment.payee_id_number)),
        (payment.proxy_name, _read(payment.proxy_id_number)),
    )
    if any(name.strip() and who.likeness(name, number) is not Likeness.OTHER for name, number in people):
        return "在场的发放人不能是领款人或代领人"
    if own_family(session, who, (case.household_id,)):
        return "在场的发放人是本户成员或与其同名，应当回避，请另选一位"
    return ""


def _of_number(session: Session, name: str, number: str, field: str) -> list[Problem]:
    """What the records say of whoever has this number."""
    known = with_number(session, number)
    if known is None:
        return []
    if not same_name(known.name, name):
        text = f"这个身份证号已登记为“{known.name}”，与填写的姓名不同，请核对证件；登记有误的先更正"
        return [Problem("payment.number_taken", text, field)]
    if known.died_on is not None:
        text = f"{known.name}已登记于{chinese_day(known.died_on)}去世，请核对"
        return [Problem("payment.died", text, field)]
    return []


def _is_minor(number: str, born_on: date | None, today: date) -> bool:
    born = parse_id_number(number).born_on if number else born_on
    return born is not None and age_on(born, today) < OF_AGE


def _read(number: str) -> str:
    """The number as it is stored, nothing where it is none."""
    try:
        return parse_id_number(number.strip()).number
    except Refused:
        return ""
