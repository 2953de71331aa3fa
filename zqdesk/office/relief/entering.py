"""Temporary relief from the counter to the decision: emergencies that are helped first, and applications.

The decisions themselves are in `relief_decisions`, payments in `disbursing`. Articles: S4 is 民发〔2018〕23号.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.allowance.acceptance import members_standing
from zqdesk.office.allowance.checking import complete, storable
from zqdesk.office.cases.entry.reading import application_of
from zqdesk.office.cases.entry.recording import new_case, rewrite
from zqdesk.office.cases.entry.rows import assign
from zqdesk.office.cases.entry.tidying import tidy
from zqdesk.office.cases.entry.values import Application, MaterialEntry
from zqdesk.office.cases.steps import begin, finish, require
from zqdesk.office.hall.numbers import full_number, give_number
from zqdesk.office.hall.setup import hall
from zqdesk.office.people import duplicates
from zqdesk.office.relief import checks, earlier, household
from zqdesk.office.relief.checks import relief_of
from zqdesk.office.relief.entries import Emergency, ReliefApplication, ReliefFacts
from zqdesk.office.relief.materials import materials_of
from zqdesk.office.reserve.journal import paid_fen
from zqdesk.records.case import Case, CaseMember
from zqdesk.records.register import Work
from zqdesk.records.relief import Grant, Relief
from zqdesk.records.reserve import Entry
from zqdesk.records.steps import SupplementNotice
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.process import Role
from zqdesk.rules.processes.relief import BEFORE_ACCEPTANCE, UNPAID
from zqdesk.rules.relief import EMERGENCY, EXPENDITURE, Need, ReliefAssessment

SERIES = "LS"
RELIEF_FACTS = (
    "cause", "degree", "happened_on", "place", "situation", "person_count", "applicant_class", "amount_reason",
    "form", "goods",
)  # fmt: skip


def register_emergency(work: Work, entry: Emergency) -> str:
    """Register an emergency at once, under its own number; returns the case's id (S4 2.2).

    The person is found by ID number or by id, with their household; else both are made. Refused: a name,
    village, cause, situation or amount that is missing; more than the rule gives without a reason; an
    emergency of the same person that still waits for its help.
    """
    require(work, Role.CLERK)
    family = family_of_emergency(work.session, entry)
    entry = household.with_place(work.session, entry, family, work.today)
    need = Need(EMERGENCY, entry.cause, entry.degree, entry.person_count, family.standard_kind)
    problems = checks.emergency_problems(work.session, entry, work.today)
    refuse_if(problems)
    found = earlier.reckoning(work.session, need, work.today)
    refuse_if(_amount(entry, found, ceiling=True))
    family = replace(tidy(family), materials=_papers_of(entry))
    case = new_case(work, family, "relief", EMERGENCY)
    refuse_if(_waiting_already(work.session, case, work))
    series = f"{hall(work.session).town_id}-{work.today.year}-{SERIES}"
    case.number = full_number(series, give_number(work, series))
    case.state = "reported"
    work.session.add(_relief(work, case, entry))
    return case.id


def correct_relief(work: Work, case_id: str, entry: Emergency | ReliefApplication) -> None:
    """Bring a relief case to what the entry says; what was agreed and paid stays as it is.

    Once an emergency was agreed upon, `amount_fen` is what is asked for in all: above the town's ceiling the
    case goes to the district after the papers. Refused like registering, and another person in place of the
    one the approver agreed to help; after acceptance an application stays complete.
    """
    case = begin(work, case_id, "correct_relief")
    relief = relief_of(work.session, case.id)
    if isinstance(entry, Emergency):
        _correct_emergency(work, case, relief, entry)
        return
    family = household.undisturbed(work.session, _family(entry), case.household_id)
    strict = case.state not in BEFORE_ACCEPTANCE
    problems = storable(family, work.today)
    if strict:
        problems = _without_papers(complete(family, work.today))
        problems += checks.application_problems(entry.facts, work.today)
        problems += checks.claim_problems(work.session, case, entry.facts, _count(family), work.today)
    refuse_if(problems)
    rewrite(work, case, family)
    if strict:
        work.session.flush()
        refuse_if(members_standing(work.session, case, application_of(work.session, case.id)))
        household.settle(work, case)
    facts = _counted(entry.facts, family)
    facts = replace(facts, happened_on=facts.happened_on or relief.happened_on)
    assign(relief, _values(facts, facts.amount_fen))
    relief.spending_fen, relief.reimbursed_fen = entry.facts.spending_fen, entry.facts.reimbursed_fen


def _correct_emergency(work: Work, case: Case, relief: Relief, entry: Emergency) -> None:
    stored = application_of(work.session, case.id)
    family = household.with_emergency(work.session, stored, entry)
    entry = household.with_place(work.session, entry, family, work.today)
    problems = checks.emergency_problems(work.session, entry, work.today)
    problems += checks.another_person(work.session, case, entry)
    refuse_if(problems)
    need = Need(EMERGENCY, entry.cause, entry.degree, entry.person_count, family.standard_kind)
    found = earlier.reckoning(work.session, need, work.today)
    waiting = case.state == "reported"
    refuse_if(_amount(entry, found, ceiling=waiting))
    materials = _papers_of(entry, stored.materials)
    rewrite(work, case, replace(tidy(family), materials=materials))
    assign(relief, _values(entry, entry.amount_fen))


def complete_papers(work: Work, case_id: str) -> None:
    """The papers of an emergency are complete (补齐手续, S4 2.2); refused with everything that is missing."""
    case = begin(work, case_id, "complete_papers")
    refuse_if(checks.papers_missing(work.session, case))
    relief_of(work.session, case.id).papers_ready_on = work.today
    finish(case, "complete_papers")


def record_relief(work: Work, entry: ReliefApplication) -> str:
    """A new draft of an application for relief of the expenditure type; returns the case's id."""
    require(work, Role.CLERK)
    family = household.undisturbed(work.session, _family(entry), entry.family.household_id)
    refuse_if(storable(family, work.today))
    case = new_case(work, family, "relief", EXPENDITURE)
    facts = _counted(entry.facts, family)
    relief = _relief(work, case, facts)
    relief.spending_fen, relief.reimbursed_fen = facts.spending_fen, facts.reimbursed_fen
    work.session.add(relief)
    return case.id


def accept_relief(work: Work, case_id: str) -> str:
    """Accept an application for relief; the clocks start today. Returns its number.

    Refused with everything that is missing or wrong, papers included; another application of the household
    that is not decided yet; people who died, or who are counted in another household.
    """
    case = begin(work, case_id, "accept_relief")
    refuse_if(why_not_accepted(work.session, case, work.today))
    series = f"{hall(work.session).town_id}-{work.today.year}-{SERIES}"
    case.number = full_number(series, give_number(work, series))
    case.accepted_on = work.today
    case.clerk_id = work.actor.id
    for notice in work.session.scalars(select(SupplementNotice).where(SupplementNotice.case_id == case.id)):
        notice.completed_on = work.today
    household.settle(work, case)
    finish(case, "accept_relief")
    return case.number


def why_not_accepted(session: Session, case: Case, today: date) -> list[Problem]:
    """Everything an application for relief still lacks before it can be accepted."""
    entry = relief_application_of(session, case.id)
    family = _family(entry)
    return [
        *_without_papers(complete(family, today)),
        *checks.application_problems(entry.facts, today),
        *checks.claim_problems(session, case, entry.facts, _count(family), today),
        *household.undecided(session, case),
        *members_standing(session, case, entry.family),
        *(
            Problem("material.missing", f"缺少{each.title}", f"materials.{n}.state")
            for n, each in enumerate(family.materials)
            if each.state == "missing"
        ),
    ]


def relief_application_of(session: Session, case_id: str) -> ReliefApplication:
    """A stored application as the entry window shows it."""
    relief = relief_of(session, case_id)
    facts = ReliefFacts(
        **{name: getattr(relief, name) for name in RELIEF_FACTS},
        spending_fen=relief.spending_fen,
        reimbursed_fen=relief.reimbursed_fen,
        amount_fen=relief.requested_fen,
    )
    return ReliefApplication(application_of(session, case_id), facts)


def emergency_of(session: Session, case_id: str) -> Emergency:
    """A stored emergency as the entry window shows it."""
    relief = relief_of(session, case_id)
    family = application_of(session, case_id)
    person = family.members[family.applicant].person
    return Emergency(
        name=person.name,
        id_number=person.id_number,
        phone=person.phone or family.phone,
        sex=person.sex,
        village_id=family.village_id,
        address=family.address,
        standard_kind=family.standard_kind,
        amount_fen=relief.requested_fen,
        household_id=family.household_id,
        person_id=person.person_id,
        **{name: getattr(relief, name) for name in RELIEF_FACTS},
    )


def after_payment(work: Work, case: Case) -> None:
    """Where a payment, a refund or a reversal leaves the case: helped, paid out, waiting again, or to recover.

    What was closed without paying the rest stays closed when money comes back; only a payment that was
    reversed opens it again, as it may have to be made anew.
    """
    grant = checks.grant_of(work.session, case.id)
    assert grant is not None
    paid, rest = paid_fen(work.session, grant.id), checks.unpaid_fen(work.session, grant)
    if case.state == "agreed" and paid:
        case.state = "helped"
    elif case.state == "helped" and not paid:
        case.state = "agreed"
    elif case.state == "approved" and rest == 0:
        case.state, case.ended_on = "closed", work.today
    elif case.state == "closed" and grant.confirmed_on is None and paid:
        case.state, case.ended_on, case.ended_reason = "recovering", None, ""
    elif case.state == "closed" and grant.confirmed_on and rest and _to_pay_again(work.session, case, grant):
        case.state, case.ended_on, case.ended_reason = "approved", None, ""


def _to_pay_again(session: Session, case: Case, grant: Grant) -> bool:
    """Whether what is unpaid of a closed case is to be paid: nobody gave it up, or a payment was just reversed."""
    if not case.ended_reason:
        return True
    last = session.scalars(
        select(Entry).where(Entry.grant_id == grant.id).order_by(Entry.year.desc(), Entry.serial.desc())
    ).first()
    return last is not None and last.kind == "disbursement" and last.reverses_id is not None


def family_of_emergency(session: Session, entry: Emergency) -> Application:
    """The household as the case will hold it: the known one with everybody in it, else the one person."""
    known = duplicates.known_person(session, entry.id_number) if entry.id_number else None
    meant = known.entry.person_id if known else ""
    home = entry.household_id or (known.household_id if known else "")
    who = meant or entry.person_id
    home = home or (earlier.home_of(session, (who,)) if who else "")
    family = duplicates.household_of(session, home) if home else Application()
    return household.with_emergency(session, family, entry, meant)


def _waiting_already(session: Session, case: Case, work: Work) -> list[Problem]:
    """One emergency at a time: the one before is paid, or taken back, first."""
    people = session.scalars(select(CaseMember.person_id).where(CaseMember.case_id == case.id))
    seen = earlier.Seen(case.household_id, tuple(people), not_case=case.id)
    found = earlier.earlier(session, seen, work.today)
    waiting = [each for each in found if each.sure and each.state in UNPAID]
    if not waiting:
        return []
    text = f"这户人家的急难救助还没有办完：{waiting[0].sentence}"
    return [Problem("relief.waiting", text, "name")]


def _amount(entry: Emergency, found: ReliefAssessment, *, ceiling: bool) -> list[Problem]:
    if entry.form == "referral" and entry.amount_fen == 0:
        return []
    return checks.amount_problems(entry.amount_fen, entry.amount_reason, found, ceiling=ceiling)


def _papers_of(entry: Emergency, said: Sequence[MaterialEntry] = ()) -> tuple[MaterialEntry, ...]:
    unknown = entry.applicant_class == "outsider" and not entry.id_number.strip()
    return materials_of(EMERGENCY, entry.cause, said, unknown_outsider=unknown)


def _relief(work: Work, case: Case, entry: Emergency | ReliefFacts) -> Relief:
    return Relief(case_id=case.id, registered_at=work.now, **_values(entry, entry.amount_fen, work))


def _values(entry: Emergency | ReliefFacts, requested_fen: int, work: Work | None = None) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(entry, name) for name in RELIEF_FACTS}
    if entry.happened_on is None and work is not None:
        values["happened_on"] = work.today
    return values | {"requested_fen": requested_fen}


def _counted(facts: ReliefFacts, family: Application) -> ReliefFacts:
    """Without a number of persons, all members who count."""
    return replace(facts, person_count=facts.person_count or max(1, _count(family)))


def _count(family: Application) -> int:
    return sum(1 for line in family.members if line.counted)


def _family(entry: ReliefApplication) -> Application:
    said: tuple[MaterialEntry, ...] = entry.family.materials
    return replace(
        tidy(entry.family),
        reason=entry.facts.situation.strip() or entry.family.reason,
        materials=materials_of(EXPENDITURE, entry.facts.cause, said),
    )


def _without_papers(problems: list[Problem]) -> list[Problem]:
    """The checks of an application ask for the papers of 低保; relief has a list of its own."""
    return [each for each in problems if not each.field.startswith(("materials", "poverty_cause"))]
