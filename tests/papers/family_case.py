"""A case of the invented town in full, as papers see it: a family of four, from the counter to the decision."""

from dataclasses import replace
from datetime import date
from typing import Any

from tests.rules.shipped import parameters
from tests.town import APPROVER, CLERK, hall
from zqdesk.office.across.dossier import Calculation, Dossier, MemberFacts, Wording
from zqdesk.office.allowance.amount import calculate
from zqdesk.office.cases.looks.assessing import Family, facts_of, plain_trace
from zqdesk.records.tables.case import (
    Case,
    CaseAsset,
    CaseExpense,
    CaseIncome,
    CaseMember,
    CaseSupporter,
    Material,
)
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import (
    Appraisal,
    CrossCheck,
    Decision,
    HomeVisit,
    Opinion,
    PublicNotice,
    RollEntry,
)
from zqdesk.rules.people.identity import age_on
from zqdesk.rules.programmes import table

TODAY = date(2026, 12, 10)
ACCEPTED = date(2026, 11, 23)
HALL = hall()
NOTICE_WORDS = ("公示期7天", "自2026年12月1日起至2026年12月7日止", "0531-0000000", "示例街道办事处")
"""What the notice in the village says beside its lines."""
WORDING = Wording(
    authority="own",
    deciding_body="示例街道办事处",
    confirmation="审核确认",
    refusal="不予确认",
    reconsideration_body="示例区人民政府",
    reconsideration_days=60,
    litigation_court="示例区人民法院",
    litigation_months=6,
    decide_days=20,
    notice_days=7,
)
PERSONS = (
    ("王建国", "370114197503120014", "1", date(1975, 3, 12), "02", "130 0000 0001"),
    ("李秀英", "370114197706050025", "2", date(1977, 6, 5), "12", ""),
    ("王雨桐", "370114200909010023", "2", date(2009, 9, 1), "32", ""),
    ("赵桂芳", "370114194808080047", "2", date(1948, 8, 8), "52", ""),
)


def _persons(extra: int) -> list[Person]:
    named = [
        Person(
            id=f"p{n}",
            name=name,
            id_number=number,
            sex=sex,
            born_on=born,
            marital="20" if n < 2 else "10",
            education="70",
            phone=phone,
            hukou_kind="1",
            hukou_address="山东省济南市示例区示例街道示例东村7号",
        )
        for n, (name, number, sex, born, _, phone) in enumerate(PERSONS)
    ]
    more = [
        Person(
            id=f"p{n}",
            name="阿卜杜热合曼·买买提依明·吐尔逊" if n % 2 else f"王𬭎{n}",
            id_number=f"3701142015010{n:02d}{n:02d}1X",
            sex="1",
            born_on=date(2015, 1, 1),
            ethnicity="05",
        )
        for n in range(4, 4 + extra)
    ]
    return [*named, *more]


def _members(persons: list[Person]) -> list[CaseMember]:
    relations = [relation for *_, relation, _ in PERSONS]
    rows = [
        CaseMember(
            id=f"m{n}",
            case_id="c",
            person_id=person.id,
            position=n,
            relation=relations[n] if n < 4 else "40",
            work_ability="01",
            employment="05",
            medical_insurance="居民医保",
            pension_insurance="居民养老",
        )
        for n, person in enumerate(persons)
    ]
    rows[1].health, rows[1].illness, rows[1].work_ability, rows[1].employment = "41", "乳腺癌", "03", "10"
    rows[1].self_care = "02"
    rows[2].student, rows[2].school, rows[2].employment = True, "示例中学高二", "02"
    rows[3].health, rows[3].work_ability, rows[3].employment = "64", "04", "10"
    rows[3].disability_type, rows[3].disability_grade = "4", "3"
    rows[3].disability_number = "37011419480808004743"
    for row in rows[4:]:
        row.employment, row.work_ability, row.student, row.school = "02", "04", True, "示例小学"
    return rows


INCOMES = (
    CaseIncome(id="i1", case_id="c", member_id="m0", kind="wages.casual", amount_fen=17_400_00, months=12),
    CaseIncome(id="i2", case_id="c", member_id="m0", kind="business.crops", amount_fen=2_340_00, months=12),
    CaseIncome(id="i3", case_id="c", member_id="m3", kind="transfer.pension", amount_fen=208_00),
)
EXPENSES = (
    CaseExpense(
        id="e1", case_id="c", member_id="m1", kind="medical", title="住院自付", amount_fen=7_692_00, months=12
    ),
    CaseExpense(
        id="e2", case_id="c", member_id="m2", kind="education", amount_fen=3_600_00, months=12, deducted=False
    ),
)
ASSETS = (
    CaseAsset(id="a1", case_id="c", kind="house.dwelling", title="砖瓦平房4间，92平方米", owner="王建国"),
    CaseAsset(id="a2", case_id="c", kind="financial.deposit", owner="王建国", amount_fen=6_200_00),
    CaseAsset(id="a3", case_id="c", kind="vehicle.farm", title="三轮车", owner="王建国", amount_fen=1_500_00),
    CaseAsset(
        id="a4", case_id="c", kind="land.arable", title="承包耕地", quantity=5, exempt_reason="基本生产所需"
    ),
)
SUPPORTERS = (
    CaseSupporter(
        id="s1",
        case_id="c",
        name="王建华",
        relation="02",
        id_number="370114197208150033",
        workplace="示例建材厂",
        family_count=3,
        per_head_fen=1_650_00,
        support_fen=0,
        unable_reason="02",
    ),
)


def _case(kind: str) -> Case:
    return Case(
        id="c",
        kind=kind,
        number="370114001-2026-DB-00137",
        state="confirmed",
        household_id="h",
        applicant_id="p0",
        clerk_id=CLERK.id,
        applied_on=date(2026, 11, 20),
        accepted_on=ACCEPTED,
        reason="妻子患重病，母亲肢体残疾，女儿上学，家庭主要靠本人打零工和种地，收入不足以维持基本生活，申请最低生活保障。",
        poverty_cause="01",
    )


def _household() -> Household:
    return Household(
        id="h",
        head_id="p0",
        village_id="370114001201",
        village_name="示例东村",
        address="山东省济南市示例区示例街道示例东村7号",
        hukou_address="山东省济南市示例区示例街道示例东村7号",
        phone="130 0000 0001",
        bank_name="示例农村商业银行示例支行",
        account_name="王建国",
        account_number="6222000000000000004",
    )


def dossier(*, extra: int = 0, kind: str = "application", **changed: Any) -> Dossier:
    """The case after confirmation; `extra` more grandchildren, other fields of the dossier as given."""
    persons, case, household = _persons(extra), _case(kind), _household()
    members = _members(persons)
    by_id = {person.id: person for person in persons}
    family = Family(household, tuple(members), by_id, INCOMES, EXPENSES, ASSETS)
    facts = facts_of(case, family, ACCEPTED)
    calculation = replace(calculate(facts, parameters(ACCEPTED)), stored=True)
    bare = Dossier(
        today=TODAY,
        hall=HALL,
        process=table("allowance", kind),
        case=case,
        clerk_name=CLERK.name,
        household=household,
        applicant=persons[0],
        members=tuple(_facts(member, by_id[member.person_id]) for member in members),
        assets=ASSETS,
        supporters=SUPPORTERS,
        materials=(Material(id="t1", case_id="c", code="101", title="户口簿", state="platform"),
                   Material(id="t2", case_id="c", code="207", title="疾病诊断证明", state="have")),
        attachments=(), supplements=(), cross_checks=(), visits=(), appraisals=(), opinions=(), notices=(),
        objections=(), submissions=(), decisions=(), deliveries=(), roll=(), papers=(),
        complaints=(),
        facts=facts, calculation=calculation, wording=WORDING, stages=(), dues=(), missing=(), elsewhere=(),
    )  # fmt: skip
    return replace(bare, **{**_steps(calculation), **changed})


def _facts(member: CaseMember, person: Person) -> MemberFacts:
    incomes = tuple(income for income in INCOMES if income.member_id == member.id)
    return MemberFacts(
        member=member,
        person=person,
        age=age_on(person.born_on, TODAY) if person.born_on else None,
        monthly_fen=sum(income.amount_fen // income.months for income in incomes),
        incomes=incomes,
        expenses=tuple(expense for expense in EXPENSES if expense.member_id == member.id),
    )


def _steps(calculation: Calculation) -> dict[str, Any]:
    return {
        "cross_checks": (
            CrossCheck(
                id="k",
                case_id="c",
                requested_on=date(2026, 11, 24),
                request_number="示街核〔2026〕31号",
                returned_on=date(2026, 11, 27),
                result="fits",
                findings="未发现未申报的收入和财产。",
            ),
        ),
        "visits": (visit(),),
        "appraisals": (appraisal(),),
        "opinions": (opinion(calculation),),
        "notices": (notice(),),
        "decisions": (decision(calculation),),
    }


def visit() -> HomeVisit:
    return HomeVisit(
        id="v",
        case_id="c",
        visited_on=date(2026, 11, 25),
        investigators=["王小某", "赵小某"],
        present_name="李秀英",
        present_relation="妻",
        village_officer="孙某",
        housing_kind="14",
        housing_structure="01",
        housing_area="92平方米，4间",
        housing_condition="房屋老旧，室内陈设简单",
        belongings="电视机、洗衣机各一台",
        livestock="鸡10只",
        vehicles="三轮车一辆",
        neighbours="走访邻居2户，均反映该户确有困难",
        findings="家庭成员、收入和财产与申报一致，生活困难。",
    )


def appraisal() -> Appraisal:
    return Appraisal(
        id="ap",
        case_id="c",
        held_on=date(2026, 11, 28),
        place="示例东村村委会会议室",
        host="孙某",
        recorder="王小某",
        due_count=18,
        present_count=16,
        villager_count=12,
        agree_count=14,
        disagree_count=1,
        abstain_count=1,
        summary="与会代表认为该户情况属实，同意申报。",
        passed=True,
    )


def opinion(calculation: Calculation, **changed: Any) -> Opinion:
    values = {
        "id": "o",
        "case_id": "c",
        "round": 1,
        "given_on": date(2026, 11, 30),
        "agreed": True,
        "text": "经审核，该户符合最低生活保障条件，同意上报确认。",
        "by_id": APPROVER.id,
        "by_name": APPROVER.name,
        "person_count": calculation.person_count,
        "allowance_fen": calculation.allowance_fen,
        "uplift_fen": calculation.uplift_fen,
        "trace": plain_trace(calculation.trace),
    }
    return Opinion(**{**values, **changed})


def notice() -> PublicNotice:
    return PublicNotice(
        id="n",
        case_id="c",
        opinion_id="o",
        round=1,
        number="示街低保公〔2026〕12号",
        place="示例东村公示栏",
        posted_on=date(2026, 11, 30),
        from_on=date(2026, 12, 1),
        to_on=date(2026, 12, 7),
        posted_by="王小某",
        closed_on=date(2026, 12, 8),
        result="unopposed",
    )


def decision(calculation: Calculation, **changed: Any) -> Decision:
    values = {
        "id": "d",
        "case_id": "c",
        "result": "confirm",
        "authority": "own",
        "decided_on": date(2026, 12, 9),
        "approver_id": APPROVER.id,
        "approver_name": APPROVER.name,
        "text": "同意。",
        "person_count": calculation.person_count,
        "allowance_fen": calculation.allowance_fen,
        "uplift_fen": calculation.uplift_fen,
        "from_month": "2027-01",
        "certificate_number": "DB370114001000137",
        "trace": plain_trace(calculation.trace),
    }
    return Decision(**{**values, **changed})


def roll_entry(**changed: Any) -> RollEntry:
    values = {
        "id": "r",
        "household_id": "h",
        "case_id": "c0",
        "from_month": "2026-01",
        "allowance_fen": 1_800_00,
        "uplift_fen": 80_40,
        "person_count": 4,
        "certificate_number": "DB370114001000137",
        "review_by": date(2026, 12, 31),
    }
    return RollEntry(**{**values, **changed})
