"""What stands against a step of a relief case: said on its page before, and refused by the act itself."""

from collections.abc import Callable, Iterator
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.entry.values import Application
from zqdesk.office.cases.looks.readiness import IN_PERSON
from zqdesk.office.hall.checks import check_choice, check_day, check_filled
from zqdesk.office.hall.setup import standard_kind_of, villages
from zqdesk.office.people import guards
from zqdesk.office.people.duplicates import known_person
from zqdesk.office.people.field_checks import id_number_problems, name_problems, phone_problems
from zqdesk.office.relief.applying.materials import NO_NUMBER, SIGNED, SUPPORTED
from zqdesk.office.relief.entries import Emergency, ReliefFacts
from zqdesk.office.relief.persons import persons_problems, unnamed
from zqdesk.office.reserve.ledger.journal import paid_fen
from zqdesk.records import codes
from zqdesk.records.tables.case import Case, CaseMember, Material
from zqdesk.records.tables.paper import Paper
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.relief import Grant, Relief
from zqdesk.records.tables.reserve import Disbursement, Entry
from zqdesk.records.tables.steps import HomeVisit, RollEntry
from zqdesk.rules.money import format_yuan
from zqdesk.rules.people.identity import parse_id_number
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.relief.amount import (
    APPLICANT_CLASSES,
    DEGREES,
    EMERGENCY,
    EXPENDITURE,
    FORMS,
    ReliefAssessment,
    causes_of,
)

SOURCE = "S4 第二条第二项"
MOST_UNASKED = 8
"""More people than this in a family nobody knows yet are asked for once more: a slip of the hand adds a digit."""


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
    if entry.applicant_class:
        problems += check_choice("applicant_class", entry.applicant_class, APPLICANT_CLASSES, "对象类别")
    problems += _dead(session, entry)
    problems += persons_problems(session, entry, today)
    return problems


def family_problems_of(
    entry: Emergency, family: Application, today: date, *, settled: bool
) -> Iterator[Problem]:
    """What an emergency says of its household and nobody has asked: another standard than the village's, more people
    than the hall knows of (`settled`: otherwise than by relief). With a written reason, which the approver sees, both
    may be.
    """
    given = standard_kind_of(family.village_id, today) if family.village_id else ""
    if given and family.standard_kind != given and not family.standard_reason.strip():
        titles = codes.table("standard_kind")
        text = (
            f"这个村（居）执行{titles.title_of(given)}标准；"
            f"改用{titles.title_of(family.standard_kind)}标准的，请写明理由"
        )
        yield Problem("standard.other", text, "standard_reason", SOURCE)
    known = sum(1 for line in family.members if line.counted)
    most = known if settled else max(known, MOST_UNASKED)
    if entry.person_count > most and not entry.amount_reason.strip():
        whose = f"本户登记的家庭成员是{known}人" if settled else f"{entry.person_count}人的家庭很少见"
        text = f"{whose}，救助人数填的是{entry.person_count}人，请核对；确实无误的，在理由中写明还有哪些人"
        yield Problem("relief.too_many", text, "person_count")


def _dead(session: Session, entry: Emergency) -> Iterator[Problem]:
    """Nobody who died is helped; the family asks in the name of somebody who lives."""
    known = known_person(session, entry.id_number) if entry.id_number else None
    meant = session.get(Person, known.entry.person_id if known else entry.person_id)
    if meant is not None:
        path = "id_number" if known else "name"
        yield from guards.dead(meant.name, meant.died_on, path, "请以其他家庭成员的名义登记")


def another_person(session: Session, case: Case, entry: Emergency) -> Iterator[Problem]:
    """The approver agreed to help this person: from then on the number may be added, the person not exchanged."""
    if case.state == "reported":
        return
    person = session.get_one(Person, case.applicant_id)
    if not guards.same_name(entry.name, person.name):
        text = f"已同意救助{person.name}，不能换人；姓名登记有误的，请在人员页更正并写明原因"
        yield Problem("relief.agreed_name", text, "name")
    if (
        person.id_number
        and _read(lambda text: parse_id_number(text).number, entry.id_number) != person.id_number
    ):
        text = f"已登记{person.name}的身份证号（尾号{person.id_number[-4:]}），登记有误的，请在人员页更正并写明原因"
        yield Problem("relief.agreed_number", text, "id_number")


def _read(parse: Callable[[str], str], typed: str) -> str:
    try:
        return parse(typed)
    except Refused:
        return typed


def application_problems(facts: ReliefFacts, today: date) -> list[Problem]:
    """What of the facts of an expenditure case is missing or cannot be."""
    problems = check_filled("facts.situation", facts.situation, "困难情况", SOURCE)
    problems += [_under("facts", each) for each in _facts_problems(EXPENDITURE, facts, today)]
    if facts.reimbursed_fen > facts.spending_fen:
        text = "已报销金额不能超过支出总额"
        problems.append(Problem("relief.reimbursed", text, "facts.reimbursed_fen"))
    problems += check_choice("facts.applicant_class", facts.applicant_class, APPLICANT_CLASSES, "对象类别")
    return problems


def claim_problems(
    session: Session, case: Case, facts: ReliefFacts, counted: int, today: date
) -> list[Problem]:
    """What an application says of itself and the records do not: being on the roll, more people than it lists.

    Whoever is on the roll is not asked for income, so being on it must not be said for nothing.
    """
    problems = []
    on_roll = select(RollEntry.id).where(
        RollEntry.programme == "allowance",
        RollEntry.household_id == case.household_id,
        or_(RollEntry.to_month == "", RollEntry.to_month >= f"{today:%Y-%m}"),
    )
    if facts.applicant_class == "allowance" and session.scalars(on_roll.limit(1)).first() is None:
        text = "本户不在低保册；不是低保对象的，请选择相符的对象类别"
        problems.append(Problem("relief.not_on_roll", text, "facts.applicant_class", "S4 第二条第一项"))
    if facts.applicant_class == "support" and not _support_shown(session, case):
        text = f"特困人员须有“{SUPPORTED}”（已收）；没有的，请选择相符的对象类别"
        problems.append(Problem("relief.not_supported", text, "facts.applicant_class", "S4 第二条第一项"))
    if facts.person_count > max(1, counted):
        text = f"共同生活的家庭成员只有{counted}人，救助人数不能更多"
        problems.append(Problem("relief.too_many", text, "facts.person_count"))
    return problems


def _support_shown(session: Session, case: Case) -> bool:
    """Whether the certificate is there; no platform and no promise stands for it, as it waives income and property."""
    shown = select(Material.id).where(
        Material.case_id == case.id, Material.title == SUPPORTED, Material.state == "have"
    )
    return session.scalars(shown.limit(1)).first() is not None


def _facts_problems(kind: str, facts: Emergency | ReliefFacts, today: date) -> Iterator[Problem]:
    yield from check_choice("cause", facts.cause, causes_of(kind), "困难原因")
    yield from check_choice("degree", facts.degree, DEGREES, "困难程度")
    yield from check_choice("form", facts.form, FORMS, "救助方式")
    yield from check_day("happened_on", facts.happened_on, "发生日期", today=today)
    if facts.amount_fen <= 0 and not _only_sent_on(facts):
        yield Problem("relief.amount", "请填写救助金额", "amount_fen")


def _only_sent_on(facts: Emergency | ReliefFacts) -> bool:
    """Sent on to another programme and given no money; such a case ends by its referral and its withdrawal."""
    return facts.form == "referral" and facts.amount_fen == 0


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
    if ceiling:
        text = "先在限额以内救助，其余报区民政局审批"
        problems += above_ceiling(amount_fen, found, text, field)
    return problems


def approved_problems(
    amount_fen: int, clerks_reason: str, found: ReliefAssessment, advice: str, beside_fen: int
) -> list[Problem]:
    """What an approver may not grant: nothing, above the rule where no clerk said why, or beyond the ceiling with
    what other cases of the event were granted.
    """
    problems = []
    if amount_fen <= 0:
        problems.append(Problem("relief.amount", "请填写救助金额", "amount_fen"))
    if amount_fen > found.amount_fen and not clerks_reason.strip():
        text = (
            f"金额超过测算的{format_yuan(found.amount_fen)}元，而经办人没有写明理由；"
            "请在测算金额以内批准，或请经办人先在登记内容中写明"
        )
        problems.append(Problem("relief.amount_reason", text, "amount_fen", "S4 第二条第三项"))
    return problems + above_ceiling(amount_fen, found, advice, "amount_fen", beside_fen)


def above_ceiling(
    amount_fen: int, found: ReliefAssessment, advice: str, field: str, beside_fen: int = 0
) -> list[Problem]:
    """Above what the town may approve for one event, and what to do about it."""
    if amount_fen + beside_fen <= found.ceiling_fen:
        return []
    text = f"镇街审批限额为{format_yuan(found.ceiling_fen)}元"
    if beside_fen:
        left = max(0, found.ceiling_fen - beside_fen)
        text += f"，同一事件的其他案件已批准{format_yuan(beside_fen)}元，还可批准{format_yuan(left)}元"
    return [Problem("relief.ceiling", f"{text}：{advice}", field)]


def nobody_there(session: Session, case: Case) -> list[Problem]:
    """Nothing is granted where everybody who was to be helped has died or left."""
    there = select(CaseMember.id).where(CaseMember.case_id == case.id, CaseMember.left_on.is_(None))
    if session.scalars(there.limit(1)).first() is not None:
        return []
    return [
        Problem("relief.nobody", "救助对象都已去世或离开，不能再给予救助；请撤回或结束本案。", "", SOURCE)
    ]


def papers_missing(session: Session, case: Case) -> list[Problem]:
    """What an emergency still lacks before its papers are complete (补齐手续), everything at once."""
    person = session.get_one(Person, case.applicant_id)
    relief = relief_of(session, case.id)
    problems = []
    if not person.id_number and not _identity_proven(session, case, relief):
        text = "还没有登记救助对象的身份证号"
        if relief.applicant_class == "outsider":
            text = f"还没有登记救助对象的身份证号；查不到的，请收取“{NO_NUMBER}”"
        problems.append(Problem("papers.id_number", text, "correct_relief", SOURCE))
    problems += unnamed(session, relief)
    visits = session.scalars(select(HomeVisit).where(HomeVisit.case_id == case.id))
    if not any(visit.method in IN_PERSON for visit in visits):
        problems.append(Problem("papers.visit", "还没有登记两人以上的入户核实", "visit_home", SOURCE))
    problems += _materials_missing(session, case)
    problems += _unprinted(session, case)
    return problems


def _identity_proven(session: Session, case: Case, relief: Relief) -> bool:
    """Of somebody from elsewhere whose number nobody knows, a paper of the police or the rescue station stands for it."""
    proof = select(Material.id).where(
        Material.case_id == case.id, Material.title == NO_NUMBER, Material.state == "have"
    )
    return relief.applicant_class == "outsider" and session.scalars(proof.limit(1)).first() is not None


def _materials_missing(session: Session, case: Case) -> list[Problem]:
    lacking = or_(Material.state == "missing", Material.title.in_(SIGNED) & (Material.state != "have"))
    rows = session.scalars(select(Material).where(Material.case_id == case.id, lacking).order_by(Material.id))
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
