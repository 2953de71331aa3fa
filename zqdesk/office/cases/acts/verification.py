"""Verifying what a household stated: cross-check, home visit, appraisal, and the longer limit (S2 art. 15-22)."""

from dataclasses import asdict, replace
from datetime import date

from sqlalchemy import select

from zqdesk.frozen import frozen
from zqdesk.office.cases.acts.duty import acted
from zqdesk.office.cases.acts.steps import begin, finish
from zqdesk.office.cases.looks import living, readiness
from zqdesk.office.cases.looks.assessing import parameters_for
from zqdesk.office.cases.looks.limits import dues, starts_of
from zqdesk.office.cases.looks.readiness import IN_PERSON, open_objection
from zqdesk.office.hall.checks import check_choice, check_day, check_filled
from zqdesk.office.hall.colleagues import colleagues
from zqdesk.office.hall.conflicts import name_concerned
from zqdesk.office.people.tidying import read
from zqdesk.records import codes
from zqdesk.records.parameters import calendar
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.relief import Relief
from zqdesk.records.tables.steps import Appraisal, CrossCheck, HomeVisit, Objection
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.people.names import normalise_name
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role
from zqdesk.rules.programmes import table

CHECK_RESULTS = {"fits": "与申报一致", "differs": "与申报有出入", "exceeds": "不符合条件"}
VISIT_METHODS = {
    "visit": "入户调查",
    "neighbours": "邻里访问",
    "letter": "信函索证",
    "phone": "电话或视频调查",
}


@frozen
class CrossCheckResult:
    """What the district's information check found; `result` out of `CHECK_RESULTS`."""

    returned_on: date
    result: str
    findings: str = ""


@frozen
class CheckTold:
    """When the family was told of a result that speaks against it, and what it said to that (S2 art. 18)."""

    told_on: date
    reply: str = ""


@frozen
class VisitRecord:
    """A visit to the home; codes of housing and house_structure, `method` out of `VISIT_METHODS`."""

    visited_on: date
    investigators: tuple[str, ...]
    method: str = "visit"
    present_name: str = ""
    present_relation: str = ""
    village_officer: str = ""
    truthful: bool = True
    housing_kind: str = ""
    housing_structure: str = ""
    housing_area: str = ""
    housing_condition: str = ""
    belongings: str = ""
    livestock: str = ""
    vehicles: str = ""
    neighbours: str = ""
    findings: str = ""


@frozen
class AppraisalRecord:
    """A meeting of villagers: how many were due, came, spoke for the villagers, and voted how."""

    held_on: date
    place: str
    host: str
    recorder: str
    due_count: int
    present_count: int
    villager_count: int
    agree_count: int
    disagree_count: int
    abstain_count: int
    summary: str = ""


def request_cross_check(work: Work, case_id: str, request_number: str = "") -> str:
    """Ask the district for the information check; starts verification (S2 art. 15). Returns its id."""
    case = begin(work, case_id, "request_cross_check")
    if _pending(work, case) is not None:
        text = "上一次提请的信息核对还没有返回结果，请先登记结果。"
        raise Refused(Problem("cross_check.pending", text, source="S2 第17条"))
    check = CrossCheck(case_id=case.id, requested_on=work.today, request_number=request_number.strip())
    work.session.add(check)
    _start(work, case, "request_cross_check")
    return check.id


def record_cross_check(work: Work, case_id: str, result: CrossCheckResult) -> str:
    """What the check asked for brought back (S2 art. 17, 18). Returns its id.

    Refused: nothing was asked for, a day before the request, a result other than fits without findings.
    """
    case = begin(work, case_id, "record_cross_check")
    check = _pending(work, case)
    if check is None:
        raise Refused(Problem("cross_check.none", "没有等待返回的信息核对，请先提请核对。"))
    problems = check_day(
        "returned_on", result.returned_on, "返回日期", today=work.today, earliest=check.requested_on
    )
    problems += check_choice("result", result.result, CHECK_RESULTS, "核对结果")
    if result.result != "fits":
        problems += check_filled("findings", result.findings, "核对发现的情况", "S2 第18条")
    refuse_if(problems)
    check.returned_on, check.result = result.returned_on, result.result
    check.findings = result.findings.strip()
    return check.id


def start_cross_check(work: Work, case_id: str, begun_on: date) -> None:
    """The district says that it has begun the check; it has to within three working days (S2 art. 17)."""
    case = begin(work, case_id, "start_cross_check")
    check = _pending(work, case)
    if check is None or check.begun_on is not None:
        raise Refused(Problem("cross_check.none", "没有等待区级启动的信息核对。", source="S2 第17条"))
    refuse_if(check_day("begun_on", begun_on, "区级启动日期", today=work.today, earliest=check.requested_on))
    check.begun_on = begun_on


def tell_cross_check(work: Work, case_id: str, told: CheckTold) -> None:
    """The family was told of a result that speaks against it, and answered or had nothing to say (S2 art. 18)."""
    case = begin(work, case_id, "tell_cross_check")
    check = readiness.untold(work.session, case)
    if check is None:
        raise Refused(Problem("cross_check.told", "没有需要告知的核对结果。", source="S2 第18条"))
    problems = check_day("told_on", told.told_on, "告知日期", today=work.today, earliest=check.returned_on)
    refuse_if(problems)
    check.told_on, check.reply = told.told_on, told.reply.strip()


def visit_home(work: Work, case_id: str, record: VisitRecord) -> str:
    """A home visit by two or more different people (S2 art. 16). Returns its id.

    Refused: too few people, one who gave an opinion or decided in this case, a day outside the procedure,
    nobody of the household present.
    """
    case = begin(work, case_id, "visit_home")
    record = replace(record, investigators=names_as_signed(record.investigators))
    earliest = case.accepted_on or _happened(work, case) or case.started_on
    problems = check_day("visited_on", record.visited_on, "调查日期", today=work.today, earliest=earliest)
    problems += check_choice("method", record.method, VISIT_METHODS, "调查方式")
    problems += _investigators(work, case, record)
    if record.method in IN_PERSON:
        problems += check_filled("present_name", record.present_name, "在场的家庭成员", "S2 第16条")
        problems += living.by_name(work.session, case, record.present_name, record.visited_on, "present_name")
    refuse_if(problems)
    fields = asdict(record) | {"investigators": list(record.investigators)}
    visit = HomeVisit(case_id=case.id, objection_id=open_objection(work.session, case), **fields)
    work.session.add(visit)
    _start(work, case, "visit_home")
    return visit.id


def hold_appraisal(work: Work, case_id: str, record: AppraisalRecord) -> str:
    """A meeting of villagers over an objection or doubt (S2 art. 19). Returns its id.

    Whether it passed follows from the votes and the parameter `appraisal.agreeing`.
    """
    case = begin(work, case_id, "hold_appraisal")
    parameters = parameters_for(work.session, case, work.today)
    problems = check_day("held_on", record.held_on, "评议日期", today=work.today, earliest=case.accepted_on)
    for field, title in (("place", "地点"), ("host", "主持人"), ("recorder", "记录人")):
        problems += check_filled(field, getattr(record, field), title)
    problems += _counts(record, parameters)
    refuse_if(problems)
    passed = _reaches(record.agree_count, record.present_count, parameters.table("appraisal.agreeing"))
    objection = open_objection(work.session, case)
    appraisal = Appraisal(case_id=case.id, objection_id=objection, passed=passed, **asdict(record))
    work.session.add(appraisal)
    return appraisal.id


def extend_limit(work: Work, case_id: str, kind: str, reason: str) -> None:
    """Take the longer limit for one of the law's kinds of special circumstances (S2 art. 22).

    `kind` is a code of extension_kind. Refused: no reason, a second time, when the limit has passed,
    an objection that nobody raised.
    """
    case = begin(work, case_id, "extend_limit")
    problems = check_choice("kind", kind, codes.table("extension_kind"), "特殊情形")
    problems += check_filled("reason", reason, "延长办理期限的理由", "S2 第22条")
    if case.extension_kind:
        problems.append(Problem("limit.extended", "本案已经延长过办理期限。", source="S2 第22条"))
    elif _limit(work, case) < work.today:
        text = "办理期限已过，不能再延长。"
        problems.append(Problem("limit.passed", text, source="S2 第22条"))
    if kind == "objection" and not _objected(work, case):
        problems.append(Problem("limit.objection", "本案公示没有登记过异议。", "kind", "S2 第22条"))
    refuse_if(problems)
    case.extension_kind, case.extension_reason = kind, reason.strip()
    case.extended_on = work.today


def record_district_visit(work: Work, case_id: str, visited_on: date) -> None:
    """The district's own visit to a household related to an official, or complained about (S2 art. 20)."""
    case = begin(work, case_id, "record_district_visit")
    problems = check_day(
        "visited_on", visited_on, "区级入户日期", today=work.today, earliest=case.accepted_on
    )
    if not case.relative_name and not readiness.complaints(work.session, case):
        text = "本案没有近亲属备案，也没有投诉举报，不需要登记区级入户。"
        problems.append(Problem("district_visit.not_needed", text, source="S2 第20条"))
    refuse_if(problems)
    case.relative_visited_on = visited_on


def _pending(work: Work, case: Case) -> CrossCheck | None:
    waiting = select(CrossCheck).where(CrossCheck.case_id == case.id, CrossCheck.returned_on.is_(None))
    return work.session.scalars(waiting).first()


def _start(work: Work, case: Case, act: str) -> None:
    """Verification has begun; a case with an objection stays one until the new opinion."""
    case.started_on = case.started_on or work.today
    targets = table(case.programme, case.kind).step(act).to
    if targets:
        finish(case, act, "objected" if case.state == "objected" else "verifying")


def _happened(work: Work, case: Case) -> date | None:
    """The day of an emergency: it is looked at from then on, before anybody registered it at the hall."""
    return work.session.scalars(select(Relief.happened_on).where(Relief.case_id == case.id)).first()


def names_as_signed(names: tuple[str, ...]) -> tuple[str, ...]:
    """Different names as they are signed: blanks in and around them and doubles are slips of the hand."""
    return tuple(dict.fromkeys(read(normalise_name, name.strip()) for name in names if name.strip()))


def _investigators(work: Work, case: Case, record: VisitRecord) -> list[Problem]:
    problems = []
    least = parameters_for(work.session, case, work.today).number("investigators.minimum")
    if record.method != "letter" and len(record.investigators) < least:
        text = f"入户调查须由{least}名以上不同的调查人员进行，现在是{len(record.investigators)}名。"
        problems.append(Problem("investigators.too_few", text, "investigators", "S2 第16条"))
    return problems + barred(work, case, record.investigators, "investigators", "调查人员")


def barred(work: Work, case: Case, names: tuple[str, ...], field: str, called: str) -> list[Problem]:
    """Who approved in the case, or bears the name of somebody concerned, looks into nothing of it."""
    problems = []
    approved = acted(work.session, case, Role.APPROVER).keys()
    staff = colleagues(work.session)
    for name in names:
        named = [each for each in staff if each.is_named(name)]
        if any(each.account_ids & approved for each in named):
            text = f"{name}在本案中办理过审核或确认，不能再作为{called}。"
            problems.append(Problem(f"{field}.approver", text, field))
        if name_concerned(work.session, name, case.household_id):
            text = f"{name}与本案的家庭成员或利害关系人同名，应当回避，请另派{called}。"
            problems.append(Problem(f"{field}.own_family", text, field))
    return problems


def _counts(record: AppraisalRecord, parameters: Parameters) -> list[Problem]:
    votes = record.agree_count + record.disagree_count + record.abstain_count
    counts = (record.due_count, record.present_count, record.villager_count)
    if min(*counts, record.agree_count, record.disagree_count, record.abstain_count) < 0:
        return [Problem("appraisal.negative", "人数和票数不能是负数。", "present_count")]
    problems = []
    if not 0 < record.present_count <= record.due_count:
        text = "实到人数应大于0，且不超过应到人数。"
        problems.append(Problem("appraisal.present", text, "present_count"))
    if votes != record.present_count:
        text = f"同意、不同意、弃权合计{votes}票，与实到{record.present_count}人不符。"
        problems.append(Problem("appraisal.votes", text, "agree_count"))
    share = parameters.table("appraisal.villagers")
    if record.villager_count > record.present_count:
        text = "村（居）民代表人数不能超过实到人数。"
        problems.append(Problem("appraisal.villagers", text, "villager_count"))
    elif not _reaches(record.villager_count, record.present_count, share):
        text = f"村（居）民代表应占实到人数的{share[1]}分之{share[0]}以上。"
        problems.append(Problem("appraisal.villagers", text, "villager_count"))
    return problems


def _reaches(part: int, whole: int, share: list[int]) -> bool:
    return part * share[1] >= whole * share[0]


def _limit(work: Work, case: Case) -> date:
    starts = starts_of(work.session, case)
    running = dues(case, starts, parameters_for(work.session, case, work.today), calendar(work.session))
    return next((due.on for due in running if due.clock.id == "decide"), date.max)


def _objected(work: Work, case: Case) -> bool:
    raised = select(Objection.id).where(Objection.case_id == case.id, Objection.retracted_on.is_(None))
    return work.session.scalars(raised).first() is not None
