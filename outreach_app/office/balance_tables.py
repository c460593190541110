"""What each laptop was last told of the balance of its days."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, LargeBinary, Table, Text

from outreach_app.office.tables import metadata

balance_told = Table(
    "balance_told",
    metadata,
    Column("feed_id", LargeBinary, ForeignKey("device.feed_id"), primary_key=True),
    Column("day_id", Text, primary_key=True),
    # As last told, without its time; empty before the first.
    Column("body", LargeBinary, nullable=False),
    Column("due", Boolean, nullable=False),
)
Index("ix_balance_told_due", balance_told.c.due)
