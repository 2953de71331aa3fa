"""Taking an application in: recording it, correcting it, accepting it, telling what is missing, withdrawal."""

from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.allowance.acceptance import members_standing, settle_members, standing
from zqdesk.office.allowance.checking import check as check  # noqa: PLC0414 - part of this door
from zqdesk.office.allowance.checking import complete, family, storable
from zqdesk.office.cases import materials
from zqdesk.office.cases.assessing import parameters_of
from zqdesk.office.cases.entry.reading import application_of as application_of  # noqa: PLC0414 - door
from zqdesk.office.cases.entry.recording import new_case, rewrite
from zqdesk.office.cases.entry.tidying import tidy
from zqdesk.office.cases.entry.values import Application
from zqdesk.office.cases.referrals import take_up_by_case
from zqdesk.office.cases.steps import begin, finish, found, require
from zqdesk.office.hall.numbers import full_number, give_number
from zqdesk.office.hall.setup import hall
from zqdesk.records.case import Case
from zqdesk.records.household import Household
from zqdesk.records.register import Work
from zqdesk.records.steps import PublicNotice, SupplementNotice
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role
from zqdesk.rules.processes.allowance import BEFORE_ACCEPTANCE

ARTICLE_SUPPLEMENT = "《最低生活保障审核确认办法》第十条"


@dataclass(frozen=True, slots=True)
class SupplementItem:
    """Something the applicant must still bring; `code` of resources/codes/evidence.toml or empty."""

    title: str
    code: str = ""
    requirement: str = ""


def record_application(work: Work, entry: Application) -> str:
    """A new draft case with its household and persons, found by ID number or made; returns its id.

    A draft may lack anything but a name or an ID number of each person. Refused: numbers that are none, a
    known number under another name (`person.name_differs`).
    """
    require(work, Role.CLERK)
    entry = tidy(entry)
    refuse_if(storable(entry, work.today))
    case = new_case(work, entry)
    take_up_by_case(work, case)
    return case.id


def correct_application(work: Work, case_id: str, entry: Application) -> None:
    """Bring a case's facts to what the entry says; the history shows the fields that differed.

    Rows keep their ids; `entry.members[i].key` names the line meant. Once the application is accepted it
    stays complete, the household's members follow, and a line that is gone means a member who left.
    """
    case = begin(work, case_id, "correct_application")
    entry = tidy(entry)
    is_draft = case.kind == "application" and case.state in BEFORE_ACCEPTANCE
    if is_draft:
        refuse_if(storable(entry, work.today))
    elif case.kind == "application":
        refuse_if(complete(entry, work.today))
    else:
        refuse_if(family(entry, work.today))
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
    series = f"{hall(session).town_id}-{work.today.year}-DB"
    case.number = full_number(series, give_number(work, series))
    case.accepted_on = work.today
    case.clerk_id = work.actor.id
    for notice in session.scalars(select(SupplementNotice).where(SupplementNotice.case_id == case_id)):
        notice.completed_on = work.today
    settle_members(work, case)
    finish(case, "accept_application")
    return case.number


def missing_items(session: Session, case_id: str) -> tuple[SupplementItem, ...]:
    """What accepting would still miss in papers: the proposal for `tell_supplement`."""
    entry = application_of(session, case_id)
    if found(session, Case, case_id).programme == "relief":
        lacking = (each for each in entry.materials if each.state == "missing")
        return tuple(SupplementItem(each.title, each.code) for each in lacking)
    entry = tidy(entry)
    return tuple(SupplementItem(each.title, each.code) for _, each in materials.missing(entry))


def tell_supplement(work: Work, case_id: str, items: tuple[SupplementItem, ...], receiver: str) -> str:
    """Tell the applicant, once, everything that is missing (S2 art. 10); returns the notice's id.

    Refused: no item, no receiver, a missing paper that is not among the items (`supplement.once`).
    """
    case = begin(work, case_id, "tell_supplement")
    problems = []
    if not items or any(not item.title.strip() for item in items):
        problems.append(Problem("supplement.items", "请列出需要补正的材料", "items", ARTICLE_SUPPLEMENT))
    told = {item.code or item.title for item in items}
    left_out = [i.title for i in missing_items(work.session, case_id) if not {i.code, i.title} & told]
    if left_out:
        text = f"应一次性告知全部所缺材料，还漏了：{'、'.join(left_out)}"
        problems.append(Problem("supplement.once", text, "items", ARTICLE_SUPPLEMENT))
    if not receiver.strip():
        problems.append(Problem("supplement.receiver", "请填写签收人", "receiver"))
    refuse_if(problems)
    notice = SupplementNotice(
        case_id=case.id,
        told_on=work.today,
        items=[asdict(item) for item in items],
        receiver=receiver.strip(),
    )
    work.session.add(notice)
    finish(case, "tell_supplement")
    return notice.id


def withdraw(work: Work, case_id: str, reason: str) -> None:
    """The applicant takes the application back; a notice still hanging is closed with it.

    Refused: after the decision, and without a reason.
    """
    case = begin(work, case_id, "withdraw")
    if not reason.strip():
        raise Refused(Problem("reason.empty", "请写明撤回的原因", "reason"))
    _end(work, case, reason.strip())
    finish(case, "withdraw")
    work.note(reason.strip())


def _end(work: Work, case: Case, reason: str) -> None:
    case.ended_on, case.ended_reason = work.today, reason
    hanging = select(PublicNotice).where(PublicNotice.case_id == case.id, PublicNotice.closed_on.is_(None))
    for notice in work.session.scalars(hanging):
        notice.closed_on, notice.result = work.today, "withdrawn"
