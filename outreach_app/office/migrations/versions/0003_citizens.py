"""what citizens said, and what the office did about it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003_citizens"
down_revision = "0002_kinds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "citizen_record",
        sa.Column("citizen_id", sa.Text(), nullable=False),
        sa.Column("feed_id", sa.LargeBinary(), nullable=True),
        sa.Column("entry_number", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("form_id", sa.Text(), nullable=False),
        sa.Column("form_version", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("code_hash", sa.Text(), server_default="", nullable=False),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("pekon", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("thread_kind", sa.Text(), server_default="", nullable=False),
        sa.Column("about", sa.Text(), server_default="", nullable=False),
        sa.Column("anonymous", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("secret", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("identity", sa.LargeBinary(), nullable=True),
        sa.Column("identity_key_id", sa.Text(), server_default="", nullable=False),
        sa.Column("reply_to", sa.Text(), server_default="", nullable=False),
        sa.Column("arrived_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("citizen_id", name=op.f("pk_citizen_record")),
    )
    op.create_index("ix_citizen_record_form", "citizen_record", ["form_id", "date"], unique=False)
    op.create_index("ix_citizen_record_number", "citizen_record", ["number"], unique=False)
    op.create_index("ix_citizen_record_reply_to", "citizen_record", ["reply_to"], unique=False)
    op.create_table(
        "thread_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=True),
        sa.Column("time_ms", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["clerk"], ["clerk.clerk"], name=op.f("fk_thread_event_clerk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_event")),
        sa.UniqueConstraint("event_id", name=op.f("uq_thread_event_event_id")),
    )
    op.create_index(op.f("ix_thread_event_number"), "thread_event", ["number"], unique=False)
