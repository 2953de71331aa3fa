"""Cases of 特困 as papers see them: the head of the family of the other papers, here for himself alone."""

from dataclasses import replace
from datetime import date
from typing import Any

from tests.papers import family_case
from tests.rules.shipped import parameters
from tests.town import CLERK
from zqdesk.office.across.dossier import Calculation, Dossier
from zqdesk.office.support.file import SupportFile
from zqdesk.records.tables.case import Case, CaseSupporter
from zqdesk.records.tables.support import CareArrangement, DistrictSample, SelfCareAssessment, Support
from zqdesk.rules.cases.household import Member
from zqdesk.rules.programmes import table
from zqdesk.rules.support.amount import assess_support
from zqdesk.rules.support.conditions import Claimant, Obligor

ASSESSED = date(2026, 11, 27)


def assessment(**changed: Any) -> SelfCareAssessment:
    """Two of six abilities are not met."""
    values: dict[str, Any] = {
        **dict.fromkeys(("eats", "dresses", "gets_up", "toilets"), True),
        **dict.fromkeys(("walks", "bathes"), False),
        "id": "as", "case_id": "c", "person_id": "p0", "assessed_on": ASSESSED, "level": "partly",
        "assessors": ["王小某", "赵小某"], "findings": "行走须扶墙，不能独自洗澡", "signed_by": "王建国", "signed_relation": "本人",
    }  # fmt: skip
    return SelfCareAssessment(**{**values, **changed})


def care(**changed: Any) -> CareArrangement:
    values: dict[str, Any] = {
        "id": "ca", "case_id": "c", "person_id": "p0", "placement": "home", "from_on": date(2026, 12, 1),
        "caretaker": "吴某某", "caretaker_id_number": "370181190002150027", "caretaker_phone": "13000000008",
        "caretaker_relation": "邻居", "duties": "每日看望一次，协助洗衣做饭", "signed_on": date(2026, 12, 1),
    }  # fmt: skip
    return CareArrangement(**{**values, **changed})


def file(**changed: Any) -> SupportFile:
    """Assessed, cared for at home, looked into by the district."""
    sample = DistrictSample(
        id="sa", case_id="c", sampled_on=date(2026, 12, 8), by_names="区民政局 李某", fits=True
    )
    values: dict[str, Any] = {
        "facts": Support(case_id="c", placement="home"),
        "assessments": (assessment(),),
        "care": (care(),),
        "samples": (sample,),
        "case_id": "c",
        "opinion_days": 15,
    }
    return SupportFile(**{**values, **changed})


def calculation() -> Calculation:
    """By the shipped values of the day."""
    person = Claimant(
        on=family_case.ACCEPTED,
        member=Member("p0", "王建国", "02", date(1950, 3, 12)),
        obligors=(Obligor("王建华", "子", "83", 76),),
    )
    found = assess_support(person, "partly", parameters(family_case.ACCEPTED))
    return Calculation(found.eligible, found.basic_fen, found.care_fen, 1, found.trace, found.problems)


def dossier(kind: str = "application", *, own: SupportFile | None = None, **changed: Any) -> Dossier:
    """The case after confirmation."""
    found = calculation()
    case = Case(
        id="c",
        programme="support",
        kind=kind,
        number="370114001-2026-TK-00012",
        state="confirmed",
        household_id="h",
        applicant_id="p0",
        single_person_id="p0",
        clerk_id=CLERK.id,
        applied_on=date(2026, 11, 20),
        accepted_on=family_case.ACCEPTED,
        reason="年老体弱，没有劳动能力和生活来源，申请特困人员救助供养。",
    )
    values: dict[str, Any] = {
        "case": case,
        "process": table("support", kind),
        "own": own or file(),
        "calculation": replace(found, stored=True),
        "supporters": (
            CaseSupporter(
                id="s1",
                case_id="c",
                name="王建华",
                relation="02",
                id_number="370114195008150031",
                unable_reason="83",
            ),
        ),
        "opinions": (family_case.opinion(found, text="符合特困人员认定条件，拟同意救助供养。"),),
        "decisions": (family_case.decision(found, certificate_number="370114001-2026-TKZ-00003"),),
    }
    return family_case.dossier(kind="application", **{**values, **changed})


def refused() -> Dossier:
    """There is a son who can support."""
    found = calculation()
    words = {"text": "有履行义务能力的子女", "facts": "长子月收入6,000.00元", "article": "第八条"}
    against = family_case.decision(found, result="refuse", **words)
    return dossier(decisions=(against,))


def of_roll(kind: str, result: str, **changed: Any) -> Dossier:
    """A review or an ending, decided."""
    found = calculation()
    words = {
        "facts": "侄子依法办理收养手续，有赡养能力",
        "article": "第二十四条",
        "text": "有履行义务能力的法定义务人",
    }
    decision = family_case.decision(
        found, result=result, stop_reason="supporter", reason="复评为失能", **words, **changed
    )
    opinion = family_case.opinion(found, text="拟终止救助供养。", result=result)
    roll = family_case.roll_entry(programme="support", to_month="2026-12", person_id="p0")
    return dossier(kind, decisions=(decision,), opinions=(opinion,), roll=(roll,))


def ready(kind: str) -> Dossier:
    """A case in which this paper can be printed."""
    if kind == "support_change":
        return of_roll("review", "adjust")
    if kind in ("support_ending", "support_ending_notice"):
        return of_roll("ending", "stop")
    return refused() if kind == "support_refusal" else dossier()
