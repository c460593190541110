"""checkpoints of feeds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "checkpoint_1"
down_revision = "carried_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "checkpoint",
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("erased", sa.BigInteger(), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("feed_id", "number", name=op.f("pk_checkpoint")),
    )


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("checkpoint")
