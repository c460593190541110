"""what publishers decided about statements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "publishing_3"
down_revision = "publishing_2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "statement_choice",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("group", sa.Integer(), server_default="0", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("left_out", sa.Text(), server_default="", nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_statement_choice")),
    )
    op.create_index(op.f("ix_statement_choice_draft"), "statement_choice", ["draft"])
    op.create_table(
        "statement_group",
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("group", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), server_default="{}", nullable=False),
        sa.Column("answer", sa.Text(), server_default="{}", nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("draft", "group", name=op.f("pk_statement_group")),
    )
