"""Reading a dossier out of the database: the rows of a case, what they amount to, and what is still missing."""

from datetime import date
from fractions import Fraction
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.allowance import intake
from zqdesk.office.allowance.stages import Happened, stages_of
from zqdesk.office.cases import assessing, limits, readiness, wording
from zqdesk.office.cases.assessing import Family
from zqdesk.office.cases.dossier import Calculation, Dossier, Elsewhere, MemberFacts, Wording
from zqdesk.office.cases.steps import found
from zqdesk.office.people import duplicates
from zqdesk.office.relief import checks, entering
from zqdesk.office.relief.expenditure import against_expenditure
from zqdesk.office.relief.file import ReliefFile
from zqdesk.office.relief.file_reading import file_of
from zqdesk.office.relief.stages import stages_of_relief
from zqdesk.records import parameters as dated
from zqdesk.records.case import Attachment, Case, CaseSupporter, Material
from zqdesk.records.paper import Paper
from zqdesk.records.person import Person
from zqdesk.records.staff import Account
from zqdesk.records.steps import (
    Appraisal,
    CrossCheck,
    Decision,
    Delivery,
    HomeVisit,
    Objection,
    Opinion,
    PublicNotice,
    RollEntry,
    Submission,
    SupplementNotice,
)
from zqdesk.rules.identity import age_on
from zqdesk.rules.income import TAKEN_OFF
from zqdesk.rules.money import Rounding, round_fraction
from zqdesk.rules.parameters import MissingParameter, Parameters
from zqdesk.rules.problem import Problem
from zqdesk.rules.process import Due
from zqdesk.rules.processes import table
from zqdesk.rules.processes.allowance import BEFORE_ACCEPTANCE, IN_VERIFICATION
from zqdesk.rules.relief import EMERGENCY

OfCase = TypeVar(
    "OfCase",
    Appraisal,
    Attachment,
    CaseSupporter,
    CrossCheck,
    Decision,
    Delivery,
    HomeVisit,
    Material,
    Objection,
    Opinion,
    Paper,
    PublicNotice,
    Submission,
    SupplementNotice,
)


def of_case(session: Session, case_id: str, today: date) -> Dossier:
    """Everything about the case as it stands on the day; refused where it is gone."""
    case = found(session, Case, case_id)
    family = assessing.family_of(session, case)
    happened = _happened(session, case)
    parameters = assessing.parameters_of(session, case, family.household, today)
    facts = assessing.facts_of(case, family, assessing.basis_day(case, today))
    file = file_of(session, case, parameters)
    now = _relief_amount(file) if file else assessing.calculate(facts, parameters)
    by_district = file is not None and file.by_district
    terms, dues, unknown = _terms(session, case, happened, parameters, by_district=by_district)
    process = table(case.programme, case.kind)
    if file:
        lacking = _relief_missing(session, case, happened, today)
    else:
        lacking = _missing(session, case, happened, now, authority=terms.authority, parameters=parameters)
    return Dossier(
        today=today,
        hall=assessing.hall(session),
        process=process,
        case=case,
        clerk_name=session.get_one(Account, case.clerk_id).name,
        household=family.household,
        applicant=session.get_one(Person, case.applicant_id),
        members=_members(family, today),
        assets=family.assets,
        supporters=_rows(session, CaseSupporter, case),
        materials=_rows(session, Material, case),
        attachments=_rows(session, Attachment, case),
        supplements=_rows(session, SupplementNotice, case),
        cross_checks=tuple(happened.cross_checks),
        visits=tuple(happened.visits),
        appraisals=_rows(session, Appraisal, case),
        opinions=tuple(happened.opinions),
        notices=tuple(happened.notices),
        objections=tuple(happened.objections),
        submissions=tuple(happened.submissions),
        decisions=tuple(happened.decisions),
        deliveries=tuple(happened.deliveries),
        roll=_roll(session, case),
        papers=tuple(paper for paper in _rows(session, Paper, case) if paper.digest),
        facts=facts,
        calculation=_calculation(case, happened, now),
        wording=terms,
        stages=stages_of_relief(process, case, happened, file)
        if file
        else stages_of(process, case, happened, dues, today),
        dues=dues,
        missing=(*unknown, *lacking),
        elsewhere=_elsewhere(session, case, family),
        relief=file,
    )


def _rows(session: Session, kind: type[OfCase], case: Case) -> tuple[OfCase, ...]:
    """The case's rows of a kind in order of time: ids grow with it."""
    return tuple(session.scalars(select(kind).where(kind.case_id == case.id).order_by(kind.id)))


def _happened(session: Session, case: Case) -> Happened:
    return Happened(
        cross_checks=_rows(session, CrossCheck, case),
        visits=_rows(session, HomeVisit, case),
        opinions=sorted(_rows(session, Opinion, case), key=lambda opinion: opinion.round),
        notices=sorted(_rows(session, PublicNotice, case), key=lambda notice: notice.round),
        objections=_rows(session, Objection, case),
        submissions=_rows(session, Submission, case),
        decisions=_rows(session, Decision, case),
        deliveries=_rows(session, Delivery, case),
    )


def _roll(session: Session, case: Case) -> tuple[RollEntry, ...]:
    return tuple(
        session.scalars(
            select(RollEntry)
            .where(RollEntry.household_id == case.household_id, RollEntry.programme == case.programme)
            .order_by(RollEntry.from_month, RollEntry.id)
        )
    )


def _members(family: Family, today: date) -> tuple[MemberFacts, ...]:
    return tuple(
        MemberFacts(
            member=member,
            person=family.persons[member.person_id],
            age=_age(family.persons[member.person_id], today),
            monthly_fen=_monthly(family, member.id),
            incomes=tuple(income for income in family.incomes if income.member_id == member.id),
            expenses=tuple(item for item in family.expenses if item.member_id == member.id),
        )
        for member in family.members
    )


def _age(person: Person, today: date) -> int | None:
    born = assessing.born_on(person)
    return age_on(born, person.died_on or today) if born else None


def _monthly(family: Family, member_id: str) -> int:
    parts = [
        Fraction(income.amount_fen, income.months) * (-1 if income.kind in TAKEN_OFF else 1)
        for income in family.incomes
        if income.member_id == member_id
    ]
    return round_fraction(sum(parts, Fraction(0)), Rounding.FEN)


def _calculation(case: Case, happened: Happened, now: Calculation) -> Calculation:
    """The one stored with the decision or the opinion, unless the facts are open again."""
    if happened.decisions:
        return assessing.stored(happened.decisions[-1], now.reasons)
    if happened.opinions and case.state not in IN_VERIFICATION:
        return assessing.stored(happened.opinions[-1], now.reasons)
    return now


def _terms(
    session: Session, case: Case, happened: Happened, parameters: Parameters, *, by_district: bool
) -> tuple[Wording, tuple[Due, ...], tuple[Problem, ...]]:
    """Words, limits, and what no parameter says: a case is readable even where the law is not recorded."""
    decided = happened.decisions[-1].decided_on if happened.decisions else parameters.known
    try:
        hall = assessing.hall(session)
        words = wording.wording_of(case, hall, parameters, decided, by_district=by_district)
        starts = limits.starts_of(session, case)
        return words, limits.dues(case, starts, parameters, dated.calendar(session)), ()
    except MissingParameter as missing:
        return wording.without_wording(), (), missing.problems


def _missing(
    session: Session,
    case: Case,
    happened: Happened,
    now: Calculation,
    *,
    authority: str,
    parameters: Parameters,
) -> list[Problem]:
    today = parameters.known
    if case.kind != "application":
        return []
    if case.state in BEFORE_ACCEPTANCE:
        return intake.check(intake.application_of(session, case.id), today, parameters, strict=True)
    if case.state in IN_VERIFICATION:
        return readiness.for_opinion(session, case)
    if case.state == "posted":
        photo = [] if _has_photo(session, case) else [_PHOTO]
        return [*photo, *readiness.for_closing(happened.notices[-1], today)]
    if case.state == "deciding" and happened.opinions[-1].agreed:
        lacking = readiness.for_confirmation(case, happened.opinions[-1], authority)
        return lacking + readiness.same_amount(happened.opinions[-1], now)
    return []


def _relief_amount(file: ReliefFile) -> Calculation:
    """The amount by the rule, before anything was proposed or decided."""
    found = file.assessment
    if found is None:
        return Calculation(False, 0, 0, file.facts.person_count, ())
    return Calculation(True, found.amount_fen, 0, file.facts.person_count, found.trace)


def _relief_missing(session: Session, case: Case, happened: Happened, today: date) -> list[Problem]:
    if case.kind == EMERGENCY:
        return checks.papers_missing(session, case) if case.state == "helped" else []
    if case.state in BEFORE_ACCEPTANCE:
        return entering.why_not_accepted(session, case, today)
    if case.state in IN_VERIFICATION:
        return [*readiness.for_opinion(session, case), *against_expenditure(session, case, today)]
    if case.state == "posted":
        photo = [] if _has_photo(session, case) else [_PHOTO]
        return [*photo, *readiness.for_closing(happened.notices[-1], today)]
    return []


_PHOTO = Problem("notice.photo", "还没有附公示张贴照片。", "attach", "S2 第19条")


def _has_photo(session: Session, case: Case) -> bool:
    query = select(Attachment.id).where(
        Attachment.case_id == case.id, Attachment.kind == "notice", Attachment.taken_back_on.is_(None)
    )
    return session.scalars(query.limit(1)).first() is not None


def _elsewhere(session: Session, case: Case, family: Family) -> tuple[Elsewhere, ...]:
    present = [member for member in family.members if member.left_on is None]
    numbers = [family.persons[member.person_id].id_number for member in present]
    known = [number for number in numbers if number]
    return duplicates.elsewhere(session, known, not_household=case.household_id) if known else ()
