"""courier files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "courier_1"
down_revision = "audit_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "courier_question",
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("file_id", sa.LargeBinary(), nullable=False),
        sa.Column("question", sa.LargeBinary(), nullable=False),
        sa.Column("head_number", sa.BigInteger(), nullable=False),
        sa.Column("asked_ms", sa.BigInteger(), nullable=False),
        sa.Column("arrived_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["device_feed.feed_id"], name=op.f("fk_courier_question_feed_id")
        ),
        sa.PrimaryKeyConstraint("feed_id", name=op.f("pk_courier_question")),
    )
    op.create_table(
        "courier_file",
        sa.Column("file_id", sa.LargeBinary(), nullable=False),
        sa.Column("feed_id", sa.LargeBinary(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("taken_ms", sa.BigInteger(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["device_feed.feed_id"], name=op.f("fk_courier_file_feed_id")
        ),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_courier_file")),
    )


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("courier_file")
    op.drop_table("courier_question")
