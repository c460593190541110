"""records written at the desk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "records_1"
down_revision = "balance_3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "desk_record",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("form_id", sa.Text(), nullable=False),
        sa.Column("form_version", sa.Text(), nullable=False),
        sa.Column("day_id", sa.Text(), server_default="", nullable=False),
        sa.Column("pekon", sa.Text(), server_default="", nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("written_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["clerk"], ["clerk.clerk"], name=op.f("fk_desk_record_clerk")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_desk_record")),
        sa.UniqueConstraint("record_id", name=op.f("uq_desk_record_record_id")),
        sa.UniqueConstraint("serial", name=op.f("uq_desk_record_serial")),
    )
    op.create_index(op.f("ix_desk_record_form_id"), "desk_record", ["form_id"], unique=False)
