"""planned days, their accounts and slots."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "days_1"
down_revision = "0003_citizens"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "day_plan_draft",
        sa.Column("day_id", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _text("clerk"),
        _number("saved_ms"),
        sa.PrimaryKeyConstraint("day_id", name=op.f("pk_day_plan_draft")),
    )
    op.create_table(
        "day_plan",
        sa.Column("day_id", sa.Text(), nullable=False),
        _number("version"),
        _text("state"),
        _text("kind"),
        _text("pekon"),
        _text("date"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        _number("entry_number"),
        _text("clerk"),
        _number("published_ms"),
        sa.PrimaryKeyConstraint("day_id", name=op.f("pk_day_plan")),
    )
    op.create_table(
        "day_account",
        sa.Column("day_id", sa.Text(), nullable=False),
        _text("date"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _text("clerk"),
        _number("published_ms"),
        sa.PrimaryKeyConstraint("day_id", name=op.f("pk_day_account")),
    )
    op.create_table(
        "slot",
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        _text("day_id"),
        _number("session"),
        _text("service"),
        _text("contact"),
        sa.Column("cancelled", sa.Boolean(), server_default=sa.false(), nullable=False),
        _number("entry_number"),
        sa.ForeignKeyConstraint(["feed_id"], ["device.feed_id"], name=op.f("fk_slot_feed_id")),
        sa.PrimaryKeyConstraint("feed_id", "slot", name=op.f("pk_slot")),
    )
    op.create_index("ix_slot_day_id", "slot", ["day_id"])
