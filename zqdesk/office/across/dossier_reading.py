"""Reading a dossier out of the database: the rows of a case, and what its programme makes of them."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.acts.notice_sheets import case_ids_of
from zqdesk.office.cases.looks import assessing, limits, wording
from zqdesk.office.cases.looks.assessing import Family
from zqdesk.office.cases.looks.dossier import Calculation, Dossier, MemberFacts, Wording
from zqdesk.office.cases.looks.happened import Happened
from zqdesk.office.cases.looks.on_roll import entries_of
from zqdesk.office.cases.programme import Reading
from zqdesk.office.hall.access import found
from zqdesk.office.payroll.accounts import keeper_of
from zqdesk.office.people import duplicates
from zqdesk.office.people.duplicates import Elsewhere
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records import parameters as dated
from zqdesk.records.tables import steps
from zqdesk.records.tables.case import Attachment, Case, CaseSupporter, Material
from zqdesk.records.tables.paper import Paper
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.staff import Account
from zqdesk.rules.cases.income import TAKEN_OFF
from zqdesk.rules.money import Rounding, round_fraction
from zqdesk.rules.parameters import MissingParameter, Parameters
from zqdesk.rules.people.identity import age_on
from zqdesk.rules.problem import Problem
from zqdesk.rules.process import Due
from zqdesk.rules.programmes import table

OfCase = TypeVar(
    "OfCase",
    steps.Appraisal,
    Attachment,
    CaseSupporter,
    steps.Complaint,
    steps.CrossCheck,
    steps.Decision,
    steps.Delivery,
    steps.HomeVisit,
    Material,
    steps.Objection,
    steps.Opinion,
    Paper,
    steps.PublicNotice,
    steps.Submission,
    steps.SupplementNotice,
)


def of_case(session: Session, case_id: str, today: date) -> Dossier:
    """Everything about the case as it stands on the day; refused where it is gone."""
    case = found(session, Case, case_id)
    programme, process = PROGRAMMES[case.programme], table(case.programme, case.kind)
    family = assessing.family_of(session, case)
    happened = _happened(session, case)
    parameters = assessing.parameters_of(session, case, family.household, today)
    facts = assessing.facts_of(case, family, parameters.on)
    own = programme.own(session, case, parameters)
    now = programme.amount(session, case, family, parameters, own)
    terms, dues, unknown = _terms(session, case, happened, parameters, own)
    reading = Reading(session, case, process, happened, parameters, own, terms.authority, dues, now)
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
        supplements=_rows(session, steps.SupplementNotice, case),
        cross_checks=tuple(happened.cross_checks),
        visits=tuple(happened.visits),
        appraisals=_rows(session, steps.Appraisal, case),
        opinions=tuple(happened.opinions),
        notices=tuple(happened.notices),
        objections=tuple(happened.objections),
        complaints=_rows(session, steps.Complaint, case),
        submissions=tuple(happened.submissions),
        decisions=tuple(happened.decisions),
        deliveries=tuple(happened.deliveries),
        roll=_roll(session, case),
        papers=_papers(session, case, happened),
        facts=facts,
        calculation=_calculation(case, happened, now),
        wording=terms,
        stages=programme.stages(reading),
        dues=dues,
        missing=(*unknown, *programme.missing(reading)),
        elsewhere=_elsewhere(session, case, family),
        due_at=programme.due_at(own),
        own=own,
        keeper=keeper_of(session, family.household),
    )


def of_cases(session: Session, case_ids: Sequence[str], today: date) -> tuple[Dossier, ...]:
    """The same of several, in this order."""
    return tuple(of_case(session, case_id, today) for case_id in case_ids)


def of_sheet(session: Session, sheet_id: str, today: date) -> tuple[Dossier, ...]:
    """The cases of the families that stand on one notice."""
    return of_cases(session, case_ids_of(session, sheet_id), today)


def _rows(session: Session, kind: type[OfCase], case: Case) -> tuple[OfCase, ...]:
    """The case's rows of a kind in order of time: ids grow with it."""
    return tuple(session.scalars(select(kind).where(kind.case_id == case.id).order_by(kind.id)))


def _papers(session: Session, case: Case, happened: Happened) -> tuple[Paper, ...]:
    """Those that were issued: of the case alone, and the notice it hangs on with other families."""
    own = [paper for paper in _rows(session, Paper, case) if paper.digest]
    sheets = [notice.sheet_id for notice in happened.notices if notice.sheet_id]
    shared = select(Paper).where(Paper.subject_id.in_(sheets), Paper.digest != "") if sheets else None
    return tuple(sorted([*own, *(session.scalars(shared) if shared is not None else ())], key=_by_id))


def _by_id(paper: Paper) -> str:
    return paper.id


def _happened(session: Session, case: Case) -> Happened:
    return Happened(
        cross_checks=_rows(session, steps.CrossCheck, case),
        visits=_rows(session, steps.HomeVisit, case),
        opinions=sorted(_rows(session, steps.Opinion, case), key=lambda opinion: opinion.round),
        notices=sorted(_rows(session, steps.PublicNotice, case), key=lambda notice: notice.round),
        objections=_rows(session, steps.Objection, case),
        submissions=_rows(session, steps.Submission, case),
        decisions=_rows(session, steps.Decision, case),
        deliveries=_rows(session, steps.Delivery, case),
    )


def _roll(session: Session, case: Case) -> tuple[steps.RollEntry, ...]:
    return tuple(
        session.scalars(
            select(steps.RollEntry)
            .where(entries_of(case))
            .order_by(steps.RollEntry.from_month, steps.RollEntry.id)
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
    if happened.opinions and case.state not in table(case.programme, case.kind).verifying:
        return assessing.stored(happened.opinions[-1], now.reasons)
    return now


def _terms(
    session: Session, case: Case, happened: Happened, parameters: Parameters, own: object
) -> tuple[Wording, tuple[Due, ...], tuple[Problem, ...]]:
    """Words, limits, and what no parameter says: a case is readable even where the law is not recorded."""
    programme = PROGRAMMES[case.programme]
    decided = happened.decisions[-1].decided_on if happened.decisions else parameters.known
    try:
        authority = programme.authority(parameters, own)
        terms = programme.terms(parameters.at(max(decided, parameters.on)))
        words = wording.wording_of(
            case, assessing.hall(session), parameters, decided, authority=authority, terms=terms
        )
        starts = limits.starts_of(session, case)
        return words, limits.dues(case, starts, parameters, dated.calendar(session)), ()
    except MissingParameter as missing:
        return wording.without_wording(), (), missing.problems


def _elsewhere(session: Session, case: Case, family: Family) -> tuple[Elsewhere, ...]:
    present = [member for member in family.members if member.left_on is None]
    persons = [family.persons[member.person_id] for member in present]
    named = [(person.id_number, person.name) for person in persons]
    return duplicates.everywhere(session, named, not_household=case.household_id)
