"""Taking an application in: recording it, correcting it, accepting it."""

from zqdesk.office.allowance.applying.acceptance import ARTICLE_PLACE, standing
from zqdesk.office.allowance.applying.checking import check as check  # noqa: PLC0414 - part of this door
from zqdesk.office.allowance.applying.materials import with_papers
from zqdesk.office.cases.acts.accepting import take_on
from zqdesk.office.cases.acts.referrals import take_up_by_case
from zqdesk.office.cases.acts.steps import begin, finish
from zqdesk.office.cases.entry.checks import complete, family, storable
from zqdesk.office.cases.entry.former import with_former
from zqdesk.office.cases.entry.reading import application_of as application_of  # noqa: PLC0414 - door
from zqdesk.office.cases.entry.recording import new_case, rewrite
from zqdesk.office.cases.entry.values import Application
from zqdesk.office.cases.looks.assessing import parameters_for, parameters_of
from zqdesk.office.cases.members import members_standing, of_this_town, settle_members
from zqdesk.office.hall.access import require
from zqdesk.records.register import Work
from zqdesk.records.tables.household import Household
from zqdesk.rules.allowance import process
from zqdesk.rules.problem import refuse_if
from zqdesk.rules.process import Role
from zqdesk.rules.programmes import table

SERIES = "DB"


def record_application(work: Work, entry: Application) -> str:
    """A new draft case with its household and persons, found by ID number or made; returns its id.

    A draft may lack anything but a name or an ID number of each person. Refused: numbers that are none, a
    known number under another name (`person.name_differs`).
    """
    require(work, Role.CLERK)
    entry = with_papers(entry)
    refuse_if(storable(entry, work.today))
    case = new_case(work, entry, process.APPLICATION)
    take_up_by_case(work, case)
    return case.id


def correct_application(work: Work, case_id: str, entry: Application) -> None:
    """Bring a case's facts to what the entry says; the history shows the fields that differed.

    Rows keep their ids; `entry.members[i].key` names the line meant. Once the application is accepted it
    stays complete, the household's members follow, and a line that is gone means a member who left.
    """
    case = begin(work, case_id, "correct_application")
    entry = with_papers(with_former(work.session, entry))
    own = table(case.programme, case.kind)
    is_draft = case.state in own.drafts
    if is_draft:
        refuse_if(storable(entry, work.today))
    else:
        lacking = family if own.of_roll else complete
        problems = lacking(entry, work.today, parameters_for(work.session, case, work.today))
        if entry.village_id != work.session.get_one(Household, case.household_id).village_id:
            problems += of_this_town(work.session, entry.village_id, work.today, ARTICLE_PLACE)
        refuse_if(problems)
    rewrite(work, case, entry)
    if not is_draft:
        work.session.flush()
        refuse_if(members_standing(work.session, case, application_of(work.session, case_id)))
        settle_members(work, case)


def accept_application(work: Work, case_id: str) -> str:
    """Accept (受理): the clocks start today; returns the case number `370114001-2026-DB-00137`.

    Refused with everything that is missing or wrong, papers included: S2 art. 4-11. Papers that platforms
    show are never asked for; relatives of the clerk or of a village officer must be registered (art. 11).
    """
    case = begin(work, case_id, "accept_application")
    session = work.session
    entry = application_of(session, case_id)
    household = session.get_one(Household, case.household_id)
    parameters = parameters_of(session, case, household, work.today)
    problems = check(entry, work.today, parameters, strict=True)
    refuse_if([*problems, *standing(session, case, entry, work.today)])
    take_on(work, case, SERIES)
    settle_members(work, case)
    finish(case, "accept_application")
    return case.number
