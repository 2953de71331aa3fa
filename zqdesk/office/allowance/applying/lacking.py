"""What an application for 低保 still lacks, asked while it is typed: all of it at once, also what cannot be stored."""

from datetime import date

from sqlalchemy.orm import Session

from zqdesk.office.allowance.applying.acceptance import standing
from zqdesk.office.allowance.applying.checking import check
from zqdesk.office.allowance.applying.materials import with_papers
from zqdesk.office.cases.entry.checks import complete, family
from zqdesk.office.cases.entry.required import Lacking, required
from zqdesk.office.cases.entry.values import Application
from zqdesk.office.cases.looks.assessing import hall, parameters_for
from zqdesk.office.cases.members import members_standing
from zqdesk.records import parameters as dated
from zqdesk.records.tables.case import Case
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.problem import Problem
from zqdesk.rules.programmes import table


def lacking(session: Session, entry: Application, case_id: str, today: date) -> Lacking:
    """What handing the entry in would be refused for; what the records say of its people once it is stored."""
    case = session.get(Case, case_id) if case_id else None
    problems = tuple(dict.fromkeys(_problems(session, case, with_papers(entry), today)))
    return Lacking(problems, required(entry, today))


def _problems(session: Session, case: Case | None, entry: Application, today: date) -> list[Problem]:
    parameters = _parameters(session, case, entry, today)
    if case is None:
        return check(entry, today, parameters, strict=True)
    own = table(case.programme, case.kind)
    if case.state in own.drafts:
        found = check(entry, today, parameters, strict=True)
        return [*found, *standing(session, case, entry, today)]
    found = (family if own.of_roll else complete)(entry, today, parameters)
    return [*found, *members_standing(session, case, entry)]


def _parameters(session: Session, case: Case | None, entry: Application, today: date) -> Parameters:
    if case is not None:
        return parameters_for(session, case, today)
    place = entry.village_id or hall(session).town_id
    return dated.parameters(session, dated.scopes(place), today, today)
