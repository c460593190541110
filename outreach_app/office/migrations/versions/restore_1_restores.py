"""Restores, what came back, and sealing keys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "restore_1"
down_revision = "balance_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "restoration",
        sa.Column("office_epoch", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("backup_ms", sa.BigInteger(), nullable=False),
        sa.Column("restored_ms", sa.BigInteger(), nullable=False),
        sa.Column("device_floor", sa.BigInteger(), nullable=False),
        sa.Column("taken_back", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("office_epoch", name=op.f("pk_restoration")),
    )
    op.create_table(
        "sealing_key",
        sa.Column("serial", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("from_ms", sa.BigInteger(), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=False),
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("entry_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_sealing_key")),
    )
    op.create_table(
        "given_back",
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("office_epoch", sa.BigInteger(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("unproved", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["device.feed_id"], name=op.f("fk_given_back_feed_id")
        ),
        sa.PrimaryKeyConstraint("feed_id", name=op.f("pk_given_back")),
    )
