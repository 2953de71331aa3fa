"""Applications for 特困: recorded, corrected, accepted, and what they still lack (S3 art. 10-12)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases import materials as papers
from zqdesk.office.cases.acts.accepting import take_on
from zqdesk.office.cases.acts.referrals import take_up_by_case
from zqdesk.office.cases.acts.steps import begin, finish
from zqdesk.office.cases.entry.checks import complete, storable
from zqdesk.office.cases.entry.checks import family as people
from zqdesk.office.cases.entry.former import with_former
from zqdesk.office.cases.entry.reading import application_of
from zqdesk.office.cases.entry.recording import new_case, rewrite
from zqdesk.office.cases.entry.required import Lacking, demanded, required
from zqdesk.office.cases.entry.tidying import tidy
from zqdesk.office.cases.entry.values import Application
from zqdesk.office.cases.looks.assessing import hall, parameters_for
from zqdesk.office.cases.members import members_standing, of_this_town, settle_members
from zqdesk.office.hall.access import require
from zqdesk.office.hall.checks import check_choice
from zqdesk.office.support.applying import materials
from zqdesk.office.support.entries import SupportApplication, SupportFacts
from zqdesk.office.support.file import support_of
from zqdesk.records import codes
from zqdesk.records import parameters as dated
from zqdesk.records.register import Work
from zqdesk.records.tables.base import assign, taken
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.steps import RollEntry
from zqdesk.records.tables.support import Support
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.people.identity import age_on
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.process import Role
from zqdesk.rules.programmes import table
from zqdesk.rules.support import process
from zqdesk.rules.support.conditions import ADULT_AGE, ARTICLE_ORPHANS

SERIES = "TK"
ARTICLE_PLACE = "《特困人员认定办法》第十条"
ARTICLE_PAPERS = "《特困人员认定办法》第十条、第十二条"
NOT_ASKED = ("poverty_cause", "single_reason", "single_member", "materials")
"""Of an application for 低保."""
_NOT_OURS = frozenset({"supporter.member", "applicant.not_counted", "members.none_counted"})
"""Who lives with the person and owes support is listed among the obliged all the same; nobody is counted together."""
FACTS = tuple(SupportFacts.__dataclass_fields__)


def record_support(work: Work, entry: SupportApplication) -> str:
    """A new draft of an application for one person; returns the case's id."""
    require(work, Role.CLERK)
    family = _family(entry)
    refuse_if(storable(family, work.today))
    case = new_case(work, family, process.APPLICATION)
    work.session.add(Support(case_id=case.id, **taken_facts(entry.facts)))
    take_up_by_case(work, case)
    return case.id


def correct_support(work: Work, case_id: str, entry: SupportApplication) -> None:
    """Bring an application to what the entry says; after acceptance it stays complete, and the person the same."""
    case = begin(work, case_id, "correct_support")
    family = _family(replace(entry, family=with_former(work.session, entry.family)))
    is_draft = case.state in table(case.programme, case.kind).drafts
    if is_draft:
        refuse_if(storable(family, work.today))
    else:
        parameters = parameters_for(work.session, case, work.today)
        of_roll = table(case.programme, case.kind).of_roll
        problems = _incomplete(family, work.today, parameters, of_roll=of_roll)
        problems += _facts_problems(entry.facts, family, work.today)
        if family.village_id != work.session.get_one(Household, case.household_id).village_id:
            problems += of_this_town(work.session, family.village_id, work.today, ARTICLE_PLACE)
        refuse_if(problems)
    person = case.applicant_id
    rewrite(work, case, family)
    assign(support_of(work.session, case.id), taken_facts(entry.facts))
    if not is_draft:
        if case.applicant_id != person:
            text = "受理后不能换供养对象；申请人有误的，请撤回后重新申请"
            refuse_if([Problem("support.another", text, "applicant")])
        work.session.flush()
        refuse_if(members_standing(work.session, case, application_of(work.session, case.id)))
        _settle(work, case)


def accept_support(work: Work, case_id: str) -> str:
    """Accept an application; the clocks start today. Returns its number.

    Refused with everything that is missing or wrong, papers included, and where the person is on the roll of 特困 or
    has another accepted application for it.
    """
    case = begin(work, case_id, "accept_support")
    refuse_if(why_not_accepted(work.session, case, work.today))
    take_on(work, case, SERIES)
    _settle(work, case)
    finish(case, "accept_support")
    return case.number


def why_not_accepted(session: Session, case: Case, today: date) -> list[Problem]:
    """Everything an application still lacks before it can be accepted."""
    entry = support_application_of(session, case.id)
    parameters = parameters_for(session, case, today)
    return [*_unfit(entry, today, parameters), *_standing(session, case, entry.family, today)]


def lacking(session: Session, entry: SupportApplication, case_id: str, today: date) -> Lacking:
    """What handing the entry in would be refused for, asked while it is typed; also what cannot be stored."""
    case = session.get(Case, case_id) if case_id else None
    family = _family(entry)
    law = _law(session, case, family, today)
    if case is not None and case.state not in table(case.programme, case.kind).drafts:
        of_roll = table(case.programme, case.kind).of_roll
        problems = _incomplete(family, today, law, of_roll=of_roll)
        problems += _facts_problems(entry.facts, family, today)
        problems += members_standing(session, case, entry.family)
    else:
        problems = _unfit(replace(entry, family=family), today, law)
        problems += _standing(session, case, entry.family, today) if case is not None else []
    asked = demanded(entry.facts, lambda facts: _facts_problems(facts, family, today), "facts.")
    fields = {*required(family, today), *asked}
    return Lacking(tuple(dict.fromkeys(problems)), frozenset(fields.difference(NOT_ASKED)))


def support_application_of(session: Session, case_id: str) -> SupportApplication:
    """A stored application as the entry window shows it."""
    facts = SupportFacts(**taken(support_of(session, case_id), FACTS))
    return SupportApplication(application_of(session, case_id), facts)


def taken_facts(facts: SupportFacts) -> dict[str, Any]:
    """By the columns of the row."""
    return {name: getattr(facts, name) for name in FACTS}


def _settle(work: Work, case: Case) -> None:
    """The person belongs to the household; who else lives in one that is known, another case has settled."""
    household = Membership.household_id == case.household_id, Membership.left_on.is_(None)
    members = work.session.scalars(select(Membership).where(*household)).all()
    if not members:
        settle_members(work, case)
    elif case.applicant_id not in {each.person_id for each in members}:
        line = select(CaseMember.relation).where(
            CaseMember.case_id == case.id, CaseMember.person_id == case.applicant_id
        )
        work.session.add(
            Membership(
                household_id=case.household_id,
                person_id=case.applicant_id,
                relation=work.session.scalars(line).first() or "",
                joined_on=work.today,
            )
        )


def _family(entry: SupportApplication) -> Application:
    family = replace(tidy(entry.family), single_reason="", single_member=0)
    return replace(family, materials=materials.required(family, entry.facts))


def _unfit(entry: SupportApplication, today: date, parameters: Parameters) -> list[Problem]:
    """What is against the entry itself."""
    return [
        *_incomplete(entry.family, today, parameters),
        *_facts_problems(entry.facts, entry.family, today),
        *_papers(entry),
    ]


def _incomplete(
    family: Application, today: date, parameters: Parameters, *, of_roll: bool = False
) -> list[Problem]:
    """What the family lacks; of somebody on the roll only what a later look asks for."""
    found = (people if of_roll else complete)(family, today, parameters)
    return [each for each in found if not each.field.startswith(NOT_ASKED) and each.code not in _NOT_OURS]


def _facts_problems(facts: SupportFacts, family: Application, today: date) -> list[Problem]:
    problems = check_choice("facts.placement", facts.placement, codes.table("placement"), "供养方式意愿")
    born = family.members[family.applicant].person.born_on if family.applicant < len(family.members) else None
    if facts.orphan and born is not None and age_on(born, today) >= ADULT_AGE:
        text = "申请人已成年，不适用孤儿、事实无人抚养儿童保障"
        problems.append(Problem("support.orphan_adult", text, "facts.orphan", ARTICLE_ORPHANS))
    if facts.nobody and family.supporters:
        text = "已列出义务人，请取消“无法定义务人”"
        problems.append(Problem("support.nobody", text, "facts.nobody"))
    return problems


def _papers(entry: SupportApplication) -> Iterator[Problem]:
    for number, each in enumerate(materials.required(entry.family, entry.facts)):
        wrong = papers.state_problem(each)
        if wrong is not None:
            yield replace(wrong, field=f"materials.{number}", source=ARTICLE_PAPERS)
        elif each.state == "missing":
            yield Problem("material.missing", f"还缺“{each.title}”", f"materials.{number}", ARTICLE_PAPERS)


def _standing(session: Session, case: Case, family: Application, today: date) -> list[Problem]:
    """What the records say: a village of another town, the person on the roll, another accepted case of theirs."""
    return [
        *of_this_town(session, family.village_id, today, ARTICLE_PLACE),
        *_person(session, case),
        *members_standing(session, case, family),
    ]


def _person(session: Session, case: Case) -> Iterator[Problem]:
    there = select(RollEntry.id).where(
        RollEntry.programme == case.programme,
        RollEntry.person_id == case.applicant_id,
        RollEntry.to_month == "",
    )
    if session.scalars(there.limit(1)).first():
        yield Problem("person.on_roll", "此人已在特困供养，不用重新申请", "members.0.person.id_number")
    others = select(Case).where(
        Case.programme == case.programme, Case.applicant_id == case.applicant_id, Case.id != case.id
    )
    for other in session.scalars(others):
        if other.state in table(other.programme, other.kind).settling:
            yield Problem("person.open_case", f"此人已有在办的特困业务{other.number}", "members")


def _law(session: Session, case: Case | None, family: Application, today: date) -> Parameters:
    if case is not None:
        return parameters_for(session, case, today)
    place = family.village_id or hall(session).town_id
    return dated.parameters(session, dated.scopes(place), today, today)
