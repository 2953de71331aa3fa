"""Ways into the district's database: one role for each purpose, and within a town only that town's rows."""

import json
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError

from zqdesk.frozen import frozen
from zqdesk.records.files import write_durably

FILE = "database.json"
TOWN = "zqdesk.town"
"""The setting of a transaction that row-level security reads."""
STATEMENT_SECONDS = 120
CONNECTING_SECONDS = 5
_OPTION = "zqdesk_town"


@frozen
class Access:
    """The addresses of the roles, as `set-up` wrote them down for the server and the command line."""

    door: str
    exchange: str
    console: str
    backup: str


def write_access(data: Path, access: Access) -> None:
    write_durably(data / FILE, json.dumps(asdict(access), indent=1).encode())


def access(data: Path) -> Access:
    return Access(**json.loads((data / FILE).read_bytes()))


def of_role(owner: str, role: str, password: str) -> str:
    """The address of the same database for another role."""
    return make_url(owner).set(username=role, password=password).render_as_string(hide_password=False)


def engine(address: str, threads: int = 1) -> Engine:
    """An engine of as many connections as threads; a server that was started anew is met with new connections."""
    url = psycopg_url(address)
    waits = f"-c statement_timeout={STATEMENT_SECONDS}s -c lock_timeout=30s -c timezone=UTC"
    made = create_engine(
        url,
        pool_size=threads,
        max_overflow=0,
        pool_timeout=20,
        pool_pre_ping=True,
        hide_parameters=True,  # parameters of a failed statement are personal data
        connect_args={"connect_timeout": CONNECTING_SECONDS, "options": waits},
    )
    event.listen(made, "begin", _enter)
    return made


def psycopg_url(address: str) -> URL:
    """A `postgresql://` address as administrators write it, for the driver that comes along."""
    return make_url(address).set(drivername="postgresql+psycopg")


def of_town(engine: Engine, town: str) -> Engine:
    """The same connections; every transaction sees and writes the rows of this town and no other."""
    return engine.execution_options(**{_OPTION: town})


def _enter(connection: Connection) -> None:
    town = connection.get_execution_options().get(_OPTION)
    if town is not None:
        connection.exec_driver_sql(f"SELECT set_config('{TOWN}', %s, true)", (town,))


def answers(engine: Engine) -> bool:
    """Whether the database takes a question."""
    try:
        with engine.connect() as connection:
            return connection.execute(text("SELECT 1")).scalar() == 1
    except DBAPIError:
        return False
