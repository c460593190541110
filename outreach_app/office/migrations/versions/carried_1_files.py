"""single files that officers carried in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "carried_1"
down_revision = "blobs_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "carried_file",
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("told_ms", sa.BigInteger(), nullable=False),
        sa.Column("taken_ms", sa.BigInteger(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_carried_file")),
    )
    op.create_index(op.f("ix_carried_file_number"), "carried_file", ["number"], unique=False)


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("carried_file")
