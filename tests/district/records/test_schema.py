"""The district's migrations make what its tables say, and its database is served by a program that knows it."""

from collections.abc import Iterator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Engine, text

from tests.district.server import alone
from zqdesk.district.enrolment import invitations
from zqdesk.district.records import database, schema
from zqdesk.district.records.postgres import Running
from zqdesk.records import schema as records_schema
from zqdesk.records.faults import Known


@pytest.fixture
def empty(running: Running) -> Iterator[Engine]:
    alone(running.url(), "CREATE DATABASE empty")
    engine = database.engine(running.url("empty"))
    yield engine
    engine.dispose()
    alone(running.url(), "DROP DATABASE empty")


def test_the_migrations_make_what_the_tables_say(empty: Engine) -> None:
    """A column of the desk needs one here too: docs/develop.md says how."""
    assert schema.upgrade(empty)
    with empty.connect() as connection:
        ours = {"compare_type": True, "compare_server_default": _defaults}
        context = MigrationContext.configure(connection, opts=ours)
        assert compare_metadata(context, invitations.metadata) == []
    assert not schema.upgrade(empty)


def _defaults(*compared: Any) -> bool | None:
    """PostgreSQL does not say whether two JSON texts are the same; None: compared as usual."""
    return False if isinstance(compared[2].type, JSON) else None


def test_the_newest_revision_is_said_right() -> None:
    scripts = ScriptDirectory.from_config(records_schema.config(migrations=schema.DISTRICT))
    assert scripts.get_heads() == [schema.NEWEST]


def test_a_database_of_a_newer_program_is_left_alone(empty: Engine) -> None:
    schema.upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Known, match=r"schema\.other"):
        schema.upgrade(empty)
    with empty.connect() as connection, pytest.raises(Known, match=r"schema\.other"):
        schema.refuse_other(schema.current(connection))
