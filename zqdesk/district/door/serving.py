"""Runs the server: over the database that was set up, with its own certificate."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import uvicorn
from sqlalchemy import text

from zqdesk import log
from zqdesk.district import keys
from zqdesk.district.configuration import Configuration
from zqdesk.district.door import app, logbook
from zqdesk.district.door.service import Service
from zqdesk.district.records import database, postgres, schema

DATABASE = "district"
CONNECTIONS = 300


def serve(configuration: Configuration, clock: Callable[[], datetime]) -> None:
    """Serve until told to stop; letters that are being answered are answered first."""
    identity = keys.load(configuration.data)
    access = database.access(configuration.data)
    door = database.engine(access.door, configuration.threads)
    exchange = database.engine(access.exchange, configuration.threads)
    with door.connect() as connection:
        schema.refuse_other(schema.current(connection))
    logbook.start()
    served = app.make(
        identity,
        Service(identity.signer, door, exchange, clock),
        lambda: database.answers(door),
        app.Limits(threads=configuration.threads),
    )
    log.event("server.started", port=configuration.port)
    try:
        uvicorn.run(
            served,
            host=configuration.host,
            port=configuration.port,
            ssl_certfile=identity.certificate,
            ssl_keyfile=identity.certificate_key,
            proxy_headers=bool(configuration.forwarded_by),
            forwarded_allow_ips=configuration.forwarded_by or None,
            http="h11",
            ws="none",
            loop="asyncio",
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=CONNECTIONS,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=20,
        )
    finally:
        door.dispose()
        exchange.dispose()
        log.event("server.stopped")


@contextmanager
def own_postgres(configuration: Configuration) -> Iterator[str]:
    """The owner's address of the database: the district's own, else that of a PostgreSQL in the data folder while this runs."""
    if configuration.database:
        yield configuration.database
        return
    running = postgres.start(configuration.data / "postgres")
    try:
        engine = database.engine(running.url())
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if (
                connection.execute(
                    text("SELECT 1 FROM pg_database WHERE datname = :n"), {"n": DATABASE}
                ).first()
                is None
            ):
                connection.execute(text(f"CREATE DATABASE {DATABASE}"))
        engine.dispose()
        yield running.url(DATABASE)
    finally:
        running.stop()
