"""what clerks settled about held files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "courier_2"
down_revision = "link_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "settled",
        sa.Column("settlement_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("entry_number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("time_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("settlement_id", name=op.f("pk_settled")),
    )
    op.create_index(op.f("ix_settled_number"), "settled", ["number"])
    op.create_table(
        "held_owner",
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("taken_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("instance_id", name=op.f("pk_held_owner")),
    )


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("held_owner")
    op.drop_index(op.f("ix_settled_number"), "settled")
    op.drop_table("settled")
