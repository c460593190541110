"""what laptops sent of scans, and those that no entry tells of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "blobs_1"
down_revision = "recovery_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "blob_unreferred",
        sa.Column("blob_id", sa.LargeBinary(), nullable=False),
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("since_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("blob_id", name=op.f("pk_blob_unreferred")),
    )
    op.create_table(
        "blob_usage",
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("sent", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("feed_id", "day", name=op.f("pk_blob_usage")),
    )
