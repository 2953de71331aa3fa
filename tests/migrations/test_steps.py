"""Every revision after the first is tried on a filled database of the revision before it."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from zqdesk.records import schema, vault

Step = tuple[Callable[[Connection], None], Callable[[Connection], None]]
STEPS: dict[str, Step] = {}
"""Revision → (fill a database of the revision before with plain SQL, check it after the upgrade)."""


def test_every_revision_carries_a_filled_database_over(tmp_path: Path) -> None:
    scripts = ScriptDirectory.from_config(schema.config())
    later = {script.revision for script in scripts.walk_revisions() if script.down_revision}
    assert set(STEPS) == later, "a new revision needs its step here"
    for revision, (fill, check) in STEPS.items():
        before = str(scripts.get_revision(revision).down_revision)
        path = tmp_path / f"{revision}.db"
        engine = vault.open_engine(path, bytes(32), create_file=True)
        for target, then in ((before, fill), (revision, check)):
            with engine.begin() as connection:
                command.upgrade(schema.config(connection), target)
                then(connection)
        engine.dispose()
