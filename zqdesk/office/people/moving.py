"""Between households: a member moves to another one, splits off into one of their own, or becomes the head of theirs.

Each is one act over both households, so that nobody is for a moment in none or in two. What a household on a roll gets
does not change with it: today's work asks for a change of both.
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_filled
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.office.people import guards
from zqdesk.office.people.changes import Joining, Leaving, member_joined, member_left, no_open_case
from zqdesk.office.people.field_checks import code_problems
from zqdesk.office.people.person_entry import person_entry
from zqdesk.records import codes
from zqdesk.records.register import Work
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.people.family import SELF, family_problems
from zqdesk.rules.people.identity import parse_id_number
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role

HEAD = SELF[-1]


@frozen
class Move:
    """Who goes to which household (by the number of its head), as what, and when."""

    person_id: str = ""
    head_number: str = ""
    relation: str = ""
    moved_on: date | None = None


@frozen
class Split:
    """Who goes into a household of their own in the same village, and when."""

    person_id: str = ""
    moved_on: date | None = None
    address: str = ""


@frozen
class NewHead:
    """Who is the head from now on; `relation` is what the one before is to them."""

    person_id: str = ""
    relation: str = ""


def move_member(work: Work, household_id: str, move: Move, reason: str) -> str:
    """A member goes to another household of the town; returns its id.

    Refused as leaving and joining are, and: no such household, the same one.
    """
    require(work, Role.CLERK)
    to = _home_of_head(work.session, move.head_number)
    problems = [] if to else [Problem("move.home", "没有这个户主的家庭，请先登记", "head_number")]
    if to is not None and to.id == household_id:
        problems.append(Problem("move.same", "就是本户", "head_number"))
    problems += check_filled("relation", move.relation, "与那户户主的关系")
    problems += check_filled("reason", reason, "原因")
    refuse_if([*problems, *_cannot_go(work.session, move.person_id, move.moved_on)])
    assert to is not None
    assert move.moved_on is not None
    member_left(work, household_id, Leaving(move.person_id, move.moved_on), reason)
    work.session.flush()
    entry = person_entry(found(work.session, Person, move.person_id))
    member_joined(work, to.id, Joining(entry, move.relation, move.moved_on), reason)
    return to.id


def split_off(work: Work, household_id: str, split: Split, reason: str) -> str:
    """A member has a household of their own from now on, by the same standard; returns its id.

    Refused as leaving is, and whoever stands on a roll alone.
    """
    require(work, Role.CLERK)
    old = found(work.session, Household, household_id)
    problems = check_filled("reason", reason, "原因")
    refuse_if([*problems, *_cannot_go(work.session, split.person_id, split.moved_on)])
    assert split.moved_on is not None
    member_left(work, household_id, Leaving(split.person_id, split.moved_on), reason)
    made = Household(
        head_id=split.person_id,
        village_id=old.village_id,
        village_name=old.village_name,
        standard_kind=old.standard_kind,
        standard_reason=old.standard_reason,
        address=split.address.strip() or old.address,
        registered_poor=old.registered_poor,
    )
    work.session.add(made)
    work.session.flush()
    work.session.add(
        Membership(household_id=made.id, person_id=split.person_id, relation=HEAD, joined_on=split.moved_on)
    )
    return made.id


def change_head(work: Work, household_id: str, head: NewHead, reason: str) -> None:
    """Another member is the head. What the others are to them is asked by the next case of the family.

    Refused: with an open case, who is no member or the head already, a relation that cannot be, no reason.
    """
    require(work, Role.CLERK)
    home = found(work.session, Household, household_id)
    keep_out(work, home.id)
    refuse_if(no_open_case(work.session, home))
    living = select(Membership).where(Membership.household_id == home.id, Membership.left_on.is_(None))
    members = {row.person_id: row for row in work.session.scalars(living)}
    problems = check_filled("reason", reason, "原因") + check_filled(
        "relation", head.relation, "与新户主关系"
    )
    problems += code_problems("relation", head.relation, "relation")
    if head.relation in SELF:
        problems.append(Problem("head.relation", "请填写原户主与新户主的关系", "relation"))
    if head.person_id not in members or head.person_id == home.head_id:
        problems.append(Problem("head.member", "请选择户主以外的一位成员", "person_id"))
    refuse_if(problems)
    before = home.head_id
    home.head_id = head.person_id
    for person_id, row in members.items():
        row.relation = HEAD if person_id == head.person_id else head.relation if person_id == before else ""
    work.session.flush()
    family = guards.household_kin(work.session, home.id)
    pair = tuple(kin for person_id, kin in family.items() if person_id in (before, head.person_id))
    odd = family_problems(pair, codes.table("relation"), work.today)
    refuse_if([Problem(each.code, each.text, "relation", each.source) for each in odd])
    work.note(reason.strip())


def _cannot_go(session: Session, person_id: str, moved_on: date | None) -> list[Problem]:
    """Who or when is not said; or they stand on a roll alone, and would be paid in a household they left."""
    problems = check_filled("person_id", person_id, "成员")
    if moved_on is None:
        problems.append(Problem("moved_on.empty", "请填写日期", "moved_on"))
    alone = select(RollEntry.id).where(RollEntry.person_id == person_id, RollEntry.to_month == "")
    if session.scalars(alone).first() is not None:
        text = "这位成员单人在册，请先办理停发或变更"
        problems.append(Problem("move.alone", text, "person_id"))
    return problems


def _home_of_head(session: Session, typed: str) -> Household | None:
    """The household that somebody of this number is the head of, in which they live."""
    try:
        number = parse_id_number(typed).number
    except Refused:
        return None
    query = (
        select(Household)
        .join(Person, Person.id == Household.head_id)
        .join(Membership, (Membership.household_id == Household.id) & (Membership.person_id == Person.id))
        .where(Person.id_number == number, Membership.left_on.is_(None))
    )
    return session.scalars(query.order_by(Household.id.desc())).first()
