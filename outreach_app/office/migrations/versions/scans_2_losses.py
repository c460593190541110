"""scans that laptops cannot send any more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "scans_2"
down_revision = "restore_2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "scan_loss",
        sa.Column("blob_id", sa.LargeBinary(), nullable=False),
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("entry_number", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("blob_id", name=op.f("pk_scan_loss")),
    )
    op.create_index("ix_scan_loss_number", "scan_loss", ["number"], unique=False)
