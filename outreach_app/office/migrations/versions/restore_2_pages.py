"""What came back after a restore and is not in force yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "restore_2"
down_revision = "checkpoint_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "returned_entry",
        sa.Column("office_feed", sa.LargeBinary(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["device.feed_id"], name=op.f("fk_returned_entry_feed_id")
        ),
        sa.PrimaryKeyConstraint("office_feed", "number", name=op.f("pk_returned_entry")),
    )
    op.create_index(op.f("ix_returned_entry_feed_id"), "returned_entry", ["feed_id"])
    op.create_table(
        "status_due",
        sa.Column("number", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_status_due")),
    )


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("status_due")
    op.drop_table("returned_entry")
