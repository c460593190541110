"""Alembic's door; it is handed an open connection by `office.engine`."""

from alembic import context

from outreach_app.office.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
