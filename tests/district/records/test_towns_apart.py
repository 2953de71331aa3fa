"""No row of a town is seen from another: not over the line with a valid key, not in the database with the server's own role."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, Integer, LargeBinary, String, select, text
from sqlalchemy.exc import ProgrammingError

from tests.district.desk import START
from tests.district.server import Server
from zqdesk.district.enrolment import invitations
from zqdesk.district.records import roles
from zqdesk.district.records.tables import RECORDS
from zqdesk.records.tables.base import Instant
from zqdesk.sync.wire import Cursor, Piece, PieceDown

OF_TOWNS = [
    table for table in invitations.metadata.sorted_tables if "town" in table.c and table.name != "orders"
]
READ = [table for table in OF_TOWNS if table.name != "invitations"]
"""By the exchange; with invitations it has nothing to do."""
REFUSED = r"row-level security|permission denied"
PERSONAL = {"log", "log_subjects", "blob_pieces", "held_back", "conflicts"}


def _value(column: Column[Any], town: str) -> Any:
    """Something a column can hold."""
    if column.key == "town":
        return town
    kinds: list[tuple[type, Any]] = [
        (Boolean, False),
        (Integer, 77),
        (Date, date(2026, 11, 24)),
        (Instant, datetime(2026, 11, 24, tzinfo=UTC)),
        (LargeBinary, town.encode()),
        (String, town),
        (JSON, []),
    ]
    return next(value for kind, value in kinds if isinstance(column.type, kind))


@pytest.fixture(scope="module")
def filled(server: Server) -> str:
    """A town with a row in every table."""
    town = "370114901"
    with server.owner() as connection:
        for table in OF_TOWNS:
            row = {column.key: _value(column, town) for column in table.c}
            connection.execute(table.insert().values(row))
    return town


def test_every_table_with_a_town_is_closed(server: Server) -> None:
    with server.owner() as connection:
        query = text("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'")
        closed = set(connection.execute(query).scalars())
        assert closed == set(roles.with_town(connection))
    assert {table.name for table in OF_TOWNS} <= closed
    assert set(RECORDS) <= closed


def test_the_exchange_sees_its_own_town_only(server: Server, filled: str, town: str) -> None:
    assert _seen(server, filled) == {table.name: {filled} for table in READ}
    assert {name: towns - {town} for name, towns in _seen(server, town).items() if towns - {town}} == {}
    assert _seen(server, None) == {table.name: set() for table in READ}


def _seen(server: Server, town: str | None) -> dict[str, set[str]]:
    """Of which towns the exchange sees rows, by table, while it is in a town or in none."""
    with server.role("exchange", town) as connection:
        return {table.name: set(connection.scalars(select(table.c.town))) for table in READ}


def test_the_exchange_writes_its_own_town_only(server: Server, filled: str, town: str) -> None:
    with server.role("exchange", town) as connection:
        for table in READ:
            row = {column.key: _value(column, filled) for column in table.c}
            with pytest.raises(ProgrammingError, match=REFUSED), connection.begin_nested():
                connection.execute(table.insert().values(row))
        for table in RECORDS.values():
            name = min(column.key for column in table.c if not column.primary_key)
            changed = (
                table.update().where(table.c.town == filled).values({name: _value(table.c[name], filled)})
            )
            assert connection.execute(changed).rowcount == 0
            assert connection.execute(table.delete().where(table.c.town == filled)).rowcount == 0


@pytest.mark.parametrize("purpose", ["door", "console"])
def test_no_other_role_reads_what_an_act_says_of_a_person(server: Server, purpose: str) -> None:
    with server.role(purpose) as connection:
        for table in [*RECORDS.values(), *(table for table in OF_TOWNS if table.name in PERSONAL)]:
            with pytest.raises(ProgrammingError, match=REFUSED), connection.begin_nested():
                connection.execute(select(table))


def test_the_log_is_only_ever_added_to(server: Server, filled: str) -> None:
    for statement in ("UPDATE log SET answer = ''", "DELETE FROM log", "TRUNCATE log", "DROP TABLE log"):
        with pytest.raises(ProgrammingError), server.role("exchange", filled) as connection:
            connection.execute(text(statement))


def test_a_valid_key_opens_nothing_of_another_town(server: Server, town: str, other_town: str) -> None:
    own, foreign = server.desk(town), server.desk(other_town)
    own.account("王𬭎")
    own.scan("e" * 64)
    own.exchange(own.asking())
    foreign.acts = own.acts  # acts as another town's desk signed them, and everything there is to ask for
    told = foreign.exchange(foreign.asking(own_bodies=True, anchors=[own.head], own_anchors=[own.head]))
    assert (told.entries, told.received.number, told.common) == ([], 0, START)
    later = Cursor(generation=told.generation, position=1, head=bytes(32))
    assert foreign.exchange(foreign.asking(later)).entries == []
    assert foreign.say(PieceDown(offset=0, name="e" * 64)) == Piece(offset=0, size=0)
    with server.role("exchange", town) as connection:
        assert connection.execute(text("SELECT count(*) FROM log")).scalar() == 2
