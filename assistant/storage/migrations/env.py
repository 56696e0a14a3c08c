"""What Alembic runs for each migration: the connection and the lineage come from `storage.migrating`."""

from __future__ import annotations

from typing import Any

from alembic import context

attributes = context.config.attributes


def told(ctx: Any, step: Any, heads: Any, run_args: Any) -> None:
    attributes["tell"](attributes["lineage"].name, step.up_revision_id)


context.configure(
    connection=attributes["connection"],
    target_metadata=attributes["lineage"].metadata,
    version_table=attributes["lineage"].revisions.name,
    render_as_batch=attributes["connection"].dialect.name == "sqlite",
    on_version_apply=told,
)
context.run_migrations()
