"""Files erased on request."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "balance_3"
down_revision = "balance_2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "erased_blob",
        sa.Column("blob_id", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("blob_id", name=op.f("pk_erased_blob")),
    )
    op.create_table(
        "erasure",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("erasure_id", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Text(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("erased_ms", sa.BigInteger(), nullable=False),
        sa.Column("clean", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_erasure")),
    )
    op.create_table(
        "erasure_told",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("office_feed", sa.LargeBinary(), nullable=False),
        sa.Column("entry_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number", "feed_id", name=op.f("pk_erasure_told")),
    )
