"""Questions about scans that came by stick."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "balance_2"
down_revision = "audit_2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    asks = sa.Column("asks", sa.LargeBinary(), nullable=False, server_default="")
    with op.batch_alter_table("courier_question") as batch:
        batch.add_column(asks)
