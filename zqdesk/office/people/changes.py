"""What happens to persons and households outside a case: corrections, joining, leaving, death."""

from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_day, check_filled, check_order
from zqdesk.office.hall.colleagues import colleague, is_same
from zqdesk.office.hall.conflicts import homes_of, keep_out, own_person
from zqdesk.office.people import guards
from zqdesk.office.people.duplicates import standings, with_number
from zqdesk.office.people.field_checks import code_problems
from zqdesk.office.people.person_checks import check_person
from zqdesk.office.people.person_entry import PersonEntry, person_values
from zqdesk.office.people.resolving import resolve
from zqdesk.office.people.tidying import tidy_person
from zqdesk.records import codes
from zqdesk.records.changes import history
from zqdesk.records.register import Work
from zqdesk.records.tables.base import assign
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.rules.people.family import SELF, Kin, family_problems
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role
from zqdesk.rules.programmes import OPEN_STATES, table

DIED = "去世"
BORN, JOINED, LEFT, DAY_OF_DEATH = "出生日期", "共同生活起始日", "离开日期", "死亡日期"


@frozen
class Joining:
    """Somebody who comes to live in a household."""

    person: PersonEntry
    relation: str
    joined_on: date


@frozen
class Leaving:
    """Somebody who no longer lives in a household."""

    person_id: str
    left_on: date


def correct_person(work: Work, person_id: str, entry: PersonEntry, reason: str) -> None:
    """Put right who somebody is, wherever they stand; the reason goes into the history.

    Refused: no reason, a name or number that is none, a number that is another person's
    (`person.number_taken`), a sex or birthday that their place in the family cannot bear.
    """
    require(work, Role.CLERK)
    row = found(work.session, Person, person_id)
    keep_out(work, *homes_of(work.session, person_id))
    entry = tidy_person(entry)
    problems = _wrong(entry, "", work.today)
    if not reason.strip():
        problems.append(Problem("reason.empty", "请写明更正的原因", "reason"))
    other = with_number(work.session, entry.id_number)
    if other is not None and other.id != person_id:
        text = f"这个身份证号已登记为“{other.name}”，请核对"
        problems.append(Problem("person.number_taken", text, "id_number"))
    problems += _born_in_order(work.session, row, entry.born_on)
    refuse_if(problems)
    refuse_if(_against_family(work.session, row, entry, work.today))
    assign(row, person_values(entry))
    work.note(reason.strip())


def member_joined(work: Work, household_id: str, joining: Joining, reason: str) -> str:
    """Somebody comes to live in a household that has no open case; returns the membership's id.

    Refused: the dead, members of it already, anybody standing elsewhere, a relation that cannot be, as at acceptance.
    """
    require(work, Role.CLERK)
    home = found(work.session, Household, household_id)
    keep_out(work, home.id)
    refuse_if(no_open_case(work.session, home))
    problems = _wrong(tidy_person(joining.person), "person.", work.today)
    problems += code_problems("relation", joining.relation, "relation")
    if not joining.relation:
        problems.append(Problem("relation.empty", "请选择与户主的关系", "relation"))
    problems += check_day("joined_on", joining.joined_on, JOINED, today=work.today)
    problems += check_filled("reason", reason, "原因")
    refuse_if(problems)
    who = resolve(work, tidy_person(joining.person), "person")
    work.session.flush()
    before = _last_left(work.session, home.id, who.id)
    days = ((BORN, who.born_on), ("上次离开日期", before), (JOINED, joining.joined_on))
    refuse_if(check_order("joined_on", *days))
    me = colleague(work.session, work.actor.id)
    refuse_if(own_person(me, who.name, who.id_number))
    if _lives_in(work.session, home, who.id) is not None:
        raise Refused(Problem("member.already", f"{who.name}已是本户成员", "person.id_number"))
    held = tuple(each for each in standings(work.session, [who.id], not_household=home.id) if each.holds)
    known = guards.Known(who.name, who.died_on, held)
    refuse_if(list(guards.guard(known, who.name, "person.", "请核对；去世登记有误的，请先在人员页撤销")))
    family = guards.household_kin(work.session, home.id) | {who.id: guards.kin(who, joining.relation, "")}
    refuse_if([each for each in _odd(family, work.today) if not each.field.startswith(guards.HOME)])
    membership = Membership(
        household_id=home.id, person_id=who.id, relation=joining.relation, joined_on=joining.joined_on
    )
    work.session.add(membership)
    work.note(reason.strip())
    return membership.id


def member_left(work: Work, household_id: str, leaving: Leaving, reason: str) -> None:
    """Somebody no longer lives in a household that has no open case.

    Refused: the head (the household must get another one by a case first), who is no member.
    """
    require(work, Role.CLERK)
    home = found(work.session, Household, household_id)
    keep_out(work, home.id)
    refuse_if(no_open_case(work.session, home))
    problems = check_day("left_on", leaving.left_on, LEFT, today=work.today)
    refuse_if([*problems, *check_filled("reason", reason, "原因")])
    membership = _lives_in(work.session, home, leaving.person_id)
    if membership is None:
        raise Refused(Problem("member.not_there", "这位已不是本户成员", "person_id"))
    born = found(work.session, Person, leaving.person_id).born_on
    refuse_if(check_order("left_on", (BORN, born), (JOINED, membership.joined_on), (LEFT, leaving.left_on)))
    others = select(Membership.id).where(
        Membership.household_id == home.id, Membership.left_on.is_(None), Membership.id != membership.id
    )
    if leaving.person_id == home.head_id and work.session.scalars(others).first():
        text = "户主离开的，请在待遇变更中先确定新的户主"
        raise Refused(Problem("member.head", text, "person_id"))
    membership.left_on, membership.left_reason = leaving.left_on, reason.strip()
    work.note(reason.strip())


def record_death(work: Work, person_id: str, died_on: date) -> None:
    """A person died: they leave their household and every open case; the change of the allowance follows
    within 3 months (S8).

    Refused: a day in the future or before the birth, a second time.
    """
    require(work, Role.CLERK)
    row = found(work.session, Person, person_id)
    keep_out(work, *homes_of(work.session, person_id))
    if row.died_on is not None:
        raise Refused(Problem("person.dead", f"{row.name}已登记去世", "died_on"))
    refuse_if(
        [
            *check_day("died_on", died_on, DAY_OF_DEATH, today=work.today),
            *check_order("died_on", (BORN, row.born_on), (DAY_OF_DEATH, died_on)),
        ]
    )
    row.died_on = died_on
    lived = select(Membership).where(Membership.person_id == person_id, Membership.left_on.is_(None))
    for membership in work.session.scalars(lived):
        # Who was taken in before the hall heard of the death did not leave before they came.
        membership.left_on, membership.left_reason = max(died_on, membership.joined_on or died_on), DIED
    lines = (
        select(CaseMember)
        .join(Case, Case.id == CaseMember.case_id)
        .where(CaseMember.person_id == person_id, CaseMember.left_on.is_(None), Case.state.in_(OPEN_STATES))
    )
    for line in work.session.scalars(lines):
        line.left_on, line.left_reason = died_on, DIED


def undo_death(work: Work, person_id: str, reason: str) -> None:
    """Bring back somebody recorded dead by mistake: the places that record ended go on as if it had never been.

    A second person does it, an approver other than whoever recorded the death; both stay in the history. What was
    decided meanwhile stays decided, and cases that are closed stay as they are. Refused: no reason, who is not
    recorded dead (`person.alive`), the recorder (`duty.recorder`).
    """
    require(work, Role.APPROVER)
    row = found(work.session, Person, person_id)
    keep_out(work, *homes_of(work.session, person_id))
    if row.died_on is None:
        raise Refused(Problem("person.alive", f"{row.name}没有登记去世"))
    refuse_if(check_filled("reason", reason, "撤销的原因"))
    acts = history(work.session, [person_id])
    recorded = next((each for each in acts if each.act.endswith(".record_death")), None)
    if recorded is not None and is_same(work.session, recorded.actor_id, work.actor.id):
        raise Refused(Problem("duty.recorder", "登记这次死亡的人不能自己撤销，须由另一位审批人办理。"))
    row.died_on = None
    for table_name, row_id, _ in recorded.fields if recorded is not None else ():
        if table_name == Membership.__tablename__:
            _live_there_again(work.session.get(Membership, row_id), work.session)
        elif table_name == CaseMember.__tablename__:
            _stand_there_again(work.session.get(CaseMember, row_id), work.session)
    work.note(reason.strip())


def _live_there_again(membership: Membership | None, session: Session) -> None:
    if membership is None or membership.left_reason != DIED:
        return
    membership.left_on, membership.left_reason = None, ""
    head_id = session.get_one(Household, membership.household_id).head_id
    if head_id != membership.person_id and membership.relation in SELF:
        membership.relation = ""  # somebody else became the head; the next case of the family asks


def _stand_there_again(line: CaseMember | None, session: Session) -> None:
    if line is None or line.left_reason != DIED:
        return
    if session.get_one(Case, line.case_id).state in OPEN_STATES:
        line.left_on, line.left_reason = None, ""


def _wrong(entry: PersonEntry, prefix: str, today: date) -> list[Problem]:
    """What is wrong with a person's facts; what is only unknown may stay unknown here."""
    found_ = check_person(entry, prefix, today)
    return [each for each in found_ if each.code == "name.empty" or not each.code.endswith(".empty")]


def _against_family(session: Session, row: Person, entry: PersonEntry, today: date) -> list[Problem]:
    """What the correction makes impossible in the household they live in; what was odd before stays bearable."""
    problems: list[Problem] = []
    lived = select(Membership.household_id).where(
        Membership.person_id == row.id, Membership.left_on.is_(None)
    )
    for home in session.scalars(lived):
        family = guards.household_kin(session, home)
        corrected = guards.kin(entry, family[row.id].relation, family[row.id].path)
        before = {(each.code, each.field) for each in _odd(family, today)}
        now = _odd(family | {row.id: corrected}, today)
        problems += (replace(e, field="id_number") for e in now if (e.code, e.field) not in before)
    return problems


def _odd(family: dict[str, Kin], today: date) -> list[Problem]:
    return list(family_problems(tuple(family.values()), codes.table("relation"), today))


def _born_in_order(session: Session, row: Person, born: date | None) -> list[Problem]:
    """Nobody is born after they joined a household or died."""
    joined = session.scalar(select(func.min(Membership.joined_on)).where(Membership.person_id == row.id))
    return [
        *check_order("born_on", (BORN, born), (JOINED, joined)),
        *check_order("born_on", (BORN, born), (DAY_OF_DEATH, row.died_on)),
    ]


def _last_left(session: Session, household_id: str, person_id: str) -> date | None:
    """When somebody last left the household, if they ever did."""
    theirs = (Membership.household_id == household_id, Membership.person_id == person_id)
    return session.scalar(select(func.max(Membership.left_on)).where(*theirs))


def _lives_in(session: Session, home: Household, person_id: str) -> Membership | None:
    return session.scalars(
        select(Membership).where(
            Membership.household_id == home.id,
            Membership.person_id == person_id,
            Membership.left_on.is_(None),
        )
    ).first()


def no_open_case(session: Session, home: Household) -> list[Problem]:
    """Why members do not come or go outside a case: one is open that names them."""
    running = session.scalars(select(Case).where(Case.household_id == home.id, Case.state.in_(OPEN_STATES)))
    return [
        Problem("household.open_case", f"本户有在办业务{case.number}，请在业务中修改家庭成员")
        for case in running
        if case.state in table(case.programme, case.kind).settling
    ]
