"""Emergencies: registered at once, helped first, their papers completed afterwards (急难型, S4 2.2)."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.acts.steps import begin, finish
from zqdesk.office.cases.entry import reuse
from zqdesk.office.cases.entry.reading import application_of
from zqdesk.office.cases.entry.recording import new_case, rewrite
from zqdesk.office.cases.entry.tidying import tidy
from zqdesk.office.cases.entry.values import Application, MaterialEntry
from zqdesk.office.cases.looks.assessing import parameters_for
from zqdesk.office.hall.access import require
from zqdesk.office.hall.numbers import full_number, give_number
from zqdesk.office.hall.parameters import parameters_on
from zqdesk.office.hall.setup import hall
from zqdesk.office.people import duplicates
from zqdesk.office.relief import earlier, persons
from zqdesk.office.relief.applying import checks, household
from zqdesk.office.relief.applying.checks import relief_of
from zqdesk.office.relief.applying.materials import materials_of
from zqdesk.office.relief.applying.rows import RELIEF_FACTS, SERIES, new_row, values_of
from zqdesk.office.relief.entries import Emergency
from zqdesk.office.reserve.ledger.days import believe_today
from zqdesk.records.register import Work
from zqdesk.records.tables.base import assign
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.process import Role
from zqdesk.rules.relief import process
from zqdesk.rules.relief.amount import EMERGENCY, Need, relief_amount
from zqdesk.rules.relief.process import UNPAID

NEEDED = frozenset({"cause", "degree", "person_count"})
"""What the amount is worked out from."""


def register_emergency(work: Work, entry: Emergency) -> str:
    """Register an emergency at once, under its own number; returns the case's id (S4 2.2).

    The person is found by ID number or by id, with their household; else both are made. Refused: a name,
    village, cause, situation or amount that is missing; more than the rule gives without a reason; an
    emergency of the same person that still waits for its help.
    """
    require(work, Role.CLERK)
    believe_today(work)
    family = family_of_emergency(work.session, entry)
    entry = household.with_place(work.session, entry, family, work.today)
    entry = persons.with_family(entry, family)
    need = Need(EMERGENCY, entry.cause, entry.degree, entry.person_count, family.standard_kind)
    problems = checks.emergency_problems(work.session, entry, work.today)
    in_force = parameters_on(work.session, work.today)
    refuse_if([*problems, *_amount_problems(entry, need, in_force, problems, ceiling=True)])
    family = replace(tidy(family), materials=_papers_of(entry))
    case = new_case(work, family, process.EMERGENCY)
    refuse_if([*_asked(work, entry, family), *_waiting_already(work.session, case, work)])
    series = f"{hall(work.session).town_id}-{work.today.year}-{SERIES}"
    case.number = full_number(series, give_number(work, series))
    case.state = "reported"
    work.session.add(new_row(work, case, entry))
    persons.keep(work, case.id, entry.others)
    return case.id


def correct_relief(work: Work, case_id: str, entry: Emergency) -> None:
    """Bring an emergency to what the entry says; what was agreed and paid stays as it is.

    Once help was agreed upon, `amount_fen` is what is asked for in all: above the town's ceiling the case goes to
    the district after the papers. Refused like registering, and another person in place of the one the
    approver agreed to help.
    """
    case = begin(work, case_id, "correct_relief")
    stored = application_of(work.session, case.id)
    family = household.with_emergency(work.session, stored, entry)
    entry = household.with_place(work.session, entry, family, work.today)
    problems = checks.emergency_problems(work.session, entry, work.today)
    problems += checks.another_person(work.session, case, entry)
    problems += _asked(work, entry, family)
    need = Need(EMERGENCY, entry.cause, entry.degree, entry.person_count, family.standard_kind)
    # By the law of the day of registration, as whoever approves it reckons.
    in_force = parameters_for(work.session, case, work.today)
    waiting = case.state == "reported"
    refuse_if([*problems, *_amount_problems(entry, need, in_force, problems, ceiling=waiting)])
    materials = _papers_of(entry, stored.materials)
    rewrite(work, case, replace(tidy(family), materials=materials))
    assign(relief_of(work.session, case.id), values_of(entry, entry.amount_fen))
    persons.keep(work, case.id, entry.others)


def _asked(work: Work, entry: Emergency, family: Application) -> list[Problem]:
    settled = household.is_settled(work.session, family.household_id)
    return list(checks.family_problems_of(entry, family, work.today, settled=settled))


def complete_papers(work: Work, case_id: str) -> None:
    """The papers of an emergency are complete (补齐手续, S4 2.2); refused with everything that is missing."""
    case = begin(work, case_id, "complete_papers")
    refuse_if(checks.papers_missing(work.session, case))
    relief_of(work.session, case.id).papers_ready_on = work.today
    finish(case, "complete_papers")


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
        standard_reason=family.standard_reason,
        amount_fen=relief.requested_fen,
        household_id=family.household_id,
        person_id=person.person_id,
        others=persons.entries_of(session, case_id),
        **{name: getattr(relief, name) for name in RELIEF_FACTS},
    )


def family_of_emergency(session: Session, entry: Emergency) -> Application:
    """The household as the case will hold it: the known one with everybody in it, else the one person."""
    known = duplicates.known_person(session, entry.id_number) if entry.id_number else None
    meant = known.entry.person_id if known else ""
    home = entry.household_id or (known.household_id if known else "")
    who = meant or entry.person_id
    home = home or (earlier.home_of(session, (who,)) if who else "")
    family = reuse.household_of(session, home) if home else Application()
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


def _amount_problems(
    entry: Emergency, need: Need, in_force: Parameters, found: Sequence[Problem], *, ceiling: bool
) -> list[Problem]:
    """What is wrong with the amount, beside the problems found; nothing is worked out from a need that is none."""
    sent_on = entry.form == "referral" and entry.amount_fen == 0
    if sent_on or any(each.field in NEEDED for each in found):
        return []
    ruled = relief_amount(need, in_force)
    wrong = checks.amount_problems(entry.amount_fen, entry.amount_reason, ruled, ceiling=ceiling)
    return [each for each in wrong if each.field not in {problem.field for problem in found}]


def _papers_of(entry: Emergency, said: Sequence[MaterialEntry] = ()) -> tuple[MaterialEntry, ...]:
    unknown = entry.applicant_class == "outsider" and not entry.id_number.strip()
    return materials_of(EMERGENCY, entry.cause, said, unknown_outsider=unknown)
