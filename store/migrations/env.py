"""Alembic's entry: run the migrations on the connection that store.engine hands over, in its transaction."""

from alembic import context

from store.tables import captures

context.configure(
    connection=context.config.attributes["connection"], target_metadata=captures.metadata, render_as_batch=True
)
context.run_migrations()
