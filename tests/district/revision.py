"""Writes the district's next revision from what its tables say by now: `python -m tests.district.revision "what and why"`.

The district keeps the rows of the desk's tables, so a revision of the desk that makes a table or a column needs one here.
Read what it wrote: what becomes of rows that are there already, it cannot know.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command

from tests.district.conftest import QUICK
from zqdesk.district.records import database, postgres, schema
from zqdesk.records import schema as records_schema


def write(what: str) -> Path:
    """The file of the new revision, with `NEWEST` set to it."""
    number = f"{int(schema.NEWEST) + 1:04}"
    with tempfile.TemporaryDirectory(prefix="zqdesk-postgres-") as folder:
        running = postgres.start(Path(folder), options=QUICK)
        engine = database.engine(running.url())
        try:
            schema.upgrade(engine)
            with engine.begin() as connection:
                config = records_schema.config(connection, schema.DISTRICT)
                config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
                command.revision(config, message=what, autogenerate=True, rev_id=number)
        finally:
            engine.dispose()
            running.stop()
    source = Path(schema.__file__)
    said = re.sub(r'NEWEST = "\d+"', f'NEWEST = "{number}"', source.read_text(encoding="utf-8"))
    source.write_text(said, encoding="utf-8")
    made = next((schema.DISTRICT.folder / "versions").glob(f"{number}_*.py"))
    written = re.sub(r" *# ### .*\n|,\n *info=\{.*\}(?=\n)", "", made.read_text(encoding="utf-8"))
    written = written.replace("zqdesk.records.tables.base.Instant(", "sa.String(")
    made.write_text(_a_function_a_table(written), encoding="utf-8")
    for job in (("check", "--fix"), ("format",)):
        subprocess.run([sys.executable, "-m", "ruff", *job, "--quiet", made], check=True)
    return made


def _a_function_a_table(written: str) -> str:
    """Where a revision makes several tables, each is made by a function of its own."""
    head, begins, body = written.partition("def upgrade() -> None:\n")
    first, *tables = body.split("    op.create_table(")
    if len(tables) < 2:
        return written
    names = [table.split('"' if table.lstrip().startswith('"') else "'")[1] for table in tables]
    calls = "".join(f"    _{name}()\n" for name in names)
    functions = (
        f"\n\ndef _{name}() -> None:\n    op.create_table({table}"
        for name, table in zip(names, tables, strict=True)
    )
    return f"{head}{begins}{first}{calls}{''.join(functions)}"


if __name__ == "__main__":
    sys.stdout.write(f"{write(sys.argv[1])}\n")
