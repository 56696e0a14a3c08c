"""Each generation that was the present one, with a name that no other one has."""

from __future__ import annotations

import datetime
import secrets

import sqlalchemy as sa
from alembic import op

from assistant.errors import StorageError

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# As in indexing/publications.py, at the time of this revision.
SCHEMA_VERSION = 4
FIRST_RELEASE = 3


def upgrade() -> None:
    connection = op.get_bind()
    version = connection.scalar(sa.text("SELECT schema_version FROM state"))
    if version not in (None, FIRST_RELEASE):
        path = connection.engine.url.database
        raise StorageError("catalogue_version", path=path, found=version, expected=FIRST_RELEASE)
    if not sa.inspect(connection).has_table("demands"):  # of before 0001
        op.create_table(
            "demands",
            sa.Column("run", sa.Integer(), nullable=False),
            sa.Column("path", sa.Text(), nullable=False),
            sa.Column("audience", sa.String(length=16), nullable=True),
            sa.Column("type", sa.String(length=32), nullable=True),
            sa.PrimaryKeyConstraint("run", "path"),
        )
    publications = op.create_table(
        "publications",
        sa.Column("generation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("publication", sa.String(length=32), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("dimension", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("vectors", sa.Text(), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("generation"),
    )
    row = connection.execute(sa.text("SELECT generation, model, dimension FROM state")).mappings().first()
    op.drop_table("state")
    state = op.create_table(
        "state",
        sa.Column("only", sa.Integer(), nullable=False),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("dimension", sa.Integer(), nullable=False),
        sa.Column("publication", sa.String(length=32), nullable=False),
        sa.Column("oldest", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("only"),
    )
    if row:
        own = dict(row) | {"publication": secrets.token_hex(16)}
        # The rows of the generation before are kept, but not which model it had.
        op.bulk_insert(state, [own | {"only": 1, "schema_version": SCHEMA_VERSION, "oldest": row["generation"]}])
        now = datetime.datetime.now(datetime.UTC)
        op.bulk_insert(publications, [own | {"base": 0, "vectors": "", "published": now}])
