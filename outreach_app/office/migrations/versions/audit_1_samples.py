"""audit samples and their findings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "audit_1"
down_revision = "cases_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "audit_sample",
        sa.Column("sample_id", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("drawn_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["clerk"], ["clerk.clerk"], name=op.f("fk_audit_sample_clerk")),
        sa.PrimaryKeyConstraint("sample_id", name=op.f("pk_audit_sample")),
    )
    op.create_table(
        "audit_item",
        sa.Column("sample_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("form_version", sa.Text(), server_default="", nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=True),
        sa.Column("finding", sa.Text(), server_default="", nullable=False),
        sa.Column("clerk", sa.Text(), nullable=True),
        sa.Column("answered_ms", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["clerk"], ["clerk.clerk"], name=op.f("fk_audit_item_clerk")),
        sa.ForeignKeyConstraint(
            ["sample_id"], ["audit_sample.sample_id"], name=op.f("fk_audit_item_sample_id")
        ),
        sa.PrimaryKeyConstraint("sample_id", "number", name=op.f("pk_audit_item")),
    )
