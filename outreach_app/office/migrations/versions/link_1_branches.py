"""laptops enrolled again, and chosen branches."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "link_1"
down_revision = "publishing_3"
branch_labels = None
depends_on = None


def _feed(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _device(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], ["device.feed_id"], name=name)


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "former_device",
        _feed("feed_id"),
        _feed("former_feed_id"),
        _device("former_device", "feed_id"),
        _device("former_device", "former_feed_id"),
        sa.PrimaryKeyConstraint("feed_id", name=op.f("pk_former_device")),
    )
    op.create_index(
        op.f("ix_former_device_former_feed_id"), "former_device", ["former_feed_id"], unique=False
    )
    op.create_table(
        "branch_choice",
        _feed("feed_id"),
        _feed("head_hash"),
        sa.Column("head_number", sa.BigInteger(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("time_ms", sa.BigInteger(), nullable=False),
        _device("branch_choice", "feed_id"),
        sa.PrimaryKeyConstraint("feed_id", "head_hash", name=op.f("pk_branch_choice")),
    )
