"""What laptops sent of scans on each day, and scans that no entry tells of yet."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, LargeBinary, Table, Text

from outreach_app.office.tables import metadata

blob_usage = Table(
    "blob_usage",
    metadata,
    Column("feed_id", LargeBinary, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("sent", BigInteger, nullable=False),
)

blob_unreferred = Table(
    "blob_unreferred",
    metadata,
    Column("blob_id", LargeBinary, primary_key=True),
    Column("feed_id", LargeBinary, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("since_ms", BigInteger, nullable=False),
)
