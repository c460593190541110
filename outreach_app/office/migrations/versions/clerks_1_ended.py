"""Accounts of clerks end, and stay as authors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "clerks_1"
down_revision = "scans_2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    with op.batch_alter_table("clerk") as batch:
        batch.add_column(sa.Column("ended_ms", sa.BigInteger(), nullable=True))
