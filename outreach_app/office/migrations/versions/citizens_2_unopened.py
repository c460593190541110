"""Forms of citizens that could not be opened yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "citizens_2"
down_revision = "clerks_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "unopened",
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("entry_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("arrived_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("feed_id", "entry_number"),
    )
