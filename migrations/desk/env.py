"""Alembic's environment for the desk: runs on the connection it is given, inside its transaction."""

from alembic import context

from zqdesk.records.tables.base import Row

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Row.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
