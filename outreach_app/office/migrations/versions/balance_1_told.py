"""What laptops were told of the balance of their days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "balance_1"
down_revision = "settling_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "balance_told",
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("day_id", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("due", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["device.feed_id"], name=op.f("fk_balance_told_feed_id")
        ),
        sa.PrimaryKeyConstraint("feed_id", "day_id", name=op.f("pk_balance_told")),
    )
    op.create_index("ix_balance_told_due", "balance_told", ["due"], unique=False)
