"""How a hall comes into being on an empty database, and what it is."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.staff import AccountEntry, folded, made
from zqdesk.records import codes, parameters
from zqdesk.records.register import Work
from zqdesk.records.tables.exchange import exchange_state
from zqdesk.records.tables.place import Desk, Division, Hall
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role

TOWN_DIGITS, VILLAGE_DIGITS, DISTRICT_DIGITS = 9, 12, 6


@frozen
class VillageEntry:
    """A village or community of the town, by its 12-digit code."""

    id: str
    name: str


@frozen
class HallEntry:
    """The hall, its desk and its first accounts.

    The person who sets up is the actor: `login` is theirs. Without `villages` the shipped ones are taken.
    """

    town_id: str
    town_name: str
    district_name: str
    name: str
    login: str
    desk_name: str = "1号窗口"
    phone: str = ""
    address: str = ""
    document_word: str = ""
    villages: tuple[VillageEntry, ...] = ()
    accounts: tuple[AccountEntry, ...] = ()


@frozen
class Village:
    """A village as the entry window offers it; `standard_kind` is urban or rural by its class."""

    id: str
    name: str
    standard_kind: str


def set_up_hall(work: Work, entry: HallEntry) -> str:
    """The first act on a new database: hall, desk, places, accounts, values and working days; returns its id.

    The actor's id, name and roles become the first account, `work.desk_id` the first desk. Refused: a
    second time (`hall.exists`), without an administrator among the accounts (`hall.administrator`), codes of
    the wrong length or outside the town (`hall.town_id`, `hall.village`).
    """
    if work.session.scalars(select(Hall)).first() is not None:
        raise Refused(Problem("hall.exists", "这个工作台已经设置过服务大厅。"))
    refuse_if(list(_problems(work, entry)))
    own = AccountEntry(entry.login, work.actor.name, tuple(work.actor.roles))
    people = [made(own, work.actor.id)]
    people += [made(each, field=f"accounts.{n}.") for n, each in enumerate(entry.accounts)]
    new_hall = Hall(
        town_id=entry.town_id,
        town_name=entry.town_name.strip(),
        district_name=entry.district_name.strip(),
        name=entry.name.strip(),
        phone=entry.phone.strip(),
        address=entry.address.strip(),
        document_word=entry.document_word.strip(),
    )
    desk = Desk(id=work.desk_id, name=entry.desk_name.strip() or "1号窗口")
    work.session.add_all([new_hall, desk, *people, *_places(entry, work.today)])
    parameters.seed(work)
    work.note(f"设置{new_hall.name}")
    return new_hall.id


def hall(session: Session) -> Hall:
    """The hall this database belongs to; refused (`hall.missing`) before it was set up."""
    found = session.scalars(select(Hall)).first()
    if found is None:
        raise Refused(Problem("hall.missing", "还没有设置服务大厅。"))
    return found


def desk_id(session: Session) -> str:
    """The id of the desk this database is opened at."""
    enrolled: str | None = session.scalar(select(exchange_state.c.desk_id))
    return enrolled or session.scalars(select(Desk.id).order_by(Desk.id)).first() or ""


def villages(session: Session, on: date) -> tuple[Village, ...]:
    """The villages of the hall's town on a day, in order of their codes."""
    rows = session.execute(
        select(Division.id, Division.name)
        .where(Division.parent_id == select(Hall.town_id).scalar_subquery())
        .where(func.length(Division.id) == VILLAGE_DIGITS, Division.valid_from <= on)
        .where(or_(Division.valid_to.is_(None), Division.valid_to >= on))
        .order_by(Division.id)
    )
    return tuple(Village(row.id, row.name, standard_kind_of(row.id, on)) for row in rows)


def gone(session: Session, village_id: str, on: date) -> str:
    """A sentence about a village that is no more on a day, with what it went into; empty for any other."""
    village = session.get(Division, village_id)
    if village is None or village.valid_to is None or village.valid_to >= on:
        return ""
    heir = session.get(Division, village.successor_id) if village.successor_id else None
    instead = f"请改选“{heir.name}”" if heir is not None else "请按现在的区划重新选择"
    return f"“{village.name}”的区划到{chinese_day(village.valid_to)}为止，{instead}"


def standard_kind_of(village_id: str, on: date) -> str:
    """Which standard a village gives on a day, `urban` or `rural`: the class of its division."""
    known = codes.divisions().on(village_id, on)
    if known is not None and known.classified:
        return known.classified
    # Statistical codes number residents' communities from 001 and villages from 200.
    return "urban" if village_id[TOWN_DIGITS:] < "200" else "rural"


def _problems(work: Work, entry: HallEntry) -> Iterator[Problem]:
    if len(entry.town_id) != TOWN_DIGITS or not entry.town_id.isdecimal():
        yield Problem("hall.town_id", "镇街代码应为9位数字", "town_id")
    for field, title in (
        ("town_name", "镇街名称"),
        ("district_name", "区县名称"),
        ("name", "服务大厅名称"),
    ):
        if not getattr(entry, field).strip():
            yield Problem(f"hall.{field}", f"请填写{title}", field)
    seen: set[str] = set()
    for number, village in enumerate(entry.villages):
        field = f"villages.{number}"
        fits = village.id.isdecimal() and len(village.id) == VILLAGE_DIGITS
        if not fits or not village.id.startswith(entry.town_id) or village.id in seen:
            text = f"村（居）代码“{village.id}”应为12位数字、以镇街代码开头，且不重复"
            yield Problem("hall.village", text, f"{field}.id")
        if not village.name.strip():
            yield Problem("hall.village_name", "请填写村（居）名称", f"{field}.name")
        seen.add(village.id)
    logins = [folded(entry.login), *(folded(each.login) for each in entry.accounts)]
    if len(set(logins)) != len(logins):
        yield Problem("account.login_taken", "登录名不能重复", "accounts")
    if Role.ADMINISTRATOR not in {*work.actor.roles, *(r for each in entry.accounts for r in each.roles)}:
        yield Problem("hall.administrator", "至少要有一位管理员", "accounts")


def _places(entry: HallEntry, today: date) -> Iterator[Division]:
    shipped = codes.divisions()
    district_id = entry.town_id[:DISTRICT_DIGITS]
    opened = date(today.year, 1, 1)
    named = (
        (district_id, entry.district_name, district_id[:4]),
        (entry.town_id, entry.town_name, district_id),
    )
    for code, name, parent in named:
        known = shipped.on(code, today)
        yield Division(
            id=code, name=name.strip(), parent_id=parent, valid_from=known.valid_from if known else opened
        )
    listed = entry.villages or tuple(
        VillageEntry(place.code, place.title) for place in shipped.children(entry.town_id, today)
    )
    for village in listed:
        known = shipped.on(village.id, today)
        yield Division(
            id=village.id,
            name=village.name.strip(),
            parent_id=entry.town_id,
            valid_from=known.valid_from if known else opened,
        )
