"""Databases of every version come to the newest schema as a whole, or stay as they were."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from tests import town
from zqdesk.records import schema, vault
from zqdesk.records.faults import Known
from zqdesk.records.tables.base import Row

SEARCH = "search_"
"""Tables of the index, which no model describes."""


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engine]:
    engine = vault.open_engine(tmp_path / vault.DATABASE, bytes(32), create_file=True)
    yield engine
    engine.dispose()


def tables(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(
            connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
        )


def mark(engine: Engine, revision: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :r"), {"r": revision})


def test_the_migrations_make_what_the_models_say(empty: Engine) -> None:
    assert schema.upgrade(empty)
    with empty.connect() as connection:
        ours = {
            "include_name": lambda name, kind, _parents: (
                kind != "table" or not (name or "").startswith(SEARCH)
            ),
            "compare_type": True,
            "compare_server_default": True,
        }
        context = MigrationContext.configure(connection, opts=ours)
        assert compare_metadata(context, Row.metadata) == []


def test_the_newest_revision_is_said_right() -> None:
    scripts = ScriptDirectory.from_config(schema.config())
    assert scripts.get_current_head() == schema.NEWEST
    assert scripts.get_heads() == [schema.NEWEST]
    assert schema.revisions()[0] == schema.NEWEST


def test_an_up_to_date_database_is_neither_backed_up_nor_touched(engine: Engine) -> None:
    backed_up: list[str] = []
    assert not schema.upgrade(engine, lambda: backed_up.append("x"))
    assert backed_up == []


def test_a_newer_database_is_refused_and_left_alone(engine: Engine) -> None:
    mark(engine, "9999")
    for look in (schema.upgrade, schema.refuse_newer, schema.refuse_other):
        with pytest.raises(Known) as fault:
            look(engine)
        assert (fault.value.code, fault.value.detail) == ("schema.newer", "9999")
    assert schema.current(engine) == "9999"


@pytest.mark.parametrize("statement", ["DROP TABLE alembic_version", "DELETE FROM alembic_version"])
def test_an_unmarked_database_is_refused_and_left_alone(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))
    before = tables(engine)
    with pytest.raises(Known) as fault:
        schema.upgrade(engine)
    assert fault.value.code == "schema.unknown"
    assert tables(engine) == before


@pytest.mark.parametrize("ending", ["raise", "kill"])
def test_an_upgrade_that_breaks_off_leaves_the_old_database(
    engine: Engine, data: town.Vault, tmp_path: Path, ending: str
) -> None:
    mark(engine, "0001")
    migrations = breaking_off(tmp_path, ending)
    before = tables(engine)
    backed_up: list[str] = []
    with pytest.raises((Known, SystemExit)) as fault:
        schema.upgrade(engine, lambda: backed_up.append("x"), migrations)
    if isinstance(fault.value, Known):
        assert fault.value.code == "schema.failed"
    assert backed_up == ["x"]
    engine.dispose()
    again = data.open()
    assert (schema.current(again), tables(again)) == ("0001", before)
    again.dispose()


def breaking_off(tmp_path: Path, ending: str) -> schema.Migrations:
    """A second revision that stops after its first table."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for name in ("env.py", "versions/0001_first.py", "versions/0001_first.sql"):
        (folder / name).write_text((schema.DESK.folder / name).read_text(encoding="utf-8"), encoding="utf-8")
    raised = {"raise": "ValueError('no')", "kill": "SystemExit(9)"}[ending]
    (folder / "versions" / "0002_second.py").write_text(
        "from alembic import op\n"
        "import sqlalchemy as sa\n"
        "revision, down_revision, branch_labels, depends_on = '0002', '0001', None, None\n"
        "def upgrade():\n"
        "    op.create_table('half', sa.Column('id', sa.Integer, primary_key=True))\n"
        f"    raise {raised}\n"
    )
    return schema.Migrations(folder, "0002")
