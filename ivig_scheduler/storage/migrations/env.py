"""How Alembic runs here: on the connection it is handed, in batch mode, in its transaction."""

from alembic import context

from ivig_scheduler.storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
context.run_migrations()
