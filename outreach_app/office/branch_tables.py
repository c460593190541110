"""Tables of laptops that were enrolled again, and of branches that a clerk chose."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, LargeBinary, Table, Text

from outreach_app.office.tables import metadata

former_device = Table(
    "former_device",
    metadata,
    Column("feed_id", LargeBinary, ForeignKey("device.feed_id"), primary_key=True),
    Column("former_feed_id", LargeBinary, ForeignKey("device.feed_id"), nullable=False, index=True),
)
"""A laptop -> what it was before it was enrolled again."""

branch_choice = Table(
    "branch_choice",
    metadata,
    Column("feed_id", LargeBinary, ForeignKey("device.feed_id"), primary_key=True),
    Column("head_hash", LargeBinary, primary_key=True),
    Column("head_number", BigInteger, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("time_ms", BigInteger, nullable=False),
)
