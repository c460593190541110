"""who read which version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "publishing_2"
down_revision = "cases_2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "reading",
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("entry_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("read_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["device.feed_id"], name=op.f("fk_reading_feed_id")),
        sa.PrimaryKeyConstraint("feed_id", "entry_number", name=op.f("pk_reading")),
    )
