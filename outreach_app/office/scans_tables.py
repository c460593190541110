"""Scans that laptops told of; a projection, the bytes lie sealed in the office's folder."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table, Text

from outreach_app.office.tables import metadata

scan = Table(
    "scan",
    metadata,
    Column("blob_id", LargeBinary, primary_key=True),
    Column("feed_id", LargeBinary, nullable=False),
    Column("entry_number", BigInteger, nullable=False),
    Column("number", Text, nullable=False),
    Column("paper", Text, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("size", BigInteger, nullable=False),
)
scan_loss = Table(
    "scan_loss",
    metadata,
    Column("blob_id", LargeBinary, primary_key=True),
    Column("feed_id", LargeBinary, nullable=False),
    Column("entry_number", BigInteger, nullable=False),
    Column("number", Text, nullable=False),
    Column("paper", Text, nullable=False),
    Column("why", Text, nullable=False),
)
"""Scans of which a laptop said that it cannot send them any more."""
Index("ix_scan_loss_number", scan_loss.c.number)
Index("ix_scan_number", scan.c.number)
