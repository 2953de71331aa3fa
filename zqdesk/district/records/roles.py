"""Who may do what in the database: a role for each purpose, its grants, and the policies of row-level security.

Everything here is done anew after each upgrade, so that a table that came or went never keeps the rights it had.
"""

import secrets

from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url

from zqdesk.district.records.database import TOWN, Access, of_role
from zqdesk.district.records.tables import RECORDS

PURPOSES = ("door", "exchange", "console", "backup")
ACROSS = ("door", "console", "backup")
"""These see rows of every town: keys and counts, never (but for the backup) what an act says of a person."""

Rights = dict[str, tuple[str, ...]]
"""What may be done with a table: a verb, and the columns it is for; none named: all."""

_DOOR: dict[str, Rights] = {
    # locking a town's row asks for the right to change one of its columns
    "towns": {"SELECT": ("town",), "UPDATE": ("town",)},
    "district_desks": {"SELECT": (), "INSERT": ()},
    "invitations": {"SELECT": (), "UPDATE": ("desk",)},
    "generations": {"SELECT": ()},
    "log": {"SELECT": ("town", "position")},
    "alembic_version": {"SELECT": ()},
}
_EXCHANGE: dict[str, Rights] = {
    "towns": {"SELECT": (), "UPDATE": ("position", "head", "announced", "marked")},
    "district_desks": {"SELECT": (), "UPDATE": ()},
    "generations": {"SELECT": (), "INSERT": ()},
    "log": {"SELECT": (), "INSERT": ()},
    "log_subjects": {"SELECT": (), "INSERT": ()},
    "conflicts": {"SELECT": (), "INSERT": (), "UPDATE": ("open",)},
    "held_back": {"SELECT": (), "INSERT": ()},
    "blobs": {"SELECT": (), "INSERT": (), "UPDATE": ("have", "digest", "size")},
    "blob_pieces": {"SELECT": (), "INSERT": (), "DELETE": ()},
    "publications": {"SELECT": (), "INSERT": (), "UPDATE": ("at",), "DELETE": ()},
    "roll_marks": {"SELECT": (), "INSERT": (), "DELETE": ()},
    "announcements": {"SELECT": ()},
}
_CONSOLE: dict[str, Rights] = {
    "towns": {"SELECT": (), "INSERT": (), "UPDATE": ("name",)},
    "district_desks": {"SELECT": (), "UPDATE": ("standing", "name")},
    "invitations": {"SELECT": (), "INSERT": ()},
    "generations": {"SELECT": (), "INSERT": ()},
    "orders": {"SELECT": (), "INSERT": ()},
    "publications": {"SELECT": (), "INSERT": ()},
    "announcements": {"SELECT": (), "INSERT": ()},
    "log": {"SELECT": ("town", "position", "desk", "number", "kind", "schema", "received_at", "head")},
    "conflicts": {"SELECT": ("town", "position", "open")},
    "held_back": {"SELECT": ("town", "desk", "number", "why", "received_at")},
    "blobs": {"SELECT": ("town", "name", "size", "have")},
}


def rights() -> dict[str, dict[str, Rights]]:
    """By purpose and table. The rows of the towns themselves are the exchange's alone."""
    rows: Rights = {"SELECT": (), "INSERT": (), "UPDATE": (), "DELETE": ()}
    return {"door": _DOOR, "exchange": _EXCHANGE | dict.fromkeys(RECORDS, rows), "console": _CONSOLE}


def names(owner: str) -> dict[str, str]:
    """The role of each purpose: roles belong to the whole PostgreSQL, so they carry the name of the database."""
    database = make_url(owner).database
    return {purpose: f"{database}_{purpose}" for purpose in PURPOSES}


def make(connection: Connection, owner: str) -> Access:
    """Make the roles that are not there and give all of them new passwords."""
    made: dict[str, str] = {}
    for purpose, role in names(owner).items():
        password = secrets.token_hex(24)
        there = connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :r"), {"r": role}).first()
        connection.execute(
            text(f"{'ALTER' if there else 'CREATE'} ROLE \"{role}\" LOGIN PASSWORD '{password}'")
        )
        made[purpose] = of_role(owner, role, password)
    # An act is answered only once it is on the disk, whatever the cluster's own setting.
    connection.execute(text(f'ALTER ROLE "{names(owner)["exchange"]}" SET synchronous_commit = on'))
    return Access(**made)


def grant(connection: Connection, owner: str) -> None:
    """Give each role what it needs and nothing else; close every table that has a town to other towns."""
    roles = names(owner)
    everyone = ", ".join(f'"{role}"' for role in roles.values())
    database = make_url(owner).database
    for statement in (
        f'REVOKE ALL ON DATABASE "{database}" FROM PUBLIC',
        f'GRANT CONNECT ON DATABASE "{database}" TO {everyone}',
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {everyone}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {everyone}",
        f'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{roles["backup"]}"',
        f'GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO "{roles["backup"]}"',
        f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{roles["console"]}"',
    ):
        connection.execute(text(statement))
    for purpose, tables in rights().items():
        for table, verbs in tables.items():
            for verb, columns in verbs.items():
                named = f"({', '.join(columns)})" if columns else ""
                connection.execute(text(f'GRANT {verb} {named} ON "{table}" TO "{roles[purpose]}"'))
    for table in with_town(connection):
        _close(connection, table, roles)


def with_town(connection: Connection) -> list[str]:
    """Every table whose rows belong to a town."""
    query = (
        "SELECT table_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND column_name = 'town' ORDER BY table_name"
    )
    return list(connection.scalars(text(query)))


def _close(connection: Connection, table: str, roles: dict[str, str]) -> None:
    """The exchange sees the one town it is in; the others see all rows, of the columns granted."""
    connection.execute(text(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'))
    for policy in ("own_town", "all_towns"):
        connection.execute(text(f'DROP POLICY IF EXISTS {policy} ON "{table}"'))
    own = f"town = current_setting('{TOWN}', true)"
    connection.execute(
        text(f'CREATE POLICY own_town ON "{table}" TO "{roles["exchange"]}" USING ({own}) WITH CHECK ({own})')
    )
    across = ", ".join(f'"{roles[purpose]}"' for purpose in ACROSS)
    connection.execute(
        text(f'CREATE POLICY all_towns ON "{table}" TO {across} USING (true) WITH CHECK (true)')
    )
