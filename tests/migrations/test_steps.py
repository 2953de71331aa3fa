"""Every revision after the first is tried on a filled database of the revision before it."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from zqdesk.records import schema, vault

Step = tuple[Callable[[Connection], None], Callable[[Connection], None]]


def _fill_papers(connection: Connection) -> None:
    """A case of the first version with an issued paper and one whose number is reserved."""
    rows = (
        (
            "INSERT INTO persons (id, name, id_number, sex, ethnicity, marital, education, phone, hukou_kind, hukou_address)"
            " VALUES ('p', '张𬭎某', '', '', '01', '', '', '', '', '')"
        ),
        (
            "INSERT INTO households (id, head_id, village_id, village_name, standard_kind, address, hukou_address, phone,"
            " bank_name, account_name, account_number, registered_poor)"
            " VALUES ('h', 'p', '', '', 'rural', '', '', '', '', '', '', 0)"
        ),
        "INSERT INTO accounts (id, login, name, roles, active, phone) VALUES ('a', '01', '王某', '[]', 1, '')",
        (
            "INSERT INTO cases (id, programme, kind, number, state, household_id, applicant_id, clerk_id, applied_on, reason,"
            " poverty_cause, single_reason, change_kind, proxy_kind, proxy_name, proxy_id_number, proxy_phone, proxy_relation,"
            " relative_name, relative_post, relative_relation, extension_kind, extension_reason, ended_reason)"
            " VALUES ('c', 'allowance', 'application', '', 'draft', 'h', 'p', 'a', '2026-11-04'"
            ", '', '', '', '', '', '', '', '', '', '', '', '', '', '', '')"
        ),
        *(
            "INSERT INTO papers (case_id, kind, number, sheet_code, digest, page_count, copy_count, issued_on, by_name,"
            f" content, id) VALUES ('c', 'acceptance', '示街救受〔2026〕{n}号', 'CODE{n}', '{digest}', 1, {n}, '2026-11-05',"
            f" '王某', '{{\"number\": \"{n}\"}}', 'paper{n}')"
            for n, digest in ((1, "d" * 64), (2, ""))
        ),
    )
    for row in rows:
        connection.exec_driver_sql(row)


def _check_papers(connection: Connection) -> None:
    """Every paper is as it was, of no further subject; the books guard themselves."""
    papers = connection.exec_driver_sql(
        "SELECT id, case_id, subject_id, number, copy_count, content FROM papers ORDER BY id"
    ).all()
    assert [tuple(paper) for paper in papers] == [
        (f"paper{n}", "c", "", f"示街救受〔2026〕{n}号", n, f'{{"number": "{n}"}}') for n in (1, 2)
    ]
    assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    guards = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars()
    assert {"reserve_entries_balance", "reserve_entries_no_update", "grants_no_less"} <= set(guards)
    connection.exec_driver_sql(
        "INSERT INTO papers (kind, subject_id, number, sheet_code, digest, page_count, copy_count, issued_on, by_name,"
        " content, id) VALUES ('cash_book', '2026-11', '', 'CODE3', '', 0, 0, '2026-11-30', '钱某', '{}', 'book')"
    )


STEPS: dict[str, Step] = {"0002": (_fill_papers, _check_papers)}
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
