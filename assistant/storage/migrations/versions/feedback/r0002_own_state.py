"""A name for the table of one row that the catalogue, in the same schema, does not have for its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    there = sa.inspect(op.get_bind())
    if not there.has_table("answered"):  # of before 0001
        op.create_table(
            "answered",
            sa.Column("day", sa.Date(), nullable=False),
            sa.Column("audience", sa.String(length=16), nullable=False),
            sa.Column("language", sa.String(length=8), nullable=False),
            sa.Column("mode", sa.String(length=16), nullable=False),
            sa.Column("count", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint("day", "audience", "language", "mode"),
        )
    if not there.has_table("cited"):
        op.create_table(
            "cited",
            sa.Column("day", sa.Date(), nullable=False),
            sa.Column("document", sa.String(length=64), nullable=False),
            sa.Column("count", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint("day", "document"),
        )
    if "answers_since" not in {column["name"] for column in there.get_columns("state")}:
        op.add_column("state", sa.Column("answers_since", sa.Date(), nullable=True))
    with op.batch_alter_table("state") as state:
        state.drop_column("schema_version")
    op.rename_table("state", "feedback_state")
