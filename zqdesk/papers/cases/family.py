"""The people on a paper: the applicant, the family and those obliged to support it, codes turned into words."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier, MemberFacts
from zqdesk.office.cases.looks.assessing import born_on
from zqdesk.records.codes import table
from zqdesk.records.tables.case import CaseMember, CaseSupporter

HEALTHY, DISABLED = "10", "6"
"""The code of health for well, and how those of disabilities begin (GB/T 2261.3)."""


@frozen
class Applicant:
    """Who applies, where the family lives and where the money would go; `supported` 0: not known yet."""

    name: str
    sex: str
    ethnicity: str
    id_number: str
    phone: str
    hukou_address: str
    address: str
    village: str
    hukou_kind: str
    standard: str
    registered_poor: bool | None
    household_size: int
    supported: int
    bank_name: str
    account_name: str
    account_number: str


@frozen
class MemberLine:
    """One member; `monthly_fen` is their income before exemptions, None if nothing was stated.

    `counted` tells who lives together (S2 art. 7); `why_not` is the ground on which somebody is left out, or put in.
    """

    name: str
    relation: str
    sex: str
    born_on: date | None
    age: int | None
    id_number: str
    ethnicity: str
    marital: str
    education: str
    health: str
    disability: str
    disability_number: str
    work_ability: str
    self_care: str
    employment: str
    school: str
    insurance: str
    monthly_fen: int | None
    counted: bool
    why_not: str


@frozen
class SupporterLine:
    """A person obliged to support who lives elsewhere; amounts are fen a month."""

    name: str
    relation: str
    id_number: str
    workplace: str
    family_count: int
    per_head_fen: int
    support_fen: int
    unable_reason: str


def applicant_of(dossier: Dossier) -> Applicant:
    """The applicant as the case has them."""
    person, household = dossier.applicant, dossier.household
    return Applicant(
        name=person.name,
        sex=table("sex").title_of(person.sex),
        ethnicity=table("ethnicity").title_of(person.ethnicity),
        id_number=person.id_number,
        phone=person.phone or household.phone,
        hukou_address=household.hukou_address or person.hukou_address or dossier.address,
        address=dossier.address,
        village=household.village_name,
        hukou_kind=table("hukou_kind").title_of(person.hukou_kind),
        standard=table("standard_kind").short_of(household.standard_kind),
        registered_poor=household.registered_poor or None,
        household_size=len(dossier.counted),
        supported=dossier.calculation.person_count,
        bank_name=household.bank_name,
        account_name=household.account_name,
        account_number=household.account_number,
    )


def members_of(dossier: Dossier) -> tuple[MemberLine, ...]:
    """Everyone in the family table who has not left, in its order, those not counted too."""
    return tuple(member_line(facts) for facts in dossier.members if facts.member.left_on is None)


def member_line(facts: MemberFacts) -> MemberLine:
    """One member in words."""
    member, person = facts.member, facts.person
    return MemberLine(
        name=person.name,
        relation=table("relation").short_of(member.relation),
        sex=table("sex").title_of(person.sex),
        born_on=born_on(person),
        age=facts.age,
        id_number=person.id_number,
        ethnicity=table("ethnicity").title_of(person.ethnicity),
        marital=table("marital").short_of(person.marital),
        education=table("education").short_of(person.education),
        health=_health(member),
        disability=_disability(member),
        disability_number=member.disability_number,
        work_ability=table("work_ability").short_of(member.work_ability),
        self_care=table("self_care").short_of(member.self_care),
        employment=_joined("，", table("employment").short_of(member.employment), member.workplace),
        school=member.school,
        insurance=_joined("、", member.medical_insurance, member.pension_insurance),
        monthly_fen=facts.monthly_fen if facts.incomes else None,
        counted=member.counted,
        why_not=table("not_counted").short_of(member.not_counted_reason),
    )


def supporters_of(dossier: Dossier) -> tuple[SupporterLine, ...]:
    """Those obliged to support, in words."""
    return tuple(_supporter(row) for row in dossier.supporters)


def _supporter(row: CaseSupporter) -> SupporterLine:
    return SupporterLine(
        name=row.name,
        relation=table("support_relation").title_of(row.relation),
        id_number=row.id_number,
        workplace=row.workplace,
        family_count=row.family_count,
        per_head_fen=row.per_head_fen,
        support_fen=row.support_fen,
        unable_reason=table("support_inability").title_of(row.unable_reason),
    )


def _health(member: CaseMember) -> str:
    """The state of health; not “healthy” beside an illness or a disability, nor a disability twice."""
    illness = table("illness").short_of(member.illness)
    code = member.health
    said = bool(illness or member.disability_type)
    if (said and code == HEALTHY) or (member.disability_type and code.startswith(DISABLED)):
        return illness
    health = table("health").short_of(code)
    return f"{health}（{illness}）" if illness else health


def _disability(member: CaseMember) -> str:
    kind = table("disability_type").title_of(member.disability_type)
    return kind + table("disability_grade").title_of(member.disability_grade)


def _joined(between: str, *parts: str) -> str:
    return between.join(part for part in parts if part)
