"""How far the person looks after themselves, how they are cared for, and what the district looked into (S3 art. 16, 20-23)."""

from dataclasses import asdict, replace
from datetime import date, timedelta

from sqlalchemy import select

from zqdesk.office.cases.acts.steps import begin, finish
from zqdesk.office.cases.acts.verification import barred, names_as_signed
from zqdesk.office.cases.looks import living
from zqdesk.office.cases.looks.assessing import parameters_for
from zqdesk.office.hall.checks import check_choice, check_day, check_filled
from zqdesk.office.people.field_checks import id_number_problems, phone_problems
from zqdesk.office.people.tidying import number_of, read
from zqdesk.office.support.entries import CareEntry, SampleRecord, SelfCareRecord
from zqdesk.records import codes
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.support import CareArrangement, DistrictSample, SelfCareAssessment
from zqdesk.rules.cases.counted import ADULT_AGE
from zqdesk.rules.people.identity import age_on, normalise_name, parse_id_number, parse_mobile
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.support.self_care import ABILITIES, ARTICLE_LEVELS, CODES, level_of

HOME, INSTITUTION = "home", "institution"
ARTICLE_CARE = "《社会救助暂行办法》第十九条"
ARTICLE_SAMPLE = "S3 第16条"


def assess_self_care(work: Work, case_id: str, record: SelfCareRecord) -> str:
    """The six abilities as they were found; the level follows. Returns the assessment's id.

    Refused: too few different people, unless an agency did it; one who gave an opinion or decided in this case; a day
    before the procedure; abilities that are not met without a word on what was seen.
    """
    case = begin(work, case_id, "assess_self_care")
    record = replace(record, assessors=names_as_signed(record.assessors))
    earliest = case.accepted_on or case.started_on
    problems = check_day("assessed_on", record.assessed_on, "评估日期", today=work.today, earliest=earliest)
    problems += _assessors(work, case, record)
    met = sum(getattr(record, name) for name in ABILITIES)
    if met < len(ABILITIES):
        problems += check_filled("findings", record.findings, "不能达到的指标的观察情况", ARTICLE_LEVELS)
    problems += check_filled("signed_by", record.signed_by, "签字的被评估人或照料人", ARTICLE_LEVELS)
    problems += _alive(work, case, record.assessed_on)
    refuse_if(problems)
    level = level_of(met)
    row = SelfCareAssessment(
        case_id=case.id,
        person_id=case.applicant_id,
        level=level,
        **asdict(record) | {"assessors": list(record.assessors)},
    )
    work.session.add(row)
    line = select(CaseMember).where(CaseMember.case_id == case.id, CaseMember.person_id == case.applicant_id)
    for member in work.session.scalars(line):
        member.self_care = CODES[level]
    case.started_on = case.started_on or work.today
    return row.id


def arrange_care(work: Work, case_id: str, entry: CareEntry) -> str:
    """Where and by whom the person is cared for from a day on; returns the arrangement's id (S1 art. 19).

    What was arranged before ends on the day before. Refused: no institution named; at home without a caretaker of age
    who signed the agreement; a day before the last arrangement began.
    """
    case = begin(work, case_id, "arrange_care")
    entry = _tidy(entry)
    before = work.session.scalars(
        select(CareArrangement)
        .where(CareArrangement.person_id == case.applicant_id, CareArrangement.to_on.is_(None))
        .order_by(CareArrangement.id.desc())
    ).first()
    problems = check_choice("placement", entry.placement, codes.table("placement"), "供养方式")
    if entry.from_on is None:
        problems += check_day("from_on", entry.from_on, "起始日期", today=work.today)
    elif before is not None and entry.from_on <= before.from_on:
        text = f"上一次安排自{before.from_on.isoformat()}起，新的安排应当晚于这一天"
        problems.append(Problem("from_on.early", text, "from_on"))
    problems += _institution(entry) if entry.placement == INSTITUTION else _caretaker(work, case, entry)
    problems += _alive(work, case, work.today)
    refuse_if(problems)
    assert entry.from_on is not None
    if before is not None:
        before.to_on = entry.from_on - timedelta(days=1)
    row = CareArrangement(case_id=case.id, person_id=case.applicant_id, **asdict(entry))
    work.session.add(row)
    return row.id


def record_sample(work: Work, case_id: str, record: SampleRecord) -> str:
    """The district looked into this case itself; what does not fit is said. Returns the sample's id."""
    case = begin(work, case_id, "record_sample")
    problems = check_day(
        "sampled_on", record.sampled_on, "抽查日期", today=work.today, earliest=case.accepted_on
    )
    problems += check_filled("by_names", record.by_names, "抽查人员", ARTICLE_SAMPLE)
    if not record.fits:
        problems += check_filled("findings", record.findings, "抽查发现的问题", ARTICLE_SAMPLE)
    refuse_if(problems)
    row = DistrictSample(
        case_id=case.id,
        sampled_on=record.sampled_on,
        by_names=record.by_names.strip(),
        fits=record.fits,
        findings=record.findings.strip(),
    )
    work.session.add(row)
    finish(case, "record_sample")
    return row.id


def _assessors(work: Work, case: Case, record: SelfCareRecord) -> list[Problem]:
    least = parameters_for(work.session, case, work.today).number("support.assessors.minimum")
    problems = []
    if not record.agency.strip() and len(record.assessors) < least:
        text = f"评估须由{least}名以上不同的人员进行，现在是{len(record.assessors)}名；第三方机构评估的，填写机构名称。"
        problems.append(Problem("assessors.too_few", text, "assessors", ARTICLE_LEVELS))
    return problems + barred(work, case, record.assessors, "assessors", "评估人员")


def _alive(work: Work, case: Case, on: date) -> list[Problem]:
    return living.by_name(work.session, case, work.session.get_one(Person, case.applicant_id).name, on, "")


def _tidy(entry: CareEntry) -> CareEntry:
    """What is not of the placement stays empty."""
    home = entry.placement == HOME
    return replace(
        entry,
        institution="" if home else entry.institution.strip(),
        caretaker=read(normalise_name, entry.caretaker.strip()) if home else "",
        caretaker_id_number=number_of(entry.caretaker_id_number) if home else "",
        caretaker_phone=read(parse_mobile, entry.caretaker_phone.strip()) if home else "",
        caretaker_relation=entry.caretaker_relation.strip() if home else "",
        duties=entry.duties.strip() if home else "",
    )


def _institution(entry: CareEntry) -> list[Problem]:
    return check_filled("institution", entry.institution, "供养服务机构名称", ARTICLE_CARE)


def _caretaker(work: Work, case: Case, entry: CareEntry) -> list[Problem]:
    """Somebody of age, other than the person, who signed what is to be done (委托照料服务协议)."""
    problems = check_filled("caretaker", entry.caretaker, "照料人姓名", ARTICLE_CARE)
    problems += check_filled("caretaker_relation", entry.caretaker_relation, "照料人与供养对象的关系")
    problems += check_filled("duties", entry.duties, "照料服务内容", ARTICLE_CARE)
    problems += phone_problems(entry.caretaker_phone, "caretaker_phone")
    problems += check_filled("caretaker_id_number", entry.caretaker_id_number, "照料人身份证号")
    wrong = list(id_number_problems(entry.caretaker_id_number, "caretaker_id_number", work.today))
    problems += wrong
    if entry.caretaker_id_number and not wrong:
        number = parse_id_number(entry.caretaker_id_number)
        person = work.session.get_one(Person, case.applicant_id)
        if number.number == person.id_number:
            problems.append(Problem("caretaker.self", "照料人不能是供养对象本人", "caretaker_id_number"))
        elif age_on(number.born_on, work.today) < ADULT_AGE:
            text = f"照料人未满{ADULT_AGE}周岁，不能签订委托照料服务协议"
            problems.append(Problem("caretaker.minor", text, "caretaker_id_number"))
    if entry.signed_on is None:
        problems += check_day("signed_on", None, "委托照料服务协议签订日期", today=work.today)
    else:
        problems += check_day("signed_on", entry.signed_on, "协议签订日期", today=work.today)
    return problems
