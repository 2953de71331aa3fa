"""How the district's desks stand: who was heard of when, what waits, what is in conflict. No content of any act."""

from datetime import datetime

from sqlalchemy import Connection, Select, func, select

from zqdesk.district.enrolment import invitations
from zqdesk.district.records.tables import announcements, conflicts, desks, generations, held_back, log, towns
from zqdesk.frozen import frozen
from zqdesk.records.tables.base import instant_text


@frozen
class DeskRow:
    """A desk as it was when it last spoke.

    `waiting`: acts it had and had not sent; `unread`: entries of the log it had not followed; `ahead_seconds`: its clock
    against the district's, None where it never spoke.
    """

    id: str
    name: str
    digit: int
    standing: str
    seen_at: str
    ahead_seconds: int | None
    acts: int
    waiting: int
    unread: int
    held_back: int
    program: str
    schema: str


@frozen
class TownRow:
    """A town, the acts in its log by answer, its open conflicts, what was published and it has not got, and its desks."""

    id: str
    name: str
    position: int
    refused: int
    open_conflicts: int
    invitations: int
    unannounced: int
    desks: tuple[DeskRow, ...]


@frozen
class Status:
    """Everything `status` shows of the database."""

    generation: str
    began_at: str
    towns: tuple[TownRow, ...]


def status(connection: Connection, now: datetime) -> Status:
    """Of all towns, asked explicitly across them; counts only."""
    life = connection.execute(select(generations).order_by(generations.c.serial.desc()).limit(1)).first()
    refused = _by(
        connection, select(log.c.town, func.count()).where(log.c.kind == "refused").group_by(log.c.town)
    )
    opened = _by(
        connection, select(conflicts.c.town, func.count()).where(conflicts.c.open).group_by(conflicts.c.town)
    )
    invited = _by(
        connection,
        select(invitations.c.town, func.count())
        .where(invitations.c.desk == "", invitations.c.good_until > instant_text(now))
        .group_by(invitations.c.town),
    )
    rows = connection.execute(
        select(towns.c.town, towns.c.name, towns.c.position, towns.c.announced).order_by(towns.c.town)
    ).all()
    serials = connection.scalars(select(announcements.c.serial)).all()
    return Status(
        generation=life.id if life else "",
        began_at=life.began_at if life else "",
        towns=tuple(
            TownRow(
                id=row.town,
                name=row.name,
                position=row.position,
                refused=refused.get(row.town, 0),
                open_conflicts=opened.get(row.town, 0),
                invitations=invited.get(row.town, 0),
                unannounced=sum(serial > row.announced for serial in serials),
                desks=_desks(connection, row.town, row.position),
            )
            for row in rows
        ),
    )


def _by(connection: Connection, query: Select[str, int]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(query)}


def _desks(connection: Connection, town: str, position: int) -> tuple[DeskRow, ...]:
    sent = (  # what another desk has brought back meanwhile is in the log
        select(held_back.c.desk, func.count())
        .join(desks, (desks.c.town == held_back.c.town) & (desks.c.desk == held_back.c.desk))
        .where(held_back.c.town == town, held_back.c.number > desks.c.number)
        .group_by(held_back.c.desk)
    )
    held = _by(connection, sent)
    rows = connection.execute(select(desks).where(desks.c.town == town).order_by(desks.c.digit)).all()
    return tuple(
        DeskRow(
            id=row.desk,
            name=row.name,
            digit=row.digit,
            standing=row.standing,
            seen_at=row.seen_at,
            ahead_seconds=_ahead(row.desk_time, row.seen_at),
            acts=row.number,
            waiting=max(0, row.said - row.number),
            unread=max(0, position - row.position),
            held_back=held.get(row.desk, 0),
            program=row.program,
            schema=row.schema,
        )
        for row in rows
    )


def _ahead(desk_time: str, seen_at: str) -> int | None:
    """What a desk says of its clock is kept as it said it, and may be no time at all."""
    try:
        return round((datetime.fromisoformat(desk_time) - datetime.fromisoformat(seen_at)).total_seconds())
    except (ValueError, TypeError):
        return None
