"""a file says of which kind its service is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002_kinds"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    kind = sa.Column("kind", sa.Text(), nullable=False, server_default="application")
    op.add_column("revision", kind)
