"""Who looked at a NIK in full."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "settling_1"
down_revision = "courier_2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "nik_seen",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("time_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number", "clerk", "time_ms", name=op.f("pk_nik_seen")),
    )


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("nik_seen")
