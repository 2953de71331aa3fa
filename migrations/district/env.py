"""Alembic's environment for the district: runs on the connection it is given, inside its transaction."""

from alembic import context

from zqdesk.district.enrolment import invitations

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=invitations.metadata, transactional_ddl=True)
context.run_migrations()
