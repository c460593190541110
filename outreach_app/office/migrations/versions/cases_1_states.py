"""moves of cases say from where, by which calendar and for when; what the status page reads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "cases_1"
down_revision = "publishing_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    for name in ("from_state", "calendar", "appointment"):
        op.add_column("decision", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "case_status",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("bare", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("pekon", sa.Text(), nullable=False),
        sa.Column("finished_ms", sa.BigInteger(), nullable=False),
        sa.Column("arrived_ms", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since_ms", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("due", sa.Text(), server_default="", nullable=False),
        sa.Column("appointment", sa.Text(), server_default="", nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_case_status")),
    )
    op.create_index(op.f("ix_case_status_bare"), "case_status", ["bare"])
    op.create_index("ix_case_status_open", "case_status", ["open", "service"])
    op.create_table(
        "status_try",
        sa.Column("time_ms", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("wanted", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_status_try_time", "status_try", ["time_ms"])
