"""the log of what was handed to other agencies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "cases_2"
down_revision = "scans_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "disclosure",
        sa.Column("disclosure_id", sa.Text(), nullable=False),
        sa.Column("time_ms", sa.BigInteger(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), server_default="", nullable=False),
        sa.Column("differs", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("disclosure_id", name=op.f("pk_disclosure")),
    )
    op.create_index(op.f("ix_disclosure_time_ms"), "disclosure", ["time_ms"])
    op.create_index(op.f("ix_disclosure_number"), "disclosure", ["number"])
