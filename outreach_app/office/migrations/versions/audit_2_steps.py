"""findings of an audit followed up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "audit_2"
down_revision = "days_2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "audit_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step_id", sa.Text(), nullable=False),
        sa.Column("sample_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("time_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["clerk"], ["clerk.clerk"], name=op.f("fk_audit_step_clerk")),
        sa.ForeignKeyConstraint(["owner"], ["clerk.clerk"], name=op.f("fk_audit_step_owner")),
        sa.ForeignKeyConstraint(
            ["sample_id"], ["audit_sample.sample_id"], name=op.f("fk_audit_step_sample_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_step")),
        sa.UniqueConstraint("step_id", name=op.f("uq_audit_step_step_id")),
    )
    op.create_index(op.f("ix_audit_step_sample_id"), "audit_step", ["sample_id"], unique=False)
