"""published texts in all their versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "publishing_1"
down_revision = "days_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "text_version",
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("entry_number", sa.BigInteger(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("published_ms", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("withdrawn_on", sa.Text(), server_default="", nullable=False),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"],
            ["office_feed.feed_id"],
            name=op.f("fk_text_version_feed_id"),
        ),
        sa.PrimaryKeyConstraint("publication_id", "version", name=op.f("pk_text_version")),
    )
    op.create_index(op.f("ix_text_version_kind"), "text_version", ["kind"])
