"""slots with a check code, for their holders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "days_2"
down_revision = "restore_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    with op.batch_alter_table("slot") as batch:
        batch.add_column(sa.Column("bare", sa.Text(), server_default="", nullable=False))
        batch.add_column(
            sa.Column("code_hash", sa.LargeBinary(), server_default="", nullable=False)
        )
        batch.create_index("ix_slot_bare", ["bare"])
