"""Divisions change: a town becomes a subdistrict, a village is renamed, split or merged; its households go with it."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_day, check_filled
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.office.hall.setup import TOWN_DIGITS, VILLAGE_DIGITS, VillageEntry, hall, villages
from zqdesk.records.register import Work
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.place import Division, FormerVillage, ParameterRow
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.process import Role


@frozen
class DivisionChange:
    """`old` (the town or a village) is `code`, `name` from a day on. A village of that code that is there already takes it in."""

    old: str = ""
    code: str = ""
    name: str = ""
    from_on: date | None = None


@frozen
class Dwelling:
    """The village a household belongs to; `moved_on` empty: it was entered wrongly, or its old village was split."""

    village_id: str = ""
    moved_on: date | None = None
    reason: str = ""


def change_division(work: Work, change: DivisionChange) -> str:
    """A division has a successor: it ends the day before, its households and villages go over; returns the new code.

    A village that is split goes to the first of the new ones; others are opened beside it and households placed there.
    Refused: anybody but an administrator, an old one that is not there, a code that does not fit or is another's, a day
    before the old one was or to come; one the district publishes, before the district has changed it.
    """
    require(work, Role.ADMINISTRATOR)
    old = work.session.get(Division, change.old)
    code, name = change.code.strip(), change.name.strip()
    problems = list(_problems(work.session, old, code, name))
    earliest = old.valid_from + timedelta(days=1) if old else None
    problems += check_day("from_on", change.from_on, "生效日期", today=work.today, earliest=earliest)
    refuse_if(problems)
    assert old is not None
    assert change.from_on is not None
    if len(old.id) == TOWN_DIGITS:
        _change_town(work, old, code, name, change.from_on)
    else:
        into = _succeed(work, old, VillageEntry(code, name), change.from_on)
        _move(work, {old.id: into}, change.from_on)
    work.note(f"{old.name}自{change.from_on.isoformat()}起为{name}")
    return code


def place_household(work: Work, household_id: str, dwelling: Dwelling) -> None:
    """A household belongs to another village of the town: it moved there, or its village was split.

    Refused: no such village, the one it is in, no reason, a day to come.
    """
    require(work, Role.CLERK)
    home = found(work.session, Household, household_id)
    keep_out(work, home.id)
    known = {village.id: village.name for village in villages(work.session, work.today)}
    problems = check_filled("reason", dwelling.reason, "原因")
    if dwelling.village_id not in known:
        problems.append(Problem("village_id.empty", "请选择村（居）", "village_id"))
    elif dwelling.village_id == home.village_id:
        problems.append(Problem("village_id.same", "本户已在这个村（居）", "village_id"))
    if dwelling.moved_on is not None:
        problems += check_day("moved_on", dwelling.moved_on, "迁入日期", today=work.today)
    refuse_if(problems)
    if dwelling.moved_on is not None and home.village_id:
        remember(work, home, dwelling.moved_on)
    home.village_id, home.village_name = dwelling.village_id, known[dwelling.village_id]
    work.note(dwelling.reason.strip())


def remember(work: Work, home: Household, from_on: date) -> None:
    """Keep the village a household is in as that of the time before a day."""
    work.session.add(
        FormerVillage(
            household_id=home.id,
            village_id=home.village_id,
            village_name=home.village_name,
            until_on=from_on - timedelta(days=1),
        )
    )


def _problems(session: Session, old: Division | None, code: str, name: str) -> list[Problem]:
    if old is None or old.id not in _changeable(session):
        return [Problem("division.old", "请选择现有的镇街或村（居）", "old")]
    if old.by_district and (old.valid_to is None or session.get(Division, code) is None):
        text = f"{old.name}是区里公布的：由区里公布变更和新的区划以后，再在这里办理家庭转入"
        return [Problem("division.published", text, "old")]
    problems = check_filled("name", name, "新名称")
    digits = len(old.id)
    within = hall(session).town_id if digits == VILLAGE_DIGITS else old.parent_id
    if not code.isdecimal() or len(code) != digits or not code.startswith(within):
        problems.append(Problem("division.code", f"新代码为{digits}位数字，以{within}开头", "code"))
        return problems
    there = session.get(Division, code)
    if code == old.id and digits == TOWN_DIGITS:
        problems.append(Problem("division.same", "撤镇设街道的，代码随之改变，请填写新代码", "code"))
    elif there is not None and code != old.id and (there.valid_to is not None or digits == TOWN_DIGITS):
        problems.append(Problem("division.taken", f"代码“{code}”已经用过", "code"))
    elif there is not None and code != old.id and there.name != name:
        problems.append(Problem("division.name", f"代码“{code}”是{there.name}，并入的请填写这个名称", "name"))
    elif code == old.id and name == old.name:
        problems.append(Problem("division.nothing", "代码和名称都没有改变", "name"))
    return problems


def _changeable(session: Session) -> set[str]:
    town = hall(session).town_id
    standing = or_(Division.valid_to.is_(None), Division.by_district)
    query = select(Division.id).where(Division.parent_id == town, standing)
    return {town, *session.scalars(query)}


def _succeed(work: Work, old: Division, new: VillageEntry, from_on: date) -> Division:
    """The division that takes the place of the old one; where only the name changes it is the same."""
    if new.id == old.id:
        old.name = new.name
        return old
    if not old.by_district:
        old.valid_to, old.successor_id = from_on - timedelta(days=1), new.id
    there = work.session.get(Division, new.id)
    if there is None:
        parent = new.id[:TOWN_DIGITS] if len(new.id) == VILLAGE_DIGITS else old.parent_id
        there = Division(id=new.id, name=new.name, parent_id=parent, valid_from=from_on)
        work.session.add(there)
    return there


def _change_town(work: Work, old: Division, code: str, name: str, from_on: date) -> None:
    """The town's villages keep the last digits of their codes; what was published for the old codes holds for the new."""
    here = hall(work.session)
    _succeed(work, old, VillageEntry(code, name), from_on)
    query = select(Division).where(Division.parent_id == old.id, Division.valid_to.is_(None))
    moved = {}
    for village in work.session.scalars(query).all():
        into = VillageEntry(code + village.id[TOWN_DIGITS:], village.name)
        moved[village.id] = _succeed(work, village, into, from_on)
    _carry_parameters(work, {old.id: code, **{each: into.id for each, into in moved.items()}})
    here.name = here.name.replace(here.town_name, name)
    here.town_id, here.town_name = code, name
    _move(work, moved, from_on)


def _carry_parameters(work: Work, codes: Mapping[str, str]) -> None:
    for row in work.session.scalars(select(ParameterRow).where(ParameterRow.scope.in_(codes))).all():
        work.session.add(
            ParameterRow(
                key=row.key,
                scope=codes[row.scope],
                valid_from=row.valid_from,
                published_on=row.published_on,
                value=row.value,
                title=row.title,
                unit=row.unit,
                source=row.source,
            )
        )


def _move(work: Work, into: Mapping[str, Division], from_on: date) -> None:
    """Every household of a village goes over to its successor; where it was before is kept."""
    homes = work.session.scalars(select(Household).where(Household.village_id.in_(into))).all()
    for home in homes:
        remember(work, home, from_on)
        place = into[home.village_id]
        home.village_id, home.village_name = place.id, place.name
