"""one-time recovery codes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "recovery_1"
down_revision = "records_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "recovery_code",
        sa.Column("code_id", sa.Text(), nullable=False),
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code_id", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_feed_id"), "recovery_code", ["feed_id"], unique=False)
    op.create_table(
        "recovery_secret",
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key_id", sa.LargeBinary(), server_default="", nullable=False),
        sa.Column("sealed", sa.LargeBinary(), server_default="", nullable=False),
        sa.Column("used_ms", sa.BigInteger(), nullable=True),
        sa.Column("used_by", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("feed_id", "number", name=op.f("pk_recovery_secret")),
    )


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("recovery_code")
    op.drop_table("recovery_secret")
