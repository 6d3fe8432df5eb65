"""Run by Alembic, on the connection that `complaints.migrate` opened."""

from alembic import context

from complaints.migrations import autogenerate
from complaints.models import metadata
from complaints.models.stated import make_stated

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    render_item=autogenerate.render_item,
    process_revision_directives=autogenerate.add_protections,
    transactional_ddl=True,
    app_role=context.config.attributes["app_role"],
)
with context.begin_transaction():
    context.run_migrations()
    make_stated(connection, context.config.attributes["app_role"])
