"""What stands against a step of a relief case: said on its page before, and refused by the act itself."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.checks import check_choice, check_day, check_filled
from zqdesk.office.field_checks import id_number_problems, name_problems, phone_problems
from zqdesk.office.journal import paid_fen
from zqdesk.office.readiness import IN_PERSON
from zqdesk.office.relief_entry import Emergency, ReliefFacts
from zqdesk.office.setup import villages
from zqdesk.records.case import Case, Material
from zqdesk.records.paper import Paper
from zqdesk.records.person import Person
from zqdesk.records.relief import Grant, Relief
from zqdesk.records.reserve import Disbursement, Entry
from zqdesk.records.steps import HomeVisit
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem
from zqdesk.rules.relief import (
    APPLICANT_CLASSES,
    DEGREES,
    EMERGENCY,
    EXPENDITURE,
    FORMS,
    ReliefAssessment,
    causes_of,
)

SOURCE = "S4 第二条第二项"


def emergency_problems(session: Session, entry: Emergency, today: date) -> list[Problem]:
    """What of an emergency as it was typed cannot be kept; little is asked, and an ID number may be unknown."""
    problems = list(name_problems(entry.name, "name"))
    problems += id_number_problems(entry.id_number, "id_number", today)
    problems += phone_problems(entry.phone, "phone")
    if entry.village_id not in {village.id for village in villages(session, today)}:
        text = "请选择事发地或居住地所在的本镇街村（居）"
        problems.append(Problem("village_id.empty", text, "village_id"))
    problems += check_filled("situation", entry.situation, "困难情况", SOURCE)
    problems += _facts_problems(EMERGENCY, entry, today)
    if entry.form == "goods":
        problems += check_filled("goods", entry.goods, "实物名称和数量")
    if entry.person_count < 1:
        problems.append(Problem("relief.persons", "救助人数至少为1人", "person_count"))
    return problems


def application_problems(facts: ReliefFacts, today: date) -> list[Problem]:
    """What of the facts of an expenditure case is missing or cannot be."""
    problems = check_filled("facts.situation", facts.situation, "困难情况", SOURCE)
    problems += [_under("facts", each) for each in _facts_problems(EXPENDITURE, facts, today)]
    if facts.reimbursed_fen > facts.spending_fen:
        text = "已报销金额不能超过支出总额"
        problems.append(Problem("relief.reimbursed", text, "facts.reimbursed_fen"))
    problems += check_choice("facts.applicant_class", facts.applicant_class, APPLICANT_CLASSES, "对象类别")
    return problems


def _facts_problems(kind: str, facts: Emergency | ReliefFacts, today: date) -> Iterator[Problem]:
    yield from check_choice("cause", facts.cause, causes_of(kind), "困难原因")
    yield from check_choice("degree", facts.degree, DEGREES, "困难程度")
    yield from check_choice("form", facts.form, FORMS, "救助方式")
    if facts.happened_on is None:
        yield Problem("happened_on.empty", "请填写发生日期。", "happened_on")
    else:
        yield from check_day("happened_on", facts.happened_on, "发生日期", today=today)
    if facts.amount_fen <= 0:
        yield Problem("relief.amount", "请填写救助金额", "amount_fen")


def _under(prefix: str, problem: Problem) -> Problem:
    return Problem(problem.code, problem.text, f"{prefix}.{problem.field}", problem.source)


def amount_problems(
    amount_fen: int, reason: str, found: ReliefAssessment, *, ceiling: bool, field: str = "amount_fen"
) -> list[Problem]:
    """An amount above the rule's needs a reason; with `ceiling` none goes beyond what the town may approve."""
    problems = []
    if amount_fen <= 0:
        problems.append(Problem("relief.amount", "请填写救助金额", field))
    if amount_fen > found.amount_fen and not reason.strip():
        text = f"金额超过测算的{format_yuan(found.amount_fen)}元，请写明理由"
        problems.append(Problem("relief.amount_reason", text, "amount_reason", "S4 第二条第三项"))
    if ceiling and amount_fen > found.ceiling_fen:
        limit = format_yuan(found.ceiling_fen)
        text = f"镇街审批限额为{limit}元：先在限额以内救助，其余报区民政局审批"
        problems.append(Problem("relief.ceiling", text, field))
    return problems


def papers_missing(session: Session, case: Case) -> list[Problem]:
    """What an emergency still lacks before its papers are complete (补齐手续), everything at once."""
    person = session.get_one(Person, case.applicant_id)
    relief = relief_of(session, case.id)
    problems = []
    if not person.id_number and relief.applicant_class != "outsider":
        text = "还没有登记救助对象的身份证号"
        problems.append(Problem("papers.id_number", text, "correct_relief", SOURCE))
    visits = session.scalars(select(HomeVisit).where(HomeVisit.case_id == case.id))
    if not any(visit.method in IN_PERSON for visit in visits):
        problems.append(Problem("papers.visit", "还没有登记两人以上的入户核实", "visit_home", SOURCE))
    problems += _materials_missing(session, case)
    problems += _unprinted(session, case)
    return problems


def _materials_missing(session: Session, case: Case) -> list[Problem]:
    rows = session.scalars(
        select(Material).where(Material.case_id == case.id, Material.state == "missing").order_by(Material.id)
    )
    return [Problem("papers.material", f"缺少材料：{row.title}", "materials", SOURCE) for row in rows]


def _unprinted(session: Session, case: Case) -> Iterator[Problem]:
    """Papers that must have been drawn up: the slip of the emergency, and a receipt for every payment."""
    issued = {
        (paper.kind, paper.subject_id)
        for paper in session.scalars(select(Paper).where(Paper.case_id == case.id, Paper.digest != ""))
    }
    if ("relief_registration", "") not in issued:
        text = "还没有打印急难型先行救助登记表"
        yield Problem("papers.registration", text, "print", SOURCE)
    payments = standing_payments(session, case.id)
    if not payments:
        yield Problem("papers.unpaid", "还没有发放救助金", "disburse", SOURCE)
    for payment in payments:
        if ("receipt", payment.id) not in issued:
            text = f"还没有打印领款单{payment.receipt_number}"
            yield Problem("papers.receipt", text, "print", SOURCE)


def standing_payments(session: Session, case_id: str) -> tuple[Disbursement, ...]:
    """The payments of a case that were not reversed, in order of time."""
    reversals = select(Entry.reverses_id).where(Entry.reverses_id.is_not(None))
    query = select(Disbursement).where(
        Disbursement.case_id == case_id, Disbursement.entry_id.not_in(reversals)
    )
    return tuple(session.scalars(query.order_by(Disbursement.id)))


def relief_of(session: Session, case_id: str) -> Relief:
    """The facts of a relief case."""
    return session.scalars(select(Relief).where(Relief.case_id == case_id)).one()


def grant_of(session: Session, case_id: str) -> Grant | None:
    """What was granted in a case, or None."""
    return session.scalars(select(Grant).where(Grant.case_id == case_id)).first()


def unpaid_fen(session: Session, grant: Grant) -> int:
    """What is granted and not paid, in fen."""
    return grant.amount_fen - paid_fen(session, grant.id)
