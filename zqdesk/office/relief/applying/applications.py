"""Applications for relief of the expenditure type: recorded, corrected, accepted (支出型, S4 2.1)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from zqdesk.office.cases.acts.accepting import take_on
from zqdesk.office.cases.acts.steps import begin, finish
from zqdesk.office.cases.entry.checks import complete, storable
from zqdesk.office.cases.entry.counted import needs_proof
from zqdesk.office.cases.entry.former import with_former
from zqdesk.office.cases.entry.reading import application_of
from zqdesk.office.cases.entry.recording import new_case, rewrite
from zqdesk.office.cases.entry.required import Lacking, demanded, required
from zqdesk.office.cases.entry.tidying import tidy
from zqdesk.office.cases.entry.values import Application, MaterialEntry
from zqdesk.office.cases.grounds import grounds_unproven
from zqdesk.office.cases.looks.assessing import parameters_for
from zqdesk.office.cases.members import members_standing, of_this_town
from zqdesk.office.hall.access import require
from zqdesk.office.hall.setup import hall
from zqdesk.office.relief.applying import checks, household
from zqdesk.office.relief.applying.checks import relief_of
from zqdesk.office.relief.applying.materials import materials_of
from zqdesk.office.relief.applying.rows import SERIES, facts_of, new_row, values_of
from zqdesk.office.relief.entries import ReliefApplication, ReliefFacts
from zqdesk.office.reserve.ledger.days import believe_today
from zqdesk.records import parameters as dated
from zqdesk.records.register import Work
from zqdesk.records.tables.base import assign
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.process import Role
from zqdesk.rules.relief import process
from zqdesk.rules.relief.amount import ARTICLE_WHO, EXPENDITURE

NOT_ASKED = ("reason", "poverty_cause")
"""Of an application for 低保; the facts of the relief say why."""


def record_relief(work: Work, entry: ReliefApplication) -> str:
    """A new draft of an application for relief of the expenditure type; returns the case's id."""
    require(work, Role.CLERK)
    believe_today(work)
    family = household.undisturbed(work.session, _family(entry), entry.family.household_id)
    refuse_if(storable(family, work.today))
    case = new_case(work, family, process.EXPENDITURE)
    facts = _counted(entry.facts, family)
    relief = new_row(work, case, facts)
    relief.spending_fen, relief.reimbursed_fen = facts.spending_fen, facts.reimbursed_fen
    work.session.add(relief)
    return case.id


def correct_relief(work: Work, case_id: str, entry: ReliefApplication) -> None:
    """Bring an application for relief to what the entry says; after acceptance it stays complete."""
    case = begin(work, case_id, "correct_relief")
    relief = relief_of(work.session, case.id)
    entry = replace(entry, family=with_former(work.session, entry.family))
    family = household.undisturbed(work.session, _family(entry), case.household_id)
    strict = case.state not in process.EXPENDITURE.drafts
    problems = storable(family, work.today)
    if strict:
        problems = _incomplete(family, work.today, parameters_for(work.session, case, work.today))
        problems += checks.application_problems(entry.facts, work.today)
        if family.village_id != work.session.get_one(Household, case.household_id).village_id:
            problems += of_this_town(work.session, family.village_id, work.today, ARTICLE_WHO)
    refuse_if(problems)
    rewrite(work, case, family)
    if strict:
        work.session.flush()
        claim = checks.claim_problems(work.session, case, entry.facts, _count(family), work.today)
        refuse_if([*claim, *grounds_unproven(work.session, case, family)])
        refuse_if(members_standing(work.session, case, application_of(work.session, case.id)))
        household.settle(work, case)
    facts = _counted(entry.facts, family)
    facts = replace(facts, happened_on=facts.happened_on or relief.happened_on)
    assign(relief, values_of(facts, facts.amount_fen))
    relief.spending_fen, relief.reimbursed_fen = entry.facts.spending_fen, entry.facts.reimbursed_fen


def accept_relief(work: Work, case_id: str) -> str:
    """Accept an application for relief; the clocks start today. Returns its number.

    Refused with everything that is missing or wrong, papers included; another application of the household
    that is not decided yet; people who died, or who are counted in another household.
    """
    case = begin(work, case_id, "accept_relief")
    refuse_if(why_not_accepted(work.session, case, work.today))
    take_on(work, case, SERIES)
    household.settle(work, case)
    finish(case, "accept_relief")
    return case.number


def why_not_accepted(session: Session, case: Case, today: date) -> list[Problem]:
    """Everything an application for relief still lacks before it can be accepted."""
    entry = relief_application_of(session, case.id)
    family = _family(entry)
    return [
        *_incomplete(family, today, parameters_for(session, case, today)),
        *checks.application_problems(entry.facts, today),
        *checks.claim_problems(session, case, entry.facts, _count(family), today),
        *of_this_town(session, family.village_id, today, ARTICLE_WHO),
        *household.undecided(session, case),
        *members_standing(session, case, entry.family),
        *_papers(family),
    ]


def lacking(session: Session, entry: ReliefApplication, case_id: str, today: date) -> Lacking:
    """What handing the entry in would be refused for, asked while it is typed; also what cannot be stored."""
    case = session.get(Case, case_id) if case_id else None
    family = _family(entry)
    place = family.village_id or hall(session).town_id
    parameters = dated.parameters(session, dated.scopes(place), today, today)
    problems = [*_incomplete(family, today, parameters), *checks.application_problems(entry.facts, today)]
    if case is not None:
        problems += checks.claim_problems(session, case, entry.facts, _count(family), today)
        problems += members_standing(session, case, entry.family)
    if case is None or case.state in process.EXPENDITURE.drafts:
        problems += [*of_this_town(session, family.village_id, today, ARTICLE_WHO), *_papers(family)]
        problems += household.undecided(session, case) if case is not None else ()
    asked = demanded(entry.facts, lambda facts: checks.application_problems(facts, today), "facts.")
    fields = {*required(_family(entry), today), *asked}
    return Lacking(tuple(dict.fromkeys(problems)), frozenset(fields.difference(NOT_ASKED)))


def _papers(family: Application) -> Iterator[Problem]:
    for number, each in enumerate(family.materials):
        if each.state == "missing":
            yield Problem("material.missing", f"缺少{each.title}", f"materials.{number}.state")


def relief_application_of(session: Session, case_id: str) -> ReliefApplication:
    """A stored application as the entry window shows it."""
    return ReliefApplication(application_of(session, case_id), facts_of(relief_of(session, case_id)))


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
        materials=materials_of(
            EXPENDITURE,
            entry.facts.cause,
            said,
            supported=entry.facts.applicant_class == "support",
            grounds=any(needs_proof(line) for line in entry.family.members),
        ),
    )


def _incomplete(family: Application, today: date, parameters: Parameters) -> list[Problem]:
    """The checks of an application ask for the papers of 低保; relief has a list of its own."""
    found = complete(family, today, parameters)
    return [each for each in found if not each.field.startswith(("materials", *NOT_ASKED))]
