"""scans that laptops told of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "scans_1"
down_revision = "courier_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "scan",
        sa.Column("blob_id", sa.LargeBinary(), nullable=False),
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("entry_number", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("blob_id", name=op.f("pk_scan")),
    )
    op.create_index("ix_scan_number", "scan", ["number"], unique=False)
